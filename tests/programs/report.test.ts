import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formats } from "../../provider/cli/report/formats";
import type { Program } from "../../tools/pulumi/program";
import { type CommandResult, runCommand } from "../../tools/setup/command";
import { mondayMorning, withLists } from "./support/callees";
import { describePrograms, succeeded } from "./support/describe-programs";
import { layOutPolicyPack } from "./support/policy-pack";

const main = resolve(__dirname, "..", "..", "dist", "provider", "cli", "main.js");

/** In every number, secret, outId and value of the program and its files. */
const canary = /97531|geheim|kanari/i;
const csv = (count: number) =>
	`calleeNumber,outId,customer\n${Array.from({ length: count }, (_, index) => `138975310${10 + index},kanari-${index},Kanari\n`).join("")}`;

const deployed = withLists(`
	const number = { virtualNumber: "057197531001" };
	const { taskId } = task("spring", number);
	new CalleeList("spring-people", { taskId, source: new FileAsset("people.csv") });
	task("summer", number);
	task("autumn", { virtualNumber: pulumi.secret("057197531002") });
	task("winter", number);
`);
const changed = withLists(`
	const number = { virtualNumber: "057197531003" };
	const { taskId } = task("spring", { ...number, taskCps: 8 });
	new CalleeList("spring-people", { taskId, source: new FileAsset("people.csv") });
	task("summer", { virtualNumber: "057197531001" });
	task("autumn", { agentId: "118712345678909999", virtualNumber: pulumi.secret("057197531004") });
	class Season extends pulumi.ComponentResource {
		constructor(name) {
			super("shop:index:Season", name);
			const { taskId } = task("next", { ...number, taskName: pulumi.secret("geheim") }, { parent: this });
			new CalleeList("next-people", { taskId, source: new FileAsset("people.csv") }, { parent: this });
		}
	}
	new Season("next-season");
`);
const faulty = withLists(`
	task("spring", { taskCps: 8000, virtualNumber: "+86 571-9753 1001" });
	task("summer", { virtualNumber: ["057197531001"] });
	task("autumn", { virtualNumber: pulumi.secret(" 057197531002"), taskName: pulumi.secret(" geheim") });
	task("winter", { virtualNumber: undefined, virtualnumber: "057197531001", taskCps: pulumi.secret("geheim") });
	pulumi.log.warn("The line 0571 97531001 is busy.");
`);

describePrograms("a report of the real CLI's preview", (open) => {
	const events = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "1" };

	async function report(stack: Program, preview: string, ...args: string[]): Promise<CommandResult> {
		writeFileSync(join(stack.directory, "preview.json"), preview);
		const command = [main, "report", "preview.json", ...args];
		return runCommand(process.execPath, command, { cwd: stack.directory, env: process.env });
	}

	/** All formats of a preview, by their files; none has a canary. */
	async function allFormats(
		stack: Program,
		preview: string,
		exitCode: number,
		...more: string[]
	): Promise<Record<string, string>> {
		const out = join(stack.directory, "reports");
		const result = await report(stack, preview, "--format", Object.keys(formats).join(), "--out", out, ...more);
		assert.equal(result.exitCode, exitCode, result.output);
		const files = Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), "utf8")]));
		const all = { ...files, github: result.stdout };
		assert.equal(Object.keys(all).length, Object.keys(formats).length);
		for (const [name, text] of Object.entries(all)) assert.doesNotMatch(text, canary, name);
		assert.equal(result.stderr, "");
		return all;
	}

	it("has every campaign and finding with its line, and no number, secret or value of a file in any format", async () => {
		const { program: stack, simulator } = await open(
			{ files: { ...deployed, "people.csv": csv(5) }, config: { "aiccs:listLagSeconds": "1" } },
			{ now: () => mondayMorning },
		);
		// The root of the repository is a folder above.
		mkdirSync(join(stack.directory, "..", ".git"));
		await succeeded(stack.up());
		simulator.changeTask(simulator.task("summer")?.taskId ?? "", { TaskCps: 40 });
		stack.write({ ...changed, "people.csv": csv(9) });

		layOutPolicyPack(stack, {
			"package.json": JSON.stringify({ name: "ready", version: "1.2.3", main: "index.js" }),
			"index.js": 'require("pulumi-aiccs/policies").startAiccsPolicyPack("ready", "advisory");',
		});
		stack.write({ "limits.json": JSON.stringify({ "aiccs-account-concurrency": { limit: 20 } }) });
		const executable = join(stack.directory, "policies", "pulumi-analyzer-pack");
		const pack = ["--policy-pack", executable, "--policy-pack-config", join(stack.directory, "limits.json")];
		const whole = await stack.run(["preview", "--refresh", "--json", "--event-log", "events.json", ...pack], {
			env: { PULUMI_DEBUG_COMMANDS: "1" },
		});
		const streamed = await stack.run(["preview", "--refresh", "--json"], { env: events });

		assert.equal(whole.exitCode, 0, whole.output);
		// The test would prove nothing if the previews had no numbers.
		assert.match(whole.stdout, canary);
		assert.match(streamed.stdout, canary);
		const inOnePiece = await allFormats(stack, whole.stdout, 0, "--event-log", "events.json");
		const inEvents = await allFormats(stack, streamed.stdout, 0);
		const casesOf = (files: Record<string, string>) =>
			[...(files["junit.xml"] ?? "").matchAll(/<testcase name="(.*?)"/g)].map(([, name]) => name).sort();
		const cases = ["autumn", "next (in shop:index:Season)", "next-people (in shop:index:Season)", "program"];
		assert.deepEqual(casesOf(inOnePiece), [...cases, "spring", "spring-people", "summer", "winter"]);
		assert.deepEqual(casesOf(inEvents), casesOf(inOnePiece));
		assert.match(inOnePiece.github ?? "", /^::warning file=program\/index\.js,line=\d+,col=\d+,title=autumn::/m);
		const policy = /^::warning file=program\/index\.js,line=\d+,col=\d+,title=next%3A aiccs-account-concurrency::/m;
		assert.match(inOnePiece.github ?? "", policy);
		assert.match(inEvents.github ?? "", /^::warning title=autumn::/m);

		stack.write(faulty);
		const errors = await stack.run(["preview", "--json"]);
		assert.notEqual(errors.exitCode, 0);
		assert.match(errors.stdout, canary);
		const { github = "" } = await allFormats(stack, errors.stdout, 1);
		for (const name of ["spring", "summer", "autumn", "winter"]) {
			assert.match(github, new RegExp(`^::error file=program/index\\.js,line=\\d+,col=\\d+,title=${name}::`, "m"));
		}
		assert.match(github, /^::warning::The line \(not shown\) is busy\.$/m);
		assert.match(github, /taskCps \(8000\) is too large/);

		const piped = await runCommand(process.execPath, [main, "report", "--format", "github"], {
			cwd: stack.directory,
			env: process.env,
			stdin: `\n> shop@1.0.0 preview\n> pulumi preview --json\n\n${errors.stdout}`,
		});
		assert.deepEqual([piped.exitCode, piped.stdout, piped.stderr], [1, github, ""]);
	});
});
