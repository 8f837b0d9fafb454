import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import { aiCallTaskTokens } from "../../provider/program/type-tokens";
import type { Context } from "../../provider/run/context";
import { DynamicProvider } from "../../provider/shells/dynamic/dynamic-provider";
import { PluginResource } from "../../provider/shells/plugin/plugin-resource";
import { aiCallTask } from "../../provider/tasks/resource";
import { aDefinition } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { mortal } from "../support/mortal";
import { HostOf } from "../support/shells/host-of";

const { dynamic: dynamicType, schema, provider } = aiCallTaskTokens;
/** A task under another one: both types are in its URN. */
const urnOf = (type: string) => `urn:pulumi:dev::shop::${type}$${type}::spring`;
const spring = { ...aDefinition({ taskName: "spring" }) };

/** An update that creates the task, by each shell. Returns its id. */
const shells: Readonly<Record<string, (context: Context) => Promise<string>>> = {
	plugin: async (context) => {
		const shell = new PluginResource(aiCallTask, new HostOf(context), aiCallTaskTokens);
		const inputs = await shell.check(urnOf(schema), {}, spring);
		return (await shell.create(urnOf(schema), inputs)).id;
	},
	dynamic: async (context) => {
		const shell: dynamic.ResourceProvider = new DynamicProvider(aiCallTask, new HostOf(context));
		const owner = `organization/${urnOf(dynamicType)}`;
		const { inputs } = (await shell.check?.({}, { ...spring, __provider: provider, __owner: owner })) ?? {};
		return (await shell.create(inputs)).id;
	},
};

const moves = [
	["plugin", "dynamic"],
	["dynamic", "plugin"],
] as const;

describeSimulator("a task that a killed run has left before a move", (fixture) => {
	for (const [before, after] of moves) {
		for (const when of ["before", "after"] as const) {
			it(`exists once: the ${before} shell is killed ${when} the answer of its creation, the ${after} shell goes on`, async () => {
				const creation = mortal({ call: 2, when: when === "before" ? "before" : "after" });
				const run = shells[before]?.(fixture.newContext({ through: creation.through }));
				assert.equal(await Promise.race([run, creation.died]), "died");
				const left = fixture.simulator.tasks().map(({ taskId }) => taskId);
				assert.equal(left.length, when === "before" ? 0 : 1, "the second call is the creation");

				const id = await shells[after]?.(fixture.newContext());

				assert.deepEqual(
					fixture.simulator.tasks().map(({ taskId }) => taskId),
					[id],
				);
				if (when === "after") assert.deepEqual(left, [id]);
			});
		}
	}
});
