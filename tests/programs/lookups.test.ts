import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

describePrograms("a program that asks the account", (open) => {
	it("has the answers of every lookup in a preview and an update, and a message without a stack for a mistake", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const [taskId = ""] = simulator.seedTasks([
			{
				TaskName: "by hand",
				AgentId: "118012345678901234",
				TaskCps: 7,
				phoneNumbers: ["13800000001", "13800000002"],
				status: "STOPPED",
			},
		]);
		simulator.clearRequests();
		program.write(
			javaScript(`
				const { getAgents, getCallResults, getTask, getTasks, getTaskOutput, getTasksOutput } = require("pulumi-aiccs");
				module.exports = async () => {
					const { agents } = await getAgents({ published: true, nameContains: "回访" });
					const byHand = await getTask({ taskName: "by hand" });
					const { tasks } = await getTasks({ status: "STOPPED" });
					const results = await getCallResults({ taskId: byHand.taskId });
					const task = new AiCallTask("spring", { ...campaign, taskName: "spring", agentId: agents[0].agentId });
					return {
						agents: agents.map(({ agentName }) => agentName),
						status: byHand.status,
						taskCps: byHand.definition.taskCps,
						stopped: tasks.map(({ taskId }) => taskId),
						waiting: results.withoutResult,
						own: getTaskOutput({ taskId: task.taskId }).apply(({ taskName }) => taskName),
						all: getTasksOutput({}, { dependsOn: task }).apply(({ tasks }) => tasks.length),
					};
				};
			`),
		);

		const preview = await succeeded(program.preview());
		assert.match(preview, /taskCps\s*: 7/);
		await succeeded(program.up());

		assert.deepEqual(await program.outputs(), {
			agents: ["回访智能体"],
			status: "STOPPED",
			taskCps: 7,
			stopped: [taskId],
			waiting: 2,
			own: "spring",
			all: 2,
		});
		assert.deepEqual(
			simulator.actions().filter((action) => !/^(Page)?Query/.test(action)),
			["CreateAiCallTask"],
		);
		program.write(
			javaScript(`
				const { getTask } = require("pulumi-aiccs");
				module.exports = async () => ({ status: (await getTask({ taskid: "1" })).status });
			`),
		);
		const { exitCode, output } = await program.preview();
		assert.notEqual(exitCode, 0, output);
		assert.match(output, /error: getTask: taskid is no argument\. Did you mean taskId\?/);
		assert.doesNotMatch(output, /node_modules|at .*\.js:\d+/);
	});
});
