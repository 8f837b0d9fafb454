import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ensureHost } from "../../tools/pulumi/hosts";
import { ensurePython } from "../../tools/pulumi/python-environment";
import { pulumiVersion } from "../../tools/pulumi/versions";
import { runCommand } from "../../tools/setup/command";
import { say } from "../../tools/setup/terminal";
import { missingMaven } from "../support/maven";
import { skipBecause } from "../support/skip-because";

const repository = resolve(__dirname, "..", "..");
/** Two commands may take their whole time one after the other: with empty caches, Go's first compilation takes minutes. */
const someMinutes = 1_200_000;
/** What the generated build.gradle names, with the SDK's newest version. */
const javaDependencies = [
	["com.pulumi", "pulumi", "1.16.0"],
	["com.google.code.findbugs", "jsr305", "3.0.2"],
	["com.google.code.gson", "gson", "2.8.9"],
] as const;

function dependency([group, artifact, version]: (typeof javaDependencies)[number]): string {
	const parts = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`;
	return `<dependency>${parts}</dependency>`;
}

describe("the SDK that is generated from schema.json", function () {
	this.timeout(someMinutes);
	let folder: string;
	let generator: string;

	before(async () => {
		generator = join(await ensureHost("gensdk", say), "gensdk");
		folder = mkdtempSync(join(tmpdir(), "aiccs-sdks-"));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it("compiles in TypeScript", async () => {
		const sdk = await generate("nodejs");
		symlinkSync(join(repository, "node_modules"), join(sdk, "node_modules"));
		const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
		const options = ["--noEmit", "--strict", "--skipLibCheck", "--ignoreDeprecations", "6.0"];
		await succeed(process.execPath, [compiler, ...options, "--project", sdk], sdk);
	});

	it("compiles in Python, and exports both resources", async function () {
		const python = await ensurePython(say);
		if ("unavailable" in python) return skipBecause(this, python.unavailable);
		const sdk = await generate("python");
		const command = join(python.bin, "python");
		await succeed(command, ["-m", "compileall", "-q", sdk], sdk);
		// The SDK reads its version from the metadata that an installation writes.
		const installed = join(folder, "installed");
		await succeed(command, ["-m", "pip", "install", "--quiet", "--no-deps", "--target", installed, sdk], sdk);
		const load = "from pulumi_aiccs import AiCallTask, CalleeList, Provider";
		await succeed(command, ["-c", load], folder, { PYTHONPATH: installed });
	});

	it("compiles in Go", async () => {
		const sdk = await generate("go");
		const [module = ""] = filesUnder(sdk)
			.map((file) => /"([\w./-]+)\/internal"/.exec(readFileSync(file, "utf8"))?.[1])
			.filter((path) => path !== undefined);
		const root = join(sdk, "aiccs");
		const pin = `require github.com/pulumi/pulumi/sdk/v3 v${pulumiVersion}`;
		writeFileSync(join(root, "go.mod"), `module ${module}\n\ngo 1.25\n\n${pin}\n`);
		const env = { GOFLAGS: "-buildvcs=false", GOWORK: "off", CGO_ENABLED: "0" };
		await succeed("go", ["mod", "tidy"], root, env);
		await succeed("go", ["build", "./..."], root, env);
	});

	it("compiles in Java", async function () {
		const missing = await missingMaven();
		if (missing !== undefined) return skipBecause(this, missing);
		const sdk = await generate("java");
		writeFileSync(join(sdk, "pom.xml"), pom);
		await succeed("mvn", ["--batch-mode", "--quiet", "compile"], sdk);
		assert.ok(readdirSync(join(sdk, "target", "classes", "com", "pulumi", "aiccs")).includes("AiCallTask.class"));
	});

	it("is generated in C#, with both resources", async () => {
		const sdk = await generate("csharp");
		for (const name of ["AiCallTask", "CalleeList"]) {
			const text = readFileSync(join(sdk, `${name}.cs`), "utf8");
			assert.match(text, new RegExp(`\\[AiccsResourceType\\("aiccs:index:${name}"\\)\\]`));
		}
	});

	it("is refused for an unknown language and a schema with an error", async () => {
		const schema = join(folder, "broken.json");
		const resources = { "aiccs:index:Broken": { properties: { one: { $ref: "#/types/aiccs:index:Missing" } } } };
		writeFileSync(schema, JSON.stringify({ name: "aiccs", version: "1.0.0", resources }));
		const unknown = await runCommand(generator, ["cobol", "schema.json", folder], { cwd: repository });
		const broken = await runCommand(generator, ["nodejs", schema, folder]);

		assert.equal(unknown.exitCode, 1);
		assert.match(unknown.stderr, /no generator for cobol/);
		assert.equal(broken.exitCode, 1);
		assert.match(broken.stderr, /aiccs:index:Missing/);
	});

	async function generate(language: string): Promise<string> {
		const sdk = join(folder, language);
		mkdirSync(sdk);
		await succeed(generator, [language, join(repository, "schema.json"), sdk], folder);
		return sdk;
	}

	async function succeed(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
		const options = { cwd, env: { ...process.env, ...env }, timeoutSeconds: 500 };
		const { exitCode, output } = await runCommand(file, args, options);
		assert.equal(exitCode, 0, output);
	}
});

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>com.pulumi</groupId>
	<artifactId>aiccs</artifactId>
	<version>0.0.0</version>
	<properties>
		<maven.compiler.source>11</maven.compiler.source>
		<maven.compiler.target>11</maven.compiler.target>
		<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
	</properties>
	<dependencies>
		${javaDependencies.map(dependency).join("")}
	</dependencies>
</project>
`;

function filesUnder(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
