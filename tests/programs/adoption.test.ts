import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** A stopped task as the programs' campaign describes it, but for its concurrency. */
function seed(simulator: Simulator): string {
	const [taskId] = simulator.seedTasks([
		{
			TaskName: "spring",
			AgentId: "118712345678901234",
			VirtualNumber: "05710000001",
			CallTime: [
				{ startTime: "09:00:00", endTime: "12:00:00" },
				{ startTime: "14:00:00", endTime: "18:00:00" },
			],
			TaskCps: 3,
			status: "STOPPED",
		},
	]);
	return String(taskId);
}

const adopting = (taskId: string, more = "") =>
	javaScript(
		`new AiCallTask("one", { ...campaign, taskName: "spring", taskCps: 8, adoptTaskId: "${taskId}"${more} });`,
	);

describePrograms("adopting a task", (open) => {
	it("is announced, updates it, and leaves the property without effect afterwards", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const taskId = seed(simulator);
		program.write(adopting(taskId));

		const preview = await succeeded(program.preview());
		assert.deepEqual(diagnosticsOf(preview).get("one"), [
			`Task ${taskId} (STOPPED) is taken into the stack and updated (taskCps).`,
		]);
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 3);

		await succeeded(program.up());
		assert.equal(simulator.tasks().length, 1);
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 8);
		await succeeded(program.up("--expect-no-changes"));
		await succeeded(program.refresh("--expect-no-changes"));

		program.write(javaScript('new AiCallTask("one", { ...campaign, taskName: "spring", taskCps: 8 });'));
		await succeeded(program.up("--skip-preview=false"));
		program.write(javaScript('new AiCallTask("one", { ...campaign, taskName: "spring", taskCps: 9 });'));
		await succeeded(program.up("--skip-preview=false"));
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 9);
		assert.equal(simulator.actions().includes("CreateAiCallTask"), false);
	});

	it("is over once it is done: a later replacement creates a task of its own", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const taskId = seed(simulator);
		program.write(adopting(taskId));
		await succeeded(program.up());
		const urn = (await program.exportState()).deployment.resources?.find(({ id }) => id === taskId)?.urn ?? "";

		await succeeded(program.up("--skip-preview=false", "--replace", urn));

		assert.equal(simulator.task(taskId)?.taskName, `released-${taskId}`);
		assert.notEqual(simulator.task("spring")?.taskId, taskId);
		assert.equal(simulator.tasks().length, 2);
		await succeeded(program.up("--expect-no-changes"));
	});

	it("is refused for an unknown task, one that the stack has already, and one of another agent", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const taskId = seed(simulator);
		program.write(adopting(taskId));
		await succeeded(program.up());
		const [other] = simulator.seedTasks([{ TaskName: "other", status: "STOPPED" }]);
		program.write(
			javaScript(`
				new AiCallTask("one", { ...campaign, taskName: "spring", taskCps: 8, adoptTaskId: "${taskId}" });
				new AiCallTask("unknown", { ...campaign, taskName: "a", adoptTaskId: "118799999999999999" });
				new AiCallTask("again", { ...campaign, taskName: "b", adoptTaskId: "${taskId}" });
				new AiCallTask("agent", { ...campaign, taskName: "other", adoptTaskId: "${other}" });
			`),
		);
		const before = JSON.stringify(simulator.tasks());

		const said = diagnosticsOf(await failed(program.preview()));

		assert.match(
			said.get("unknown")?.[0] ?? "",
			/^error: adoptTaskId \("118799999999999999"\) names no task of this account\. Check/,
		);
		assert.deepEqual(said.get("again"), [
			`error: adoptTaskId ("${taskId}") names the task of resource "one" of this stack. Remove adoptTaskId: a task belongs to one resource only.`,
		]);
		assert.match(
			said.get("agent")?.[0] ?? "",
			/^error: agentId \("118712345678901234"\) differs from the adopted task/,
		);
		assert.equal(said.get("one"), undefined);
		assert.equal(JSON.stringify(simulator.tasks()), before);
	});
});
