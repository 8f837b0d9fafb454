import assert from "node:assert/strict";
import { aiccsPolicies } from "../../provider/policies";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { layOutPolicyPack } from "./support/policy-pack";

const isWriting = (action: string) => !/^(Page)?Query/.test(action);
const secrets = ["118755566677788899", "geheim-Kampagne", "05719876543", "23:17:23"];
const people = { "people.csv": "calleeNumber\n010-0000 0001\n" };
const imports = 'const { CalleeList } = require("pulumi-aiccs");';

/** Violates every policy, in secret values where there are some. */
const violating = {
	...javaScript(`${imports}
		const { secret } = pulumi;
		const task = new AiCallTask("spring", {
			...campaign,
			agentId: secret("${secrets[0]}"), taskName: secret("${secrets[1]}"), virtualNumber: secret("${secrets[2]}"),
			callTime: [{ startTime: "09:00:00", endTime: secret("${secrets[3]}") }],
			taskCps: 77, missCallRetry: true, callRetryReason: ["NO_ANSWER"], callRetryTimes: 3, callRetryInterval: 1,
		});
		new CalleeList("people", { taskId: task.taskId, source: new pulumi.asset.FileAsset("people.csv") });
	`),
	...people,
};
const limits = {
	"aiccs-account-concurrency": { limit: 20 },
	"aiccs-names": { taskName: "^[a-z-]+$" },
	"aiccs-agents": { agentIds: ["118712345678901234"] },
};

function assertNoSecret(output: string): void {
	for (const secret of secrets) assert.ok(!output.includes(secret), output);
}

/** The policies with violations of this level. */
function violated(output: string, level: "mandatory" | "advisory"): string[] {
	const found = [...output.matchAll(/- \[(\w+)\] {2}([\w-]+) /g)].filter(([, of]) => of === level);
	return [...new Set(found.map(([, , policy = ""]) => policy))].sort();
}

describePrograms("policies", (open) => {
	const ours = aiccsPolicies().map(({ name }) => name);

	it("stop previews and updates before anything is sent, with all violations at once and no secret; advisory ones do not", async () => {
		const { program, simulator } = await open({ files: violating });
		const pack = layOutPolicyPack(program);
		const mandatory = { all: "mandatory", ...limits, "campaigns-run-by-program": "advisory" };

		const preview = await failed(pack.run("preview", mandatory));
		assert.deepEqual(violated(preview, "mandatory"), ours.toSorted());
		// The example's own policy, which is typed by our class.
		assert.deepEqual(violated(preview, "advisory"), ["campaigns-run-by-program"]);
		assertNoSecret(preview);

		const update = await failed(pack.run("up", mandatory));
		// The list waits for its task, which is refused.
		assert.deepEqual(violated(update, "mandatory"), ours.filter((name) => !/list|do-not/.test(name)).sort());
		assertNoSecret(update);
		assert.deepEqual(simulator.actions().filter(isWriting), []);

		const advised = await succeeded(pack.run("up", limits));
		assert.deepEqual(violated(advised, "advisory"), [...ours, "campaigns-run-by-program"].sort());
		assertNoSecret(advised);
		assert.equal(simulator.tasks().length, 1);
	});

	it("check in the update what a preview does not know", async () => {
		const { program, simulator } = await open({
			files: {
				...javaScript(`
					const first = new AiCallTask("first", { ...campaign, taskName: "first", taskCps: 15, runState: "running" });
					const taskCps = first.taskId.apply(() => 15);
					new AiCallTask("second", { ...campaign, taskName: "second", taskCps, runState: "running" });
				`),
			},
		});
		const pack = layOutPolicyPack(program);

		const preview = await succeeded(pack.run("preview", "config.json"));
		assert.match(preview, /✅ campaign-policies@v1\.0\.0/);
		assert.deepEqual(violated(preview, "mandatory"), []);

		const update = await failed(pack.run("up", "config.json"));
		assert.deepEqual(violated(update, "mandatory"), ["aiccs-account-concurrency"]);
		assert.match(update, /taskCps, added to that of "first", .* \(30 calls at a time on MONDAY to FRIDAY /);
		assert.deepEqual(
			simulator.tasks().map(({ taskName }) => taskName),
			["first"],
		);
	});

	it("of the ready pack say what is wrong with their configuration", async () => {
		const { program } = await open({
			files: javaScript('new AiCallTask("spring", { ...campaign, taskName: "spring" });'),
		});
		const pack = layOutPolicyPack(program, {
			"package.json": JSON.stringify({ name: "ready", version: "1.2.3", main: "index.js" }),
			"index.js": 'require("pulumi-aiccs/policies").startAiccsPolicyPack("ready", "mandatory");',
		});

		const output = await failed(pack.run("preview", { "aiccs-calling-hours": { regoin: "FR" } }));

		assert.match(
			output,
			/The configuration of the policy aiccs-calling-hours is wrong: regoin is not part of it \(did you mean region\?\)\./,
		);
	});
});
