import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Simulator } from "../../simulator";
import { layOutStack } from "../../tools/pulumi/hermetic-stack";
import type { Program } from "../../tools/pulumi/program";
import { describePrograms, type Open, succeeded } from "../programs/support/describe-programs";
import { flow } from "./support/flow";
import { github } from "./support/github";
import { gitlab } from "./support/gitlab";
import type { System, Trigger } from "./support/job";
import { killRunAfter } from "./support/kill-run";
import { type JobResult, layOutRunner, type Runner } from "./support/runner";
import { jobOf, setUp } from "./support/systems";

const caller = "05710000001";
const merge: Trigger = { event: "merge" };
const night: Trigger = { event: "night" };
const byHand = (action: "recover" | "destroy"): Trigger => ({ event: "by hand", action, confirm: "prod" });

/** A campaign for the people of a file, and what else the program has. */
const season = (taskCps = 5, more = "") => ({
	"index.js": `
const pulumi = require("@pulumi/pulumi");
const { AiCallTask, CalleeList } = require("pulumi-aiccs");
const campaign = {
	agentId: "118712345678901234",
	virtualNumber: new pulumi.Config().requireSecret("caller"),
	startType: "IMMEDIATE",
	callDay: ["MONDAY", "TUESDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
};
const spring = new AiCallTask("spring", { ...campaign, taskName: "spring-2027", taskCps: ${taskCps} });
new CalleeList("customers", { taskId: spring.taskId, source: new pulumi.asset.FileAsset("customers.csv") });
${more}`,
	"customers.csv": `calleeNumber,outId\n${["01000000001,C1", "01000000002,C2", "01000000003,C3"].join("\n")}\n`,
});

interface Stage {
	readonly program: Program;
	readonly simulator: Simulator;
	readonly runner: Runner;
	/** Runs a job that the trigger must start. */
	run(trigger: Trigger, job: string): Promise<JobResult>;
}

async function onStage(open: Open, system: System, files: Record<string, string>): Promise<Stage> {
	const { program, simulator } = await open({ files }, { settings: { updateInInit: "accepted" } });
	const folder = dirname(program.directory);
	const settings = join(program.directory, "Pulumi.prod.yaml");
	const stack = { folder, project: "program", stackName: "prod", settings };
	layOutStack(stack, { "aiccs:endpoint": simulator.url, "aiccs:listLagSeconds": "0" });
	const secret = program.run(["config", "set", "--secret", "caller", "--stack", "prod"], { stdin: caller });
	await succeeded(secret);
	const runner = layOutRunner({ workspace: program.directory, env: program.env });
	const given = { ...setUp, ...stackVariables(program) };
	return {
		...{ program, simulator, runner },
		run: async (trigger, name) => runner.run(await jobOf(system, trigger, name, program.directory, given)),
	};
}

function stackVariables({ env }: Program): Record<string, string> {
	const { PULUMI_BACKEND_URL = "", PULUMI_CONFIG_PASSPHRASE = "" } = env;
	return { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE };
}

async function done(job: Promise<JobResult>): Promise<JobResult> {
	const result = await job;
	assert.equal(result.exitCode, 0, result.output);
	return result;
}

const writes = ({ simulator }: Stage) => simulator.actions().filter((action) => !/^(Page)?Query/.test(action));
const numbersOf = ({ simulator }: Stage, taskName: string) =>
	simulator.details(simulator.task(taskName)?.taskId ?? "").map(({ phoneNumber }) => phoneNumber);

describePrograms("a pipeline on the real CLI", (open) => {
	it("of GitHub Actions: a pull request with errors fails, with a report at the pull request, and sends nothing", async () => {
		const stage = await onStage(open, github, season(800));

		const { exitCode, output, calls } = await stage.run({ event: "pull request" }, "preview");

		assert.notEqual(exitCode, 0);
		assert.match(output, /taskCps \(800\) is too large/);
		assert.deepEqual(writes(stage), []);
		const comment = readFileSync(join(stage.program.directory, "..", "runner", "body.md"), "utf8");
		assert.match(comment, /index\.js:11.*taskCps \(800\) is too large/);
		assert.match(calls.at(-1) ?? "", /^gh api .*issues\/7\/comments/);
		assert.deepEqual(stage.runner.kept("report"), ["out", "out/findings.sarif", "out/report.html", "out/report.md"]);
		assertWithoutNumbers(stage, "report", ["out/findings.sarif", "out/report.html", "out/report.md"]);
	});

	it("of GitHub Actions: a merge carries out the approved plan, and each night shows what people changed", async () => {
		const stage = await onStage(open, github, season());

		const plan = await done(stage.run(merge, "plan"));
		assert.deepEqual(writes(stage), []);
		assertWithoutNumbers(stage, "plan", ["plan.json"]);
		await done(stage.run(merge, "up"));
		assert.equal(stage.simulator.task("spring-2027")?.definition.TaskCps, 5, plan.output);
		assert.deepEqual(numbersOf(stage, "spring-2027"), ["01000000001", "01000000002", "01000000003"]);
		assert.ok(stage.runner.kept("journal").some((path) => path.includes("pulumi-aiccs")));

		await done(stage.run(night, "drift"));
		stage.simulator.clearRequests();
		stage.simulator.changeTask(stage.simulator.task("spring-2027")?.taskId ?? "", { TaskCps: 50 });
		const { exitCode, output, calls } = await stage.run(night, "drift");
		assert.notEqual(exitCode, 0);
		assert.match(output, /spring/);
		assert.match(output, /\b50\b/);
		assert.match(calls.at(-1) ?? "", /^gh issue create/);
		assert.deepEqual(writes(stage), []);
	});

	it("of GitLab CI: what was not approved is refused, and the season ends by hand", async () => {
		const summer = 'new AiCallTask("summer", { ...campaign, taskName: "summer-2027" }, { dependsOn: spring });';
		const stage = await onStage(open, gitlab, season(5, summer));
		await done(stage.run(merge, "plan"));

		stage.program.write(season(6, summer));
		const changed = await stage.run(merge, "up");
		assert.notEqual(changed.exitCode, 0);
		assert.match(changed.output, /violates plan: properties changed: \+\+taskCps/);
		assert.match(changed.output, /Start the pipeline\s+again, read the new report/);
		assert.equal(stage.simulator.task("spring-2027"), undefined);

		stage.program.write(season(5, summer));
		const [other = ""] = stage.simulator.seedTasks([{ TaskName: "summer-2027", AgentId: "118712345678901234" }]);
		const taken = await stage.run(merge, "up");
		assert.notEqual(taken.exitCode, 0);
		assert.match(taken.output, new RegExp(`taskName is already held by task ${other}`));
		assert.match(taken.output, /it continues where this run stopped/);
		assert.equal(stage.simulator.tasks().filter(({ taskName }) => taskName === "summer-2027").length, 1);

		stage.program.write(season(5));
		await done(stage.run(merge, "plan"));
		stage.simulator.clearRequests();
		stage.simulator.changeTask(stage.simulator.task("spring-2027")?.taskId ?? "", { TaskCps: 50 });
		const byOthers = await stage.run(merge, "up");
		assert.notEqual(byOthers.exitCode, 0);
		assert.match(byOthers.output, /violates plan: properties changed: .*taskCps/);
		assert.deepEqual(writes(stage), []);

		await done(stage.run(merge, "plan"));
		await done(stage.run(merge, "up"));
		assert.equal(stage.simulator.task("spring-2027")?.definition.TaskCps, 5);
		const { taskId } = stage.simulator.task("spring-2027") ?? assert.fail();
		const ended = await done(stage.run(byHand("destroy"), "destroy"));
		assert.match(ended.output, /3 people withdrawn; 0 had been called/);
		assert.equal(stage.simulator.task(taskId)?.taskName, `released-${taskId}`);
	});

	it("of Yunxiao Flow: after a killed update, the recovery and the next update import everyone once", async () => {
		const stage = await onStage(open, flow, season());
		// The folder of the machine, which Flow mounts.
		mkdirSync(join(stage.program.directory, "..", "var", "lib", "campaigns"), { recursive: true });
		await done(stage.run({ event: "pull request" }, "preview"));
		assert.ok(stage.runner.kept("report").includes("out/report.md"));
		await done(stage.run(merge, "plan"));

		const killed = await killRunAfter("ImportTaskNumberDatas", stage, () => stage.run(merge, "up"));
		assert.notEqual(killed.exitCode, 0);
		assert.equal(numbersOf(stage, "spring-2027").length, 3);
		const locked = await stage.run(merge, "up");
		assert.match(locked.output, /the stack is currently locked/);
		assert.match(locked.output, /start the\s+recovery/);

		await done(stage.run(byHand("recover"), "recover"));
		await done(stage.run(byHand("recover"), "plan"));
		await done(stage.run(byHand("recover"), "up"));
		assert.deepEqual(
			stage.simulator.tasks().map(({ taskName }) => taskName),
			["spring-2027"],
		);
		assert.deepEqual(numbersOf(stage, "spring-2027"), ["01000000001", "01000000002", "01000000003"]);
	});
});

/** What is published, or kept for the update, has no number: neither the campaign's own nor those of people. */
function assertWithoutNumbers({ program }: Stage, artifact: string, files: readonly string[]): void {
	for (const file of files) {
		const text = readFileSync(join(program.directory, "..", "runner", "kept", artifact, file), "utf8");
		assert.doesNotMatch(text, /05710000001|0100000000/, file);
	}
}
