import assert from "node:assert/strict";
import { resolve } from "node:path";
import { z } from "zod";
import { buildPackage } from "../tools/setup/build-package";
import { runCommand } from "../tools/setup/command";
import { type Import, importsOf, sourcesUnder, sourceText } from "./support/imports";

const root = resolve(__dirname, "..");
const dist = `${root.replaceAll("\\", "/")}/dist/`;
const provider = sourcesUnder("provider");
const simulator = sourcesUnder("simulator");
const imports = [...provider, ...simulator, ...sourcesUnder("examples")].flatMap(importsOf);

/** Folders that hold one resource each: none may import another. A new one is added here. */
const resources = ["tasks", "callees"];

/** What the files of a floor may import: floors, packages and single files; `type` before one allows its types only. */
const floors: Readonly<Record<string, readonly string[]>> = {
	program: [
		"program",
		"@pulumi/pulumi",
		"type definition",
		"provider/definition/closing-line.ts",
		"provider/definition/part.ts",
		"provider/definition/resource-label.ts",
		"provider/definition/shanghai-time.ts",
		"provider/definition/shown-value.ts",
		"provider/tasks/held-in-stack.ts",
		"provider/shells/program/index.ts",
		"node:",
	],
	definition: ["definition", "zod", "fastest-levenshtein"],
	service: [
		...["service", "definition", "@alicloud", "debug", "httpx", "lossless-json", "cockatiel", "zod", "node:"],
		...["http-proxy-agent", "https-proxy-agent", "socks-proxy-agent"],
	],
	run: ["run", "definition", "service", "zod", "node:", "pulumi-aiccs"],
	...Object.fromEntries(
		resources.map((resource) => [resource, [resource, "run", "definition", "service", "zod", "node:"]]),
	),
	callees: ["callees", "run", "definition", "service", "zod", "node:", "csv-parse", "lossless-json"],
	lookups: ["lookups", "tasks", "callees", "run", "definition", "service", "zod"],
	shells: [
		...["shells", "lookups", "run", "definition", "service", "env-paths", "zod", "node:", "pulumi-aiccs"],
		...["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf", "provider/program/type-tokens.ts"],
		...resources.map((resource) => `provider/${resource}/resource.ts`),
	],
	cli: [
		...["cli", "shells", "tasks", "callees", "run", "definition", "service", "commander", "zod", "node:"],
		...["provider/program/type-tokens.ts", "simulator/command.ts", "pulumi-aiccs"],
	],
	policies: [
		...["policies", "definition", "@pulumi/policy", "zod", "node:", "provider/program/type-tokens.ts"],
		...["provider/tasks/definition.ts", "provider/tasks/model.ts"],
		...["provider/callees/definition.ts", "type callees"],
	],
	simulator: ["simulator", "commander", "lossless-json", "zod", "node:"],
	examples: ["pulumi-aiccs", "@pulumi/pulumi", "@pulumi/policy"],
};

/** The floor of a file, or the package's name; all of @alicloud counts as one. */
function floorOf(place: string): string {
	const [top = "", second = ""] = place.split("/");
	if (top === "provider") return second === "index.ts" ? "program" : second;
	return top === "@alicloud" ? top : place.endsWith(".ts") ? top : place;
}

function isAllowed({ file, target, isTypeOnly }: Import): boolean {
	const allowed = floors[floorOf(file)] ?? [];
	if (allowed.includes(target)) return true;
	return allowed.includes(floorOf(target)) || (isTypeOnly && allowed.includes(`type ${floorOf(target)}`));
}

describe("the floors", () => {
	for (const [floor, allowed] of Object.entries(floors)) {
		it(`let ${floor} import ${allowed.join(", ")} and nothing else`, () => {
			const own = imports.filter(({ file }) => floorOf(file) === floor);

			assert.ok(own.length > 0);
			assert.deepEqual(
				own.filter((one) => !isAllowed(one)).map(({ file, specifier }) => `${file} imports ${specifier}`),
				[],
			);
		});
	}

	it("are all of the provider", () => {
		assert.deepEqual(
			[...new Set(provider.map(floorOf))].filter((floor) => !(floor in floors)),
			[],
		);
	});

	it("let only the service import the vendor's packages", () => {
		const importers = imports.filter(({ target }) => target.startsWith("@alicloud/")).map(({ file }) => floorOf(file));

		assert.deepEqual([...new Set(importers)], ["service"]);
	});

	it("let the dynamic shell use Pulumi's types, and the plugin the engine's protocol", () => {
		const importers = imports.filter(({ file, target }) => target === "@pulumi/pulumi" && floorOf(file) === "shells");

		assert.deepEqual([...new Set(importers.map(({ file }) => file.split("/")[2]))].sort(), ["dynamic", "plugin"]);
		for (const { file, specifier, isTypeOnly } of importers) {
			if (file.startsWith("provider/shells/plugin/")) assert.match(specifier, /^@pulumi\/pulumi\/proto\/\w+_pb$/);
			else assert.ok(specifier === "@pulumi/pulumi" && isTypeOnly, `${file} imports ${specifier}`);
		}
	});

	it("let only the entry of a shell import resources", () => {
		const importers = imports.filter(
			({ file, target }) => floorOf(file) === "shells" && resources.includes(floorOf(target)),
		);

		assert.ok(importers.length > 0);
		for (const { file } of importers) assert.match(file, /^provider\/shells\/[\w-]+\/index\.ts$/);
	});

	it("keep Pulumi's hidden keys and unknown values to the shells, but for the notes in the state", () => {
		const below = provider.filter((file) => !["program", "shells"].includes(floorOf(file)));
		const keys = below.flatMap((file) =>
			[...sourceText(file).matchAll(/\b__(?!dirname|proto__)\w+/g)].map(([key]) => key),
		);

		const ofLists = ["__batches", "__earlierTasks", "__incomplete"];
		const ofDrift = ["__drifted", "__declared"];
		assert.deepEqual([...new Set(keys)], [...ofLists, ...ofDrift, "__agreed", "__notShown", "__unmanaged"]);
		for (const file of below) assert.doesNotMatch(sourceText(file), /04da6b54/, file);
	});

	it("read the environment in five places: for the command, for credentials, for proxies, for the journal's folder, and to know Pulumi's processes and its debugging", () => {
		const readers = provider.filter((file) => /\bprocess\.env\b/.test(sourceText(file)));

		assert.deepEqual(readers, [
			"provider/cli/terminal.ts",
			"provider/program/runtime.ts",
			"provider/service/credentials/credential-sources.ts",
			"provider/service/network/agents.ts",
			"provider/shells/context.ts",
		]);
	});

	it("keep clocks, chance and waiting out of the definitions", () => {
		for (const file of provider.filter((path) => /^provider\/definition\//.test(path))) {
			assert.doesNotMatch(sourceText(file), /Date\.now|new Date\(\)|Math\.random|\bawait\b|setTimeout|process\./, file);
		}
	});
});

describe("tools, bench and tests", () => {
	const forbidden = { tools: ["bench", "tests"], bench: ["provider", "tests"], tests: ["bench"] };

	for (const [folder, others] of Object.entries(forbidden)) {
		it(`let ${folder} import nothing of ${others.join(" or ")}`, () => {
			const all = sourcesUnder(folder).flatMap(importsOf);
			const wrong = all.filter(({ target }) => others.includes(target.split("/")[0] ?? ""));

			assert.ok(all.length > 0);
			assert.deepEqual(
				wrong.map(({ file, specifier }) => `${file} imports ${specifier}`),
				[],
			);
		});
	}
});

describe("what a program loads", () => {
	const Loaded = z.array(z.string());

	async function loadedBy(request: string): Promise<string[]> {
		const script = `require(${JSON.stringify(request)}); process.stdout.write(JSON.stringify(Object.keys(require.cache)));`;
		const { exitCode, stdout, output } = await runCommand(process.execPath, ["-e", script], { cwd: root });
		assert.equal(exitCode, 0, output);
		return Loaded.parse(JSON.parse(stdout)).map((file) => file.replaceAll("\\", "/"));
	}

	before(async function () {
		this.timeout(300_000);
		await buildPackage(() => {});
	});

	it("is Pulumi and the program's side of the package, and prints nothing", async () => {
		const loaded = await loadedBy("pulumi-aiccs");

		const own = loaded.filter((file) => file.startsWith(dist)).map((file) => file.slice(dist.length));
		assert.ok(own.includes("provider/index.js"));
		assert.deepEqual(
			own.filter(
				(file) =>
					!/^provider\/(index|program\/[\w-/]+|definition\/(closing-line|part|resource-label|shanghai-time|shown-value)|[\w-]+\/held-in-stack)\.js$/.test(
						file,
					),
			),
			[],
		);
		const foreign =
			/\/node_modules\/(zod|@alicloud|lossless-json|cockatiel|fastest-levenshtein|env-paths|@pulumi\/policy)\//;
		assert.deepEqual(
			loaded.filter((file) => foreign.test(file)),
			[],
		);
	});

	it("is nothing of Pulumi behind the provider line", async () => {
		const loaded = await loadedBy("pulumi-aiccs/dynamic");

		assert.ok(loaded.some((file) => file.endsWith("/dist/provider/tasks/model.js")));
		assert.deepEqual(
			loaded.filter((file) => file.includes("/node_modules/@pulumi/")),
			[],
		);
		assert.deepEqual(
			loaded.filter((file) => file.includes("/dist/simulator/")),
			[],
		);
	});

	it("is no parser of files behind the provider line, before files are read", async () => {
		const loaded = await loadedBy("pulumi-aiccs/dynamic");

		assert.deepEqual(
			loaded.filter((file) => /\/node_modules\/(csv-parse|lossless-json)\//.test(file)),
			[],
		);
	});

	it("is no resource and no zod in a plugin process that is asked for the schema alone", async () => {
		for (const name of ["opening", "engine-log", "lazy-service"]) {
			const loaded = await loadedBy(`./dist/provider/shells/plugin/${name}.js`);

			assert.ok(loaded.some((file) => file.endsWith(`/plugin/${name}.js`)));
			assert.deepEqual(
				loaded.filter((file) => /node_modules\/zod\/|provider\/(tasks|callees|service)\//.test(file)),
				[],
			);
		}
	});

	it("is no service and nothing of the vendor behind policies", async () => {
		const loaded = await loadedBy("pulumi-aiccs/policies");

		assert.ok(loaded.some((file) => file.endsWith("/dist/provider/policies/pack.js")));
		assert.deepEqual(
			loaded.filter((file) =>
				/\/dist\/(provider\/(service|shells|cli)|simulator)\/|\/node_modules\/@alicloud\//.test(file),
			),
			[],
		);
	});

	it("is nothing of the provider in the simulator", async () => {
		const loaded = await loadedBy("pulumi-aiccs/simulator");

		assert.deepEqual(
			loaded.filter((file) => /\/dist\/provider\/|\/node_modules\/@(pulumi|alicloud)\//.test(file)),
			[],
		);
	});
});
