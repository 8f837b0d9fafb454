import assert from "node:assert/strict";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import packageJson from "../../package.json";
import { buildPackage } from "../../tools/setup/build-package";

const root = resolve(__dirname, "..", "..");
const program = `
import { AiCallTask, type AiCallTaskArgs } from "pulumi-aiccs";
import { check } from "pulumi-aiccs/dynamic";
import { type Simulator, startSimulator } from "pulumi-aiccs/simulator";

export const status = (args: AiCallTaskArgs) => new AiCallTask("task", args).status;
export const simulator: Promise<Simulator> = startSimulator({ port: 0 });
export const inputs = check({}, {});
// @ts-expect-error
export const wrong: Promise<string> = simulator;
`;
const { CommonJS, ESNext, Node16, NodeNext } = ts.ModuleKind;

describe("the declarations", () => {
	let folder: string;

	before(async function () {
		this.timeout(300_000);
		await buildPackage(() => {});
		folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-types-")));
		mkdirSync(join(folder, "node_modules"));
		symlinkSync(root, join(folder, "node_modules", packageJson.name), "junction");
		symlinkSync(join(root, "node_modules", "@pulumi"), join(folder, "node_modules", "@pulumi"), "junction");
		for (const file of ["index.ts", "index.mts"]) writeFileSync(join(folder, file), program);
	});
	after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

	for (const { name, moduleResolution, module, file } of [
		{ name: "node", moduleResolution: ts.ModuleResolutionKind.Node10, module: CommonJS, file: "index.ts" },
		{ name: "node16", moduleResolution: ts.ModuleResolutionKind.Node16, module: Node16, file: "index.ts" },
		{ name: "nodenext", moduleResolution: ts.ModuleResolutionKind.NodeNext, module: NodeNext, file: "index.mts" },
		{ name: "bundler", moduleResolution: ts.ModuleResolutionKind.Bundler, module: ESNext, file: "index.ts" },
	]) {
		it(`of every entry are found in ${file} with moduleResolution ${name}`, () => {
			const options: ts.CompilerOptions = {
				module,
				moduleResolution,
				ignoreDeprecations: "6.0",
				noEmit: true,
				skipLibCheck: true,
				strict: true,
				target: ts.ScriptTarget.ES2022,
				types: ["node"],
				typeRoots: [join(root, "node_modules", "@types")],
			};

			const found = ts.getPreEmitDiagnostics(ts.createProgram([join(folder, file)], options));

			assert.equal(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")).join("\n"), "");
		}).timeout(120_000);
	}

	it("are the same files for compilers that read exports and for those that read typesVersions", () => {
		const modules = Object.entries(packageJson.exports).filter(([, entry]) => typeof entry !== "string");
		const older: Readonly<Record<string, readonly string[]>> = packageJson.typesVersions["*"];

		for (const [path, entry] of modules) {
			const { types } = typeof entry === "string" ? { types: entry } : entry;
			const known = path === "." ? [packageJson.types] : older[path.slice("./".length)];
			assert.deepEqual(
				known?.map((file) => `./${file}`),
				[types],
				path,
			);
		}
	});

	it("are found by the examples on every SDK: an old one takes another moduleResolution for granted", () => {
		const programs = readdirSync(join(root, "examples")).filter((name) =>
			existsSync(join(root, "examples", name, "package.json")),
		);

		assert.ok(programs.length > 3);
		for (const name of programs) {
			const { config } = ts.readConfigFile(join(root, "examples", name, "tsconfig.json"), ts.sys.readFile);
			const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, "examples", name));
			assert.equal(options.moduleResolution, ts.ModuleResolutionKind.NodeNext, name);
		}
	});
});
