import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
	accessSync,
	constants,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import packageJson from "../package.json";
import { openProgram, type Program } from "../tools/pulumi/program";
import { buildPackage } from "../tools/setup/build-package";
import { killGroup, runCommand, spawnGroup } from "../tools/setup/command";

const root = resolve(__dirname, "..");
const manySeconds = 300_000;

const Packed = z.tuple([
	z.object({
		filename: z.string(),
		size: z.number(),
		unpackedSize: z.number(),
		files: z.array(z.object({ path: z.string(), size: z.number(), mode: z.number() })),
	}),
]);
const Ready = z.strictObject({ url: z.url(), accessKeyId: z.string(), accessKeySecret: z.string() });
const Tasks = z.array(
	z.looseObject({ name: z.string().optional(), definition: z.looseObject({ TaskName: z.string() }) }),
);

const args = `{
	taskName: "from-the-package",
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
}`;
const typed = `
import { AiCallTask, type AiCallTaskArgs, type AiCallTaskOutputs, type CallWindow } from "pulumi-aiccs";
import { startSimulator } from "pulumi-aiccs/simulator";

const args: AiCallTaskArgs = ${args};
const window: CallWindow = { startTime: "09:00:00", endTime: "12:00:00" };
const task: AiCallTaskOutputs = new AiCallTask("task", { ...args, callTime: [window] });
export const status = task.status;
export const simulator = startSimulator({ port: 0 });
`;
const plain = `
const { AiCallTask } = require("pulumi-aiccs");

exports.taskId = new AiCallTask("task", ${args}).taskId;
`;
const throughPlugin = `
const pulumi = require("@pulumi/pulumi");

new pulumi.CustomResource("aiccs:index:AiCallTask", "task", ${args.replace("from-the-package", "through-the-plugin")});
`;

describe("the package as it is installed", () => {
	let folder: string;
	let project: string;
	let packed: z.output<typeof Packed>[0];
	let command: ChildProcess;
	let account: z.output<typeof Ready>;

	async function succeed(file: string, args: readonly string[], cwd: string): Promise<string> {
		const { exitCode, stdout, output } = await runCommand(file, args, { cwd, timeoutSeconds: manySeconds / 1000 });
		assert.equal(exitCode, 0, output);
		return stdout;
	}

	before(async function () {
		this.timeout(manySeconds);
		await buildPackage(() => {});
		folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-package-")));
		project = join(folder, "project");
		mkdirSync(project);
		const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
		[packed] = Packed.parse(JSON.parse(await succeed("npm", pack, root)));
		const dependencies = {
			"pulumi-aiccs": `file:${join(folder, packed.filename)}`,
			"@pulumi/pulumi": packageJson.devDependencies["@pulumi/pulumi"],
		};
		writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, dependencies }));
		await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], project);
		command = spawnGroup("npx", ["aiccs-simulator", "--port", "0"], { cwd: project, env: process.env });
		assert.ok(command.stdout);
		const [line] = await once(createInterface(command.stdout), "line");
		account = Ready.parse(JSON.parse(String(line)));
	});
	after(() => {
		if (command !== undefined) killGroup(command);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	it("holds the compiled product, its schema and its papers, and nothing else", () => {
		const expected =
			/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|schema\.json|docs\/[\w-]+\.md|simulator\/README\.md|plugin\/(PulumiPlugin\.yaml|package\.json|plugin\.cjs|pulumi-resource-aiccs(\.cmd)?)|dist\/(provider|simulator)\/[\w./-]+\.(js|d\.ts))$/;

		assert.deepEqual(
			packed.files.filter(({ path }) => !expected.test(path)).map(({ path }) => path),
			[],
		);
	});

	it("holds every entry that package.json names", () => {
		const paths = new Set(packed.files.map(({ path }) => `./${path}`));
		const entries = Object.values(packageJson.exports).flatMap((entry) =>
			typeof entry === "string" ? [entry] : Object.values(entry),
		);

		for (const entry of [...entries, `./${packageJson.main}`, `./${packageJson.types}`])
			assert.ok(paths.has(entry), entry);
	});

	it("holds nothing that was compiled from a source that is gone", () => {
		const orphans = packed.files.flatMap(({ path }) => {
			const source = /^dist\/(.+?)(\.d\.ts|\.js)$/.exec(path)?.[1];
			return source === undefined || existsSync(join(root, `${source}.ts`)) ? [] : [path];
		});

		assert.deepEqual(orphans, []);
	});

	it("is light", () => {
		assert.ok(packed.size < 550_000, `${packed.size} bytes`);
		assert.ok(packed.unpackedSize < 2_000_000, `${packed.unpackedSize} bytes`);
	});

	it("holds no key, no path of the machine that built it, and no test", () => {
		const installed = join(project, "node_modules", "pulumi-aiccs");
		for (const { path } of packed.files) {
			const text = readFileSync(join(installed, path), "utf8");
			assert.doesNotMatch(text, /LTAI[A-Za-z0-9]{12,}|-----BEGIN|npm_[A-Za-z0-9]{30,}/, path);
			assert.ok(!text.includes(root), path);
			assert.doesNotMatch(path, /test/, path);
		}
	});

	it("loads one copy of Pulumi: that of the project", () => {
		const own = join(project, "node_modules", "pulumi-aiccs", "node_modules");

		assert.ok(!existsSync(join(own, "@pulumi")));
	});

	for (const [entry, names] of Object.entries({
		"pulumi-aiccs": [
			...["AiCallTask", "CalleeList", "getAgents", "getAgentsOutput", "getCallResults", "getCallResultsOutput"],
			...["getTask", "getTaskOutput", "getTasks", "getTasksOutput"],
		],
		"pulumi-aiccs/dynamic": ["calleeList", "check", "configure", "create", "delete", "diff", "read", "update"],
		"pulumi-aiccs/simulator": ["AnswerLost", "startSimulator"],
	})) {
		it(`answers require("${entry}")`, async () => {
			const script = `process.stdout.write(JSON.stringify(Object.keys(require(${JSON.stringify(entry)})).sort()))`;

			const exported = JSON.parse(await succeed(process.execPath, ["-e", script], project));

			assert.deepEqual(exported, names);
		});
	}

	it("says what to install for policies, and installs nothing for those who have none", async () => {
		const script = 'try { require("pulumi-aiccs/policies") } catch (error) { console.log(error.message) }';

		assert.ok(!existsSync(join(project, "node_modules", "@pulumi", "policy")));
		assert.equal(
			(await succeed(process.execPath, ["-e", script], project)).trim(),
			"pulumi-aiccs/policies requires the package @pulumi/policy, which is not installed. Install it in the folder of the policy pack: npm install @pulumi/policy",
		);
	});

	it("keeps its inner files to itself", async () => {
		const script =
			'try { require("pulumi-aiccs/dist/provider/tasks/rules") } catch (error) { console.log(error.code) }';

		assert.equal((await succeed(process.execPath, ["-e", script], project)).trim(), "ERR_PACKAGE_PATH_NOT_EXPORTED");
	});

	it("offers its schema by name", async () => {
		const script = 'console.log(require("pulumi-aiccs/schema.json").name)';

		assert.equal((await succeed(process.execPath, ["-e", script], project)).trim(), "aiccs");
	});

	it("brings a command that may be executed", () => {
		const link = join(project, "node_modules", ".bin", "aiccs-simulator");

		assert.doesNotThrow(() => accessSync(link, constants.X_OK));
		assert.match(readFileSync(link, "utf8"), /^#!\/usr\/bin\/env node\n/);
		assert.equal(
			(packed.files.find(({ path }) => path === packageJson.bin["aiccs-simulator"])?.mode ?? 0) & 0o111,
			0o111,
		);
	});

	it("answers npx by its name with its command, which needs no Pulumi SDK for a report", async () => {
		const preview = JSON.stringify({ diagnostics: [{ message: "error: wrong", severity: "error" }] });
		const pulumi = join(project, "node_modules", "@pulumi");
		const away = join(project, "node_modules", "away");
		renameSync(pulumi, away);
		try {
			const version = await succeed("npx", ["pulumi-aiccs", "--version"], project);
			const report = await runCommand("npx", ["pulumi-aiccs", "report", "--format", "github"], {
				cwd: project,
				env: process.env,
				stdin: preview,
			});

			assert.equal(version.trim(), packageJson.version);
			assert.deepEqual([report.exitCode, report.stdout, report.stderr], [1, "::error::wrong\n", ""]);
		} finally {
			renameSync(away, pulumi);
		}
	}).timeout(60_000);

	it("has types that a strict compiler takes", async () => {
		const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
		writeFileSync(join(project, "index.ts"), typed);
		const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--module", "nodenext"];

		await succeed(process.execPath, [compiler, ...options, "index.ts"], project);
	}).timeout(60_000);

	it("previews and creates a task on the real CLI, with the simulator that came along", async () => {
		const opened: Program = await openProgram({ files: { "index.js": plain }, simulator: account });
		try {
			const modules = join(opened.directory, "node_modules");
			rmSync(modules, { recursive: true });
			symlinkSync(join(project, "node_modules"), modules);

			const preview = await opened.preview();
			const before = await tasks();
			const up = await opened.up();

			assert.equal(preview.exitCode, 0, preview.output);
			assert.deepEqual(before, []);
			assert.equal(up.exitCode, 0, up.output);
			assert.deepEqual(await tasks(), ["from-the-package"]);
		} finally {
			await opened.close();
		}
	}).timeout(120_000);

	it("is the package aiccs of a program that names its folder plugin/, without installing anything in it", async () => {
		const yaml = `name: program\nruntime:\n  name: nodejs\n  options:\n    typescript: false\npackages:\n  aiccs: ./node_modules/pulumi-aiccs/plugin\n`;
		const files = { "index.js": throughPlugin, "Pulumi.yaml": yaml };
		const opened: Program = await openProgram({ files, simulator: account });
		try {
			const modules = join(opened.directory, "node_modules");
			rmSync(modules, { recursive: true });
			symlinkSync(join(project, "node_modules"), modules);
			const folder = join(project, "node_modules", "pulumi-aiccs", "plugin");
			const before = readdirSync(folder);

			const up = await opened.up();

			assert.equal(up.exitCode, 0, up.output);
			assert.ok((await tasks()).includes("through-the-plugin"));
			assert.deepEqual(readdirSync(folder), before);
		} finally {
			await opened.close();
		}
	}).timeout(120_000);

	it("lets its command end on SIGTERM", async () => {
		const ended = once(command, "close");

		killGroup(command, "SIGTERM");

		await ended;
		await assert.rejects(fetch(account.url));
	});

	async function tasks(): Promise<string[]> {
		const answer = await fetch(`${account.url}/_simulator/tasks`);
		return Tasks.parse(await answer.json()).map(({ definition }) => definition.TaskName);
	}
});
