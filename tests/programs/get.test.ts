import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

describePrograms("reading a task that the stack does not manage", (open) => {
	it("shows its definition and status in a preview and an update, and never changes it", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const [taskId = ""] = simulator.seedTasks([
			{
				TaskName: "by hand",
				AgentId: "118012345678901234",
				TaskCps: 7,
				phoneNumbers: ["13800000001"],
				status: "RUNNING",
			},
		]);
		const reading = (id: string) =>
			javaScript(`
				const task = AiCallTask.get("other", "${id}");
				module.exports = { taskName: task.taskName, taskCps: task.taskCps, status: task.status, taskId: task.taskId };
			`);
		program.write(reading(taskId));

		assert.match(await succeeded(program.up("--skip-preview=false")), /taskName\s*: "by hand"/);

		assert.deepEqual(await program.outputs(), { taskName: "by hand", taskCps: 7, status: "RUNNING", taskId });
		await succeeded(program.destroy());
		assert.deepEqual(
			simulator.actions().filter((action) => !/^(Page)?Query/.test(action)),
			[],
		);
		program.write(reading("118799999999999999"));
		const { exitCode, output } = await program.preview();
		assert.notEqual(exitCode, 0, output);
		assert.match(output, /Task 118799999999999999 cannot be read: the account has no task with this id\. Check the id/);
	});
});
