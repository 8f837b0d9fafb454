import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import type { Values } from "../../../provider/definition/values";
import type { TypeTokens } from "../../../provider/program/type-tokens";
import type { Context } from "../../../provider/run/context";
import type { Resource } from "../../../provider/run/resource";
import { DynamicProvider } from "../../../provider/shells/dynamic/dynamic-provider";
import { opened, toEngine } from "../../../provider/shells/engine-values";
import { PluginResource } from "../../../provider/shells/plugin/plugin-resource";
import { HostOf } from "./host-of";

type Plain = Readonly<Record<string, unknown>>;

/** A resource in the state, as either shell has recorded it. */
export interface Recorded {
	readonly id: string;
	readonly inputs: Plain;
	readonly outputs: Plain;
	/** The error that ended its last step. */
	readonly incomplete?: string;
}

/** The steps of one resource in a stack; each is a command with a provider process of its own. */
export interface Shell {
	/** Creates or updates the resource, or does nothing if the diff finds no change. */
	up(context: Context, before: Recorded | undefined, declared: object): Promise<Recorded>;
	/** What `up` would do. */
	plan(context: Context, before: Recorded, declared: object): Promise<"update" | "replace" | "same">;
	refresh(context: Context, before: Recorded): Promise<Recorded>;
	destroy(context: Context, before: Recorded): Promise<void>;
}

export type ShellName = "plugin" | "dynamic";

/** Both ways in which a stack moves: from the first shell to the second. */
export const moves: readonly (readonly [before: ShellName, after: ShellName])[] = [
	["plugin", "dynamic"],
	["dynamic", "plugin"],
];

/** Both shells of one resource of a stack. They write one state. */
export function twoShells<T extends Values<T>, S>(
	resource: Resource<T, S>,
	tokens: TypeTokens,
	name: string,
): Readonly<Record<ShellName, Shell>> {
	const urnOf = (type: string) => `urn:pulumi:dev::shop::${type}::${name}`;
	return {
		plugin: shellOf((context) =>
			pluginSteps(new PluginResource(resource, new HostOf(context), tokens), urnOf(tokens.schema)),
		),
		dynamic: shellOf((context) =>
			dynamicSteps(new DynamicProvider(resource, new HostOf(context)), {
				__provider: tokens.provider,
				__owner: `organization/${urnOf(tokens.dynamic)}`,
			}),
		),
	};
}

/** What the engine asks of one provider process. */
interface Steps {
	check(before: Plain, declared: object): Promise<Plain>;
	diff(before: Recorded, inputs: Plain): Promise<"update" | "replace" | "same">;
	create(inputs: Plain): Promise<Recorded>;
	update(before: Recorded, inputs: Plain): Promise<Recorded>;
	read(before: Recorded): Promise<Recorded>;
	delete(before: Recorded): Promise<void>;
}

function shellOf(open: (context: Context) => Steps): Shell {
	async function planned(steps: Steps, before: Recorded, declared: object) {
		const inputs = await steps.check(before.inputs, declared);
		return { inputs, due: await steps.diff(before, inputs) };
	}
	return {
		async up(context, before, declared) {
			const steps = open(context);
			if (before === undefined) return steps.create(await steps.check({}, declared));
			const { inputs, due } = await planned(steps, before, declared);
			assert.notEqual(due, "replace");
			if (due === "same" && before.incomplete === undefined) return { ...before, inputs };
			return steps.update(before, inputs);
		},
		plan: async (context, before, declared) => (await planned(open(context), before, declared)).due,
		refresh: (context, before) => open(context).read(before),
		destroy: (context, before) => open(context).delete(before),
	};
}

function pluginSteps<T extends Values<T>, S>(shell: PluginResource<T, S>, urn: string): Steps {
	return {
		check: async (before, declared) => plain(await shell.check(urn, before, toEngine({ ...declared }))),
		async diff({ id, outputs }, inputs) {
			const { changed, places } = shell.diff(id, urn, outputs, inputs);
			if (!changed) return "same";
			return [...places.values()].some(({ isReplacing }) => isReplacing) ? "replace" : "update";
		},
		async create(inputs) {
			const { id, outputs, incomplete } = await shell.create(urn, inputs);
			return { id, inputs, outputs: plain(outputs), ...(incomplete !== undefined && { incomplete }) };
		},
		async update({ id, outputs: olds }, inputs) {
			const { outputs, incomplete } = await shell.update(id, urn, olds, inputs);
			return { id, inputs, outputs: plain(outputs), ...(incomplete !== undefined && { incomplete }) };
		},
		async read({ id, outputs, inputs }) {
			const found = (await shell.read(id, outputs, inputs)) ?? assert.fail("gone");
			return { id, inputs: plain(found.inputs), outputs: plain(found.outputs) };
		},
		delete: ({ id, outputs }) => shell.delete(id, outputs),
	};
}

type Methods = Required<Omit<dynamic.ResourceProvider, "configure">>;

/** Pulumi adds the provider to the outputs, and passes on secrets in plain text. */
function dynamicSteps(shell: Methods, hidden: { readonly __provider: string; readonly __owner: string }): Steps {
	const recorded = (id: string, inputs: Plain, outs: Plain = {}): Recorded => ({
		id,
		inputs,
		outputs: plain({ ...outs, __provider: hidden.__provider }),
	});
	const seen = ({ outputs }: Recorded) => opened(outputs).values;
	const step = async (inputs: Plain, action: () => Promise<Recorded>): Promise<Recorded> => {
		try {
			return await action();
		} catch (thrown) {
			const { id, properties, message } = Object(thrown);
			if (id === undefined) throw thrown;
			return { ...recorded(id, inputs, properties), incomplete: message };
		}
	};
	return {
		async check(before, declared) {
			const news = { ...toEngine({ ...declared }), ...hidden };
			const { inputs, failures = [] } = await shell.check(opened(before).values, news);
			assert.deepEqual(failures, []);
			return plain(inputs);
		},
		async diff(before, inputs) {
			const { changes = true, replaces = [] } = await shell.diff(before.id, seen(before), inputs);
			if (!changes) return "same";
			return replaces.length > 0 ? "replace" : "update";
		},
		create: (inputs) =>
			step(inputs, async () => {
				const { id, outs } = await shell.create(inputs);
				return recorded(id, inputs, outs);
			}),
		update: (before, inputs) =>
			step(inputs, async () => recorded(before.id, inputs, (await shell.update(before.id, seen(before), inputs)).outs)),
		async read(before) {
			const { id = "", props, inputs } = await shell.read(before.id, seen(before));
			assert.equal(id, before.id);
			return recorded(id, inputs === undefined ? before.inputs : plain(inputs), props);
		},
		delete: (before) => shell.delete(before.id, seen(before)),
	};
}

/** A value after it was stored as JSON. */
function plain(values: Plain): Plain {
	return JSON.parse(JSON.stringify(values));
}
