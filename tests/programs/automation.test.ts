import assert from "node:assert/strict";
import { automation, runAutomation } from "./support/automation";
import { describePrograms } from "./support/describe-programs";

const campaign = `{
	agentId: "118712345678901234", virtualNumber: "05710000001", startType: "IMMEDIATE",
	callDay: ["MONDAY"], callTime: [{ startTime: "09:00:00", endTime: "18:00:00" }],
}`;

describePrograms("an Automation API program", (open) => {
	it("previews, brings up, finds unchanged, refreshes and destroys an inline program that asks the account", async () => {
		const account = await open(
			{
				files: {
					"index.js": "",
					"automation.js": automation(`async () => {
						const { getAgents, getTasksOutput } = require("pulumi-aiccs");
						const { agents } = await getAgents();
						const { taskId } = new AiCallTask("spring", { ...${campaign}, taskName: "spring" });
						const all = getTasksOutput({}).apply(({ tasks }) => tasks.length <= 1);
						return { taskId, agents: agents.length, all };
					}`),
				},
			},
			{ settings: { updateInInit: "accepted" } },
		);
		const { simulator } = account;

		const { exitCode, stdout } = await runAutomation(
			account,
			{ command: "preview" },
			{ command: "up" },
			{ command: "up", expectNoChanges: true },
			{ command: "refresh", expectNoChanges: true },
			{ command: "destroy" },
		);
		assert.equal(exitCode, 0, stdout);
		const [task] = simulator.tasks();
		const results = stdout.split("\n").filter((line) => line.startsWith('{"command"'));
		assert.match(results[0] ?? stdout, /"command":"preview","changes":\{"create":2\}/);
		assert.match(results[1] ?? stdout, /"command":"up","changes":\{"create":2\}/);
		assert.ok(results[1]?.includes(`"taskId":{"value":"${task?.taskId}"`), stdout);
		assert.match(results[1] ?? stdout, /"agents":\{"value":4,"secret":false\},"all":\{"value":true,/);
		assert.match(results[2] ?? stdout, /"command":"up","changes":\{"same":2\}/);
		assert.match(results[3] ?? stdout, /"command":"refresh","changes":\{"same":\d\}/);
		assert.match(results[4] ?? stdout, /"command":"destroy","changes":\{"delete":2\}/);
		assert.deepEqual(
			simulator.tasks().map(({ taskName }) => taskName),
			[`released-${task?.taskId}`],
		);
	});

	it("does not end before a lookup that it does not await", async () => {
		const account = await open({
			files: {
				"index.js": "",
				"automation.js": automation(`async () => {
					const { getTasks } = require("pulumi-aiccs");
					getTasks().then(({ tasks }) => new AiCallTask("spring", { ...${campaign}, taskName: "spring " + tasks.length }));
				}`),
			},
		});
		account.simulator.seedTasks(Array.from({ length: 2000 }, (_, index) => ({ TaskName: `task ${index}` })));

		const { exitCode, output } = await runAutomation(account, { command: "preview" });

		assert.equal(exitCode, 0, output);
		assert.match(output, /"changes":\{"create":2\}/);
	});

	it("previews two stacks at once in one process, of which only the faulty one fails", async () => {
		const account = await open({
			files: {
				"index.js": "",
				"automation.js": `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { AiCallTask } = require("pulumi-aiccs");

process.on("unhandledRejection", () => console.log("an error at large"));

async function preview(stackName, taskCps) {
	const program = async () => {
		for (const name of ["a", "b"]) new AiCallTask(name, { ...${campaign}, taskName: stackName + name, taskCps });
	};
	const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: stackName, program });
	await stack.setConfig("aiccs:endpoint", { value: process.env.AICCS_ENDPOINT });
	let text = "";
	const ending = await stack.preview({ color: "never", onOutput: (part) => { text += part; } }).then(() => "succeeded", () => "failed");
	console.log(stackName, ending, text.match(/error: taskCps/g)?.length ?? 0, text.match(/error: Nothing was sent/g)?.length ?? 0);
}

Promise.all([preview("sound", 5), preview("faulty", 0)]).then(() => preview("after", 5));
`,
			},
		});

		const { stdout } = await runAutomation(account);

		// As they come, and in the summary: two resources, one closing line.
		assert.deepEqual(stdout.trim().split("\n").sort(), [
			"after succeeded 0 0",
			"faulty failed 4 2",
			"sound succeeded 0 0",
		]);
	});

	it("finds a name that is taken although its stack was never deployed, and its own task is no obstacle afterwards", async () => {
		const account = await open({
			files: {
				"index.js": "",
				"automation.js": automation(`async () => {
					new AiCallTask("spring", { ...${campaign}, taskName: "spring" });
				}`),
			},
		});
		const { simulator } = account;
		const [holder = ""] = simulator.seedTasks([{ TaskName: "spring", status: "STOPPED" }]);

		const taken = await runAutomation(account, { command: "preview" });

		assert.equal(taken.exitCode, 1, taken.output);
		assert.match(taken.output, new RegExp(`error: taskName \\("spring"\\) is already held by task ${holder} `));
		simulator.removeTask(holder);
		const replace = ["urn:pulumi:dev::inline::pulumi-nodejs:dynamic/aiccs:AiCallTask::spring"];
		const replacing = await runAutomation(account, { command: "up" }, { command: "preview", replace });
		assert.equal(replacing.exitCode, 0, replacing.output);
		assert.match(replacing.stdout, /"replace":1/);
		assert.doesNotMatch(replacing.output, /error/);
	});
});
