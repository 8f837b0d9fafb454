import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** A stopped task as the programs' campaign describes it, but for its concurrency. */
function seed(simulator: Simulator, taskName: string): string {
	const [taskId = ""] = simulator.seedTasks([
		{
			TaskName: taskName,
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
	return taskId;
}

describePrograms("adopting a task", (open, openDeployed) => {
	it("is announced, updates it, and the property has no effect afterwards: a later replacement creates a task", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const [taskId, replacedId] = [seed(simulator, "spring"), seed(simulator, "summer")];
		const adopted = (changes: string) =>
			javaScript(`
				new AiCallTask("one", { ...campaign, taskName: "spring", ${changes} });
				new AiCallTask("two", { ...campaign, taskName: "summer", taskCps: 3, adoptTaskId: "${replacedId}" });
			`);
		program.write(adopted(`taskCps: 8, adoptTaskId: "${taskId}"`));

		const preview = diagnosticsOf(await succeeded(program.up("--skip-preview=false")));
		assert.deepEqual(preview.get("one"), [`Task ${taskId} (STOPPED) is taken into the stack and updated (taskCps).`]);
		assert.equal(simulator.tasks().length, 2);
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 8);
		await succeeded(program.up("--refresh", "--expect-no-changes"));

		program.write(adopted("taskCps: 8"));
		const { urn = "" } = program.state().deployment.resources?.find(({ id }) => id === replacedId) ?? {};
		await succeeded(program.up("--skip-preview=false", "--replace", urn));
		assert.equal(simulator.task(taskId)?.taskName, "spring");
		assert.equal(simulator.task(replacedId)?.taskName, `released-${replacedId}`);
		assert.notEqual(simulator.task("summer")?.taskId, replacedId);
		assert.equal(simulator.tasks().length, 3);

		program.write(adopted("taskCps: 9"));
		await succeeded(program.up());
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 9);
		await succeeded(program.up("--expect-no-changes"));
		assert.equal(simulator.actions().filter((action) => action === "CreateAiCallTask").length, 1);
	});

	it("is refused for an unknown task, one that the stack has already, and one of another agent", async () => {
		const { program, simulator, taskId } = await openDeployed();
		const [other] = simulator.seedTasks([{ TaskName: "other", status: "STOPPED" }]);
		program.write(
			javaScript(`
				new AiCallTask("spring", { ...campaign, taskName: "spring", adoptTaskId: "${taskId}" });
				new AiCallTask("unknown", { ...campaign, taskName: "a", adoptTaskId: "118799999999999999" });
				new AiCallTask("again", { ...campaign, taskName: "b", adoptTaskId: "${taskId}" });
				new AiCallTask("agent", { ...campaign, taskName: "other", adoptTaskId: "${other}" });
			`),
		);
		const before = JSON.stringify(simulator.tasks());

		const said = diagnosticsOf(await failed(program.preview()));

		assert.match(
			said.get("unknown")?.[0] ?? "",
			/^error: adoptTaskId \("118799999999999999"\) names no task in this account\. Check/,
		);
		assert.deepEqual(said.get("again"), [
			`error: adoptTaskId ("${taskId}") names the task of resource "spring" of this stack. Remove adoptTaskId: a task belongs to one resource only.`,
		]);
		assert.match(
			said.get("agent")?.[0] ?? "",
			/^error: agentId \("118712345678901234"\) differs from the adopted task/,
		);
		assert.equal(said.get("spring"), undefined);
		assert.equal(JSON.stringify(simulator.tasks()), before);
	});
});
