import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AiCallTask } from "../../provider";
import { aDefinition } from "../support/definitions";

const type = "pulumi-nodejs:dynamic/aiccs:AiCallTask";

class Other extends pulumi.CustomResource {}

describe("the class of a task", () => {
	const forget = () => pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
	const read: pulumi.runtime.MockResourceArgs[] = [];
	beforeEach(() => {
		read.length = 0;
		return pulumi.runtime.setMocks({
			newResource: (args) => {
				read.push(args);
				return { id: args.id ?? "1", state: { ...args.inputs, taskName: "spring", status: "RUNNING" } };
			},
			call: () => ({}),
		});
	});
	after(forget);

	it("has the static type by which policies select resources", () => {
		assert.equal(AiCallTask.__pulumiType, type);
	});

	it("recognizes its instances, also of another copy of the package, and no other resource", async () => {
		const path = require.resolve("../../provider/program/ai-call-task");
		const { [path]: ours } = require.cache;
		delete require.cache[path];
		const copy: { AiCallTask: typeof AiCallTask } = require(path);
		require.cache[path] = ours;
		assert.notEqual(copy.AiCallTask, AiCallTask);

		assert.equal(AiCallTask.isInstance(new AiCallTask("spring", aDefinition())), true);
		assert.equal(AiCallTask.isInstance(new copy.AiCallTask("autumn", aDefinition())), true);
		assert.equal(AiCallTask.isInstance({ __pulumiType: type }), true, "as policies call it");
		for (const other of [new Other("a:b:Other", "x", {}), undefined, null, "spring", {}, aDefinition()]) {
			assert.equal(AiCallTask.isInstance(other), false);
		}
	});

	it("reads a task that the stack does not manage by its id", async () => {
		const task = AiCallTask.get("spring", "118723606797749981");

		assert.equal(await new Promise((resolve) => task.taskId.apply(resolve)), "118723606797749981");
		assert.equal(await new Promise((resolve) => task.taskName.apply(resolve)), "spring");
		assert.equal(await new Promise((resolve) => task.status.apply(resolve)), "RUNNING");
		assert.equal(read[0]?.id, "118723606797749981");
	});
});
