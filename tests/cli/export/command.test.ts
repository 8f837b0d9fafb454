import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../provider/cli/run";
import type { Terminal } from "../../../provider/cli/terminal";
import { writeFiles } from "../../../provider/cli/write-files";
import type { Seeds } from "../../../simulator";
import { describeSimulator } from "../../support/describe-simulator";

const seeds: Exclude<Seeds, { count: number }> = [
	{ TaskName: "spring-1", status: "STOPPED", createTime: Date.parse("2026-03-01T00:00:00+08:00") },
	{ TaskName: "spring-12", AgentId: "118012345678905678", createTime: Date.parse("2026-04-01T00:00:00+08:00") },
	{ TaskName: "春季(1)", createTime: Date.parse("2026-04-30T23:59:59+08:00") },
	{ TaskName: "engine", AgentId: "", Source: 1, ApplicationCode: "APP-1", createTime: 1_800_000_000_000 },
	{ TaskName: "released-118700000000000001", createTime: 1_800_000_000_000 },
];
const number = "057100009999";

describeSimulator("pulumi-aiccs export", (fixture) => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-export-test-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	async function runExport(...args: readonly string[]) {
		const { url, accessKeyId, accessKeySecret } = fixture.simulator;
		const lines: string[] = [];
		const terminal: Terminal = {
			env: process.env,
			cwd: folder,
			input: () => Promise.resolve(new Uint8Array()),
			write: (text) => void lines.push(text),
			tell: (line) => void lines.push(line),
			exitCode: 0,
		};
		const account = [
			`aiccs:endpoint=${url}`,
			`aiccs:accessKeyId=${accessKeyId}`,
			`aiccs:accessKeySecret=${accessKeySecret}`,
		];
		const code = await run(
			["export", "--out", "out", ...account.flatMap((one) => ["--config", one]), ...args],
			terminal,
		);
		const output = lines.join("\n");
		assert.ok(!output.includes(accessKeySecret), "it shows no secret");
		assert.ok(!output.includes(number), "it shows no number");
		return { code, output };
	}

	function exportedFiles(): Record<string, string> {
		const out = join(folder, "out");
		return Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), "utf8")]));
	}

	/** The names of the exported resources. */
	function exportedNames(): string[] {
		return [...(exportedFiles()["tasks.ts"] ?? "").matchAll(/new AiCallTask\("(.*)"/g)].map(([, name = ""]) => name);
	}

	it("writes a project, the program and the import file, with one query for each task and the lists", async () => {
		fixture.simulator.seedTasks(seeds);

		const { code, output } = await runExport();

		assert.equal(code, 0, output);
		assert.deepEqual(Object.keys(exportedFiles()).sort(), [
			...["Pulumi.yaml", "import.json", "index.ts", "package.json", "tasks.ts", "tsconfig.json"],
		]);
		assert.match(
			output,
			/^4 of 4 tasks written to .*out: index\.ts, tasks\.ts, import\.json\. 1 released one is left out\./,
		);
		assert.deepEqual(exportedNames(), ["spring-1", "spring-12", "春季-1", "engine"]);
		const actions = fixture.simulator.actions();
		assert.deepEqual(actions.filter((action) => action === "QueryAiCallTaskDetail").length, 4);
		assert.deepEqual(
			actions.filter((action) => action !== "QueryAiCallTaskDetail"),
			[...["QueryAiCallTaskPage", "QueryAiCallTaskPage"]],
		);
	});

	it("writes the same files again, and overwrites none without --force", async () => {
		fixture.simulator.seedTasks(seeds);
		await runExport();
		const first = exportedFiles();
		writeFileSync(join(folder, "out", "package.json"), "{}");
		fixture.simulator.clearRequests();

		const refused = await runExport();
		assert.equal(refused.code, 2);
		assert.match(
			refused.output,
			/already has index\.ts, import\.json\. Choose another folder, or overwrite them with --force\./,
		);
		assert.deepEqual(fixture.simulator.actions(), []);

		assert.equal((await runExport("--force")).code, 0);
		assert.deepEqual(exportedFiles(), { ...first, "package.json": "{}" });
	});

	const selections: readonly (readonly [args: readonly string[], names: readonly string[]])[] = [
		[["--name", "spring-?"], ["spring-1"]],
		[["--name", "*(1)"], ["春季-1"]],
		[
			["--status", "INIT", "STOPPED", "--agent", "118012345678901234"],
			["spring-1", "春季-1"],
		],
		[["--status", "STOPPED"], ["spring-1"]],
		[
			["--created-since", "2026-04-01"],
			["spring-12", "春季-1", "engine"],
		],
		[
			["--created-since", "2026-03-31T16:00:01Z"],
			["春季-1", "engine"],
		],
	];
	for (const [args, names] of selections) {
		it(`exports ${names.join(", ")} with ${args.join(" ")}`, async () => {
			fixture.simulator.seedTasks(seeds);

			assert.equal((await runExport(...args)).code, 0);

			assert.deepEqual(exportedNames(), names);
			const details = fixture.simulator.actions().filter((action) => action === "QueryAiCallTaskDetail");
			assert.equal(details.length, names.length);
		});
	}

	const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
		[["--created-since", "yesterday"], /--created-since is not a date\. Use a day in China/],
		[["--fill", "phone=057100009999"], /--fill takes a property and its value\. The properties are taskName, /],
		[["--fill", "virtualNumber=0571****9999"], /--fill: virtualNumber is masked, .* Use the full number/],
		[["--fill", "taskCps=999"], /--fill: taskCps is too large\. Use a whole number from 1 to 500\./],
		[["--config", "aiccs:secret=057100009999"], /--config takes a key of the configuration .* aiccs:accessKeyId/],
		[["--config", "aiccs:retrySeconds=often"], /aiccs:retrySeconds is not a number/],
		[["--split", "0"], /It must be a whole number above 0\./],
		[["--split", "5", "--split-by", "agent"], /cannot be used with/],
		[["--status", "DONE"], /Allowed choices are INIT, RUNNING, STOPPED, FAILED\./],
		[["--stack", "dev", "--cwd", "nowhere"], /--cwd nowhere does not exist\./],
	];
	for (const [args, message] of wrong) {
		it(`refuses ${args.join(" ").replace(number, "...")} before it queries`, async () => {
			const { code, output } = await runExport(...args);

			assert.equal(code, 2, output);
			assert.match(output, message);
			assert.deepEqual(fixture.simulator.actions(), []);
			assert.ok(!existsSync(join(folder, "out")));
		});
	}

	it("writes nothing if no task matches, and says so", async () => {
		fixture.simulator.seedTasks(seeds);

		const { code, output } = await runExport("--name", "released-*");

		assert.equal(code, 2);
		assert.match(
			output,
			/The account has no task that matches except for 1 that was released\. .* Nothing was written\./,
		);
		assert.ok(!existsSync(join(folder, "out")));
	});

	it("writes nothing if the service refuses or does not answer, and shows the provider's message", async () => {
		fixture.simulator.seedTasks(seeds);
		const refused = await runExport("--config", "aiccs:accessKeySecret=another");
		assert.equal(refused.code, 3);
		assert.match(
			refused.output,
			/^pulumi-aiccs: QueryAiCallTaskPage failed: SignatureDoesNotMatch .* Check the access key/,
		);

		fixture.simulator.fault({ action: "QueryAiCallTaskDetail", fault: "bad-json", skip: 2, times: 100 });
		const broken = await runExport("--config", "aiccs:retrySeconds=0");
		assert.equal(broken.code, 3, broken.output);
		assert.match(broken.output, /^pulumi-aiccs: QueryAiCallTaskDetail failed: /);
		assert.ok(!existsSync(join(folder, "out")));
	});

	it("ends with 1 and says where if values are left to fill in, or tasks cannot be declared", async () => {
		fixture.simulator.configure({ callerNumber: "absent" });
		fixture.simulator.seedTasks([...seeds, { TaskName: " blank" }]);

		const open = await runExport();

		assert.equal(open.code, 1);
		assert.match(
			open.output,
			/Left to fill in: virtualNumber of 4 tasks, which the service does not show\. TODO marks each in tasks\.ts and import\.json, .*--force --fill virtualNumber=<value>/,
		);
		assert.match(open.output, /Not exported: task \d+\. A program cannot declare it: taskName has white space/);
		const filled = await runExport("--force", "--name", "[!]*", "--fill", "virtualNumber=057100008888");
		assert.equal(filled.code, 2, "the pattern has no other signs than * and ?");
		const done = await runExport("--force", "--name", "s*", "--fill", "virtualNumber=057100008888", "taskCps=5");
		assert.equal(done.code, 0, done.output);
		assert.match(done.output, /--fill taskCps was not used: no task lacks the value\./);
		assert.ok(!done.output.includes("057100008888"));
		assert.doesNotMatch(exportedFiles()["import.json"] ?? "", /TODO/);
	});

	it("writes YAML with the type of the package's schema, and says what it needs", async () => {
		fixture.simulator.seedTasks(seeds);

		const { code, output } = await runExport("--language", "yaml");

		assert.equal(code, 0, output);
		assert.match(
			output,
			/^Next, in that folder: install the plugin \(npm install pulumi-aiccs\), pulumi stack init, /m,
		);
		const files = exportedFiles();
		assert.deepEqual(Object.keys(files).sort(), ["Main.yaml", "Pulumi.yaml", "import.json"]);
		assert.match(files["Pulumi.yaml"] ?? "", /^name: out\nruntime: yaml\n/);
		assert.match(files["import.json"] ?? "", /"type": "aiccs:index:AiCallTask"/);
		// With it in the outputs, the program can move to TypeScript later.
		assert.equal(files["import.json"]?.match(/__provider/g)?.length, files["import.json"]?.match(/"type":/g)?.length);
	});
});

describe("files that are written together", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-export-test-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it("are all written, or none if one cannot be", () => {
		writeFileSync(join(folder, "a"), "old");
		mkdirSync(join(folder, "b.old"));
		const files = new Map([
			["a", "new"],
			["c", "new"],
			["missing/d", "new"],
		]);

		assert.throws(() => writeFiles(folder, files), /The files cannot be written to .*, and nothing was changed: /);
		assert.deepEqual(readdirSync(folder).sort(), ["a", "b.old"]);
		assert.equal(readFileSync(join(folder, "a"), "utf8"), "old");
	});

	it("are taken back if one cannot be put in its place", () => {
		writeFileSync(join(folder, "a"), "old");
		mkdirSync(join(folder, "c"));
		// The folder cannot be put aside under the name of a file.
		const files = new Map([
			["a", "new"],
			["b", "new"],
			["c", "new"],
			["c.old", "new"],
		]);

		assert.throws(() => writeFiles(folder, files), /nothing was changed/);
		assert.deepEqual(readdirSync(folder).sort(), ["a", "c"]);
		assert.equal(readFileSync(join(folder, "a"), "utf8"), "old");
	});

	it("leave no folder behind that was made for them", () => {
		const made = join(folder, "one", "two");

		assert.throws(() => writeFiles(made, new Map([["missing/d", "new"]])), /cannot be written/);
		assert.deepEqual(readdirSync(folder), []);

		writeFiles(made, new Map([["a", "new"]]));
		assert.deepEqual(readdirSync(made), ["a"]);
	});

	it("need a folder where there is no file", () => {
		writeFileSync(join(folder, "file"), "");

		assert.throws(() => writeFiles(join(folder, "file", "out"), new Map([["a", "new"]])), /cannot be written/);
	});
});
