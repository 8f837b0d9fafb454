import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { z } from "zod";
import { textsOf } from "../../../provider/cli/export/program";
import { yamlFiles } from "../../../provider/cli/export/yaml";
import { taskDefinition } from "../../../provider/tasks/definition";
import type { Seeds } from "../../../simulator";
import { describeSimulator } from "../../support/describe-simulator";
import { read, written } from "./support/exported";

const root = resolve(__dirname, "..", "..", "..");
const week = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

const seeds: Exclude<Seeds, { count: number }> = [
	{ TaskName: "春季 回访 $${a} $1 `x` \\ \" ' // */ #", CallDay: [...week], createTime: 1_700_000_000_001 },
	{
		TaskName: "class",
		CallTime: [
			{ startTime: "09:00:00", endTime: "12:00:00" },
			{ startTime: "14:00:00", endTime: "18:00:00" },
		],
		MissCallRetry: true,
		CallRetryReason: [
			...([
				"CALL_REJECTED",
				"USER_BUSY",
				"SUSPEND",
				"INVALID_NUMBER",
				"POWERED_OFF",
				"NETWORK_BUSY",
				"NO_ANSWER",
			] as const),
		],
		CallRetryTimes: 2,
		CallRetryInterval: 30,
		CallableTime: [
			{ startTime: "09:00:00", endTime: "12:00:00" },
			{ startTime: "14:00:00", endTime: "18:00:00" },
		],
		createTime: 1_700_000_000_002,
	},
	{
		TaskName: "engine 👨\u200d👩\u200d👧",
		AgentId: "",
		Source: 1,
		ApplicationCode: "APP-1",
		PhoneType: 1,
		LineEncoding: "LINE_1_NET",
		LinePhoneNum: "02100001111",
		StartType: "SCHEDULE",
		TaskStartTime: Date.parse("2027-03-01T09:00:00+08:00"),
		CallExpireType: 2,
		CallExpireDate: "2027-06-01 00:00:00",
		createTime: 1_700_000_000_003,
	},
	{ TaskName: "Class", AgentId: "118012345678905678", createTime: 1_700_000_000_004 },
];

function compilerErrors(files: ReadonlyMap<string, string>): string[] {
	const options: ts.CompilerOptions = {
		strict: true,
		noUnusedLocals: true,
		noUnusedParameters: true,
		noEmit: true,
		skipLibCheck: true,
		target: ts.ScriptTarget.ES2022,
		module: ts.ModuleKind.NodeNext,
		moduleResolution: ts.ModuleResolutionKind.NodeNext,
		types: ["node"],
		paths: { "pulumi-aiccs": [join(root, "provider", "index.ts")] },
	};
	const host = ts.createCompilerHost(options);
	const own = new Map([...files].map(([name, text]) => [join(root, "exported", name), text]));
	const { fileExists, readFile } = host;
	host.fileExists = (path) => own.has(path) || fileExists(path);
	host.readFile = (path) => own.get(path) ?? readFile(path);
	host.directoryExists = (path) => path === join(root, "exported") || ts.sys.directoryExists(path);
	host.getCurrentDirectory = () => root;
	host.getSourceFile = (path, version) => {
		const text = host.readFile(path);
		return text === undefined ? undefined : ts.createSourceFile(path, text, version);
	};
	const program = ts.createProgram([join(root, "exported", "index.ts")], options, host);
	const found = ts.getPreEmitDiagnostics(program).filter(({ file }) => file !== undefined && own.has(file.fileName));
	return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

function formatted(name: string, text: string): string {
	const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
	const args = [biome, "format", `--stdin-file-path=${name}`];
	return execFileSync(process.execPath, args, { input: text, cwd: root, encoding: "utf8" });
}

describeSimulator("an exported program in TypeScript", (fixture) => {
	it("compiles under strict with nothing unused, and is formatted", async function () {
		this.timeout(60_000);
		fixture.simulator.seedTasks(seeds);

		const { files, program } = written(await read(fixture.newContext()));

		assert.deepEqual(compilerErrors(files), []);
		for (const [name, text] of files) assert.equal(formatted(name, text), text, name);
		assert.deepEqual(Object.keys(program), ["春季-回访-a-1-x", "class", "engine", "Class"]);
		assert.match(files.get("tasks.ts") ?? "", /^export const classTask = /m);
		assert.match(files.get("tasks.ts") ?? "", /^export const classTask2 = /m);
	});

	it("has as many files as wished: of so many tasks each, or one for each agent", async () => {
		fixture.simulator.seedTasks(seeds);
		const account = await read(fixture.newContext());

		const [one, every, byAgent] = [
			written(account),
			written(account, { every: 3 }),
			written(account, { byAgent: true }),
		];

		assert.deepEqual([...every.files.keys()], ["index.ts", "tasks-1.ts", "tasks-2.ts"]);
		assert.deepEqual(
			[...byAgent.files.keys()],
			["index.ts", "agent-118012345678901234.ts", "no-agent.ts", "agent-118012345678905678.ts"],
		);
		for (const { program, resources } of [every, byAgent]) {
			assert.deepEqual(new Map(Object.entries(program)), new Map(Object.entries(one.program)));
			assert.deepEqual(resources, one.resources);
		}
	});
});

const Property = z.looseObject({
	type: z.string().optional(),
	oneOf: z.array(z.object({ type: z.string().optional() })).optional(),
	items: z.unknown().optional(),
});
const Schema = z.object({
	resources: z.record(
		z.string(),
		z.object({ inputProperties: z.record(z.string(), Property), requiredInputs: z.array(z.string()) }),
	),
});
const Main = z.strictObject({
	resources: z.record(
		z.string(),
		z.strictObject({ name: z.string(), type: z.string(), properties: z.record(z.string(), z.unknown()) }),
	),
});

/** A text as Pulumi reads it: two dollar signs are one. */
function interpolated(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(interpolated);
	return typeof value === "string" ? value.replaceAll("$$", "$") : value;
}

function typeOf(value: unknown): string {
	if (Array.isArray(value)) return "array";
	return Number.isInteger(value) ? "integer" : typeof value;
}

describeSimulator("an exported program in YAML", (fixture) => {
	it("declares the same values, in the types of schema.json", async () => {
		fixture.simulator.seedTasks(seeds);
		const account = await read(fixture.newContext());
		const schema = Schema.parse(JSON.parse(readFileSync(join(root, "schema.json"), "utf8")));
		const declared = schema.resources["aiccs:index:AiCallTask"] ?? assert.fail();

		const text = yamlFiles(account.exported, textsOf(taskDefinition, account)).get("Main.yaml") ?? "";

		const resources = Object.values(Main.parse(parse(text)).resources);
		assert.equal(resources.length, account.exported.length);
		for (const [index, { name, type, properties }] of resources.entries()) {
			const { name: expected, values } = account.exported[index] ?? assert.fail();
			assert.deepEqual([name, type], [expected, "aiccs:AiCallTask"]);
			const read = Object.entries(properties).map(([property, value]) => [property, interpolated(value)] as const);
			assert.deepEqual(new Map(read), values);
			for (const property of declared.requiredInputs) assert.ok(property in properties, property);
			for (const [property, value] of Object.entries(properties)) {
				const { type, oneOf = [] } = declared.inputProperties[property] ?? assert.fail(property);
				const types = [type, ...oneOf.map((one) => one.type)];
				assert.ok(types.includes(typeOf(value)), `${property} is ${typeOf(value)} and not ${types}`);
			}
		}
	});
});
