import assert from "node:assert/strict";
import { automation, runAutomation } from "./support/automation";
import { describePrograms } from "./support/describe-programs";

const campaign = `{
	agentId: "118712345678901234", virtualNumber: "05710000001", startType: "IMMEDIATE",
	callDay: ["MONDAY"], callTime: [{ startTime: "09:00:00", endTime: "18:00:00" }],
}`;

describePrograms("an Automation API program", (open) => {
	it("previews, brings up, finds unchanged, refreshes and destroys an inline program", async () => {
		const account = await open(
			{
				files: {
					"index.js": "",
					"automation.js": automation(`async () => {
						const { taskId } = new AiCallTask("spring", { ...${campaign}, taskName: "spring" });
						return { taskId };
					}`),
				},
			},
			{ settings: { updateInInit: "accepted" } },
		);
		const { simulator } = account;

		assert.match((await runAutomation(account, "preview")).stdout, /\{"changes":\{"create":2\}\}/);
		assert.deepEqual(simulator.tasks(), []);
		const { stdout } = await runAutomation(account, "up");
		const [task] = simulator.tasks();
		assert.ok(stdout.includes(`"taskId":{"value":"${task?.taskId}"`), stdout);
		assert.match((await runAutomation(account, "up", { expectNoChanges: true })).stdout, /\{"same":2\}/);
		assert.match((await runAutomation(account, "refresh", { expectNoChanges: true })).stdout, /\{"same":\d\}/);
		assert.equal((await runAutomation(account, "destroy")).exitCode, 0);
		assert.deepEqual(
			simulator.tasks().map(({ taskName }) => taskName),
			[`released-${task?.taskId}`],
		);
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

		const { stdout } = await runAutomation(account, "preview");

		// As they come, and in the summary: two resources, one closing line.
		assert.deepEqual(stdout.trim().split("\n").sort(), [
			"after succeeded 0 0",
			"faulty failed 4 2",
			"sound succeeded 0 0",
		]);
	});

	it("finds a name that is taken although its stack was never deployed, and knows its own task afterwards", async () => {
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

		const taken = await runAutomation(account, "preview");

		assert.equal(taken.exitCode, 1, taken.output);
		assert.match(taken.output, new RegExp(`error: taskName \\("spring"\\) is already held by task ${holder} `));
		simulator.removeTask(holder);
		assert.equal((await runAutomation(account, "up")).exitCode, 0);
		const own = ["urn:pulumi:dev::inline::pulumi-nodejs:dynamic/aiccs:AiCallTask::spring"];
		const replacing = await runAutomation(account, "preview", { replace: own });
		assert.match(replacing.stdout, /"replace":1/);
		assert.doesNotMatch(replacing.output, /error/);
	});
});
