import assert from "node:assert/strict";
import { aiCallTaskTokens } from "../../provider/program/type-tokens";
import { PluginResource } from "../../provider/shells/plugin/plugin-resource";
import { aiCallTask } from "../../provider/tasks/resource";
import { aDefinition } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { HostOf } from "../support/shells/host-of";

/* The most requests and bytes that the plugin may need. Time and memory are measured by `npm run bench`, and no test asserts them. */

describeSimulator("the plugin, with 200 tasks,", (fixture) => {
	it("sends one creation for each and at most a dozen queries, then nothing, then one detail for each and the list once", async () => {
		const { simulator, newContext } = fixture;
		const bytesOf = (value: object) => Buffer.byteLength(JSON.stringify(value));
		const newProcess = () => new PluginResource(aiCallTask, new HostOf(newContext()), aiCallTaskTokens);
		const tasks = Array.from({ length: 200 }, (_, index) => {
			const taskName = `campaign-${index + 1}`;
			return { urn: `urn:pulumi:dev::shop::aiccs:index:AiCallTask::${taskName}`, inputs: aDefinition({ taskName }) };
		});
		let shell = newProcess();
		const created = await Promise.all(
			tasks.map(async ({ urn, inputs }) => {
				const checked = await shell.check(urn, {}, inputs);
				assert.deepEqual(checked, inputs);
				const { id, outputs } = await shell.create(urn, checked);
				// The id, the status, and the line that a program needs which moves to the dynamic resources.
				assert.ok(bytesOf(outputs) - bytesOf(inputs) <= 120, `${bytesOf(outputs)} instead of ${bytesOf(inputs)} bytes`);
				return { urn, inputs, id, outputs };
			}),
		);
		const creations = simulator.actions().filter((action) => action === "CreateAiCallTask");
		assert.equal(creations.length, 200);
		assert.ok(simulator.actions().length <= 212, `${simulator.actions().length} requests`);
		simulator.clearRequests();

		shell = newProcess();
		for (const { urn, inputs, id, outputs } of created)
			assert.equal(shell.diff(id, urn, outputs, await shell.check(urn, inputs, inputs)).changed, false);
		assert.deepEqual(simulator.actions(), []);

		shell = newProcess();
		await Promise.all(created.map(({ id, outputs, inputs }) => shell.read(id, outputs, inputs)));
		const details = simulator.actions().filter((action) => action === "QueryAiCallTaskDetail");
		assert.equal(details.length, 200);
		assert.equal(simulator.actions().length, 202);
	});
});
