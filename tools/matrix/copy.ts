import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { satisfies } from "semver";
import { z } from "zod";
import { runCommand } from "../setup/command";
import { npm, type Sdk } from "./registry";

const repository = resolve(__dirname, "..", "..");
const excluded = new Set(["node_modules", "dist", "coverage", ".git"]);
const dependenciesSchema = z.record(z.string(), z.string()).optional();
const manifestSchema = z.looseObject({ dependencies: dependenciesSchema, devDependencies: dependenciesSchema });

/** Copies this project, installs another SDK in the copy and compiles it. The lockfile keeps all other packages. */
export async function copyWithSdk(folder: string, sdk: Sdk): Promise<void> {
	cpSync(repository, folder, { recursive: true, filter: (path) => !excluded.has(basename(path)) });
	for (const file of manifests(folder)) setVersions(file, sdk);
	await npm(["install", "--no-audit", "--no-fund"], folder);
	const build = await runCommand("npm", ["run", "build"], { cwd: folder, timeoutSeconds: 300 });
	if (build.exitCode !== 0) throw new Error(`The package does not compile with SDK ${sdk.version}:\n${build.output}`);
}

function manifests(folder: string): string[] {
	const examples = join(folder, "examples");
	const inExamples = existsSync(examples)
		? readdirSync(examples).map((name) => join(examples, name, "package.json"))
		: [];
	return [join(folder, "package.json"), ...inExamples].filter((file) => existsSync(file));
}

function setVersions(file: string, sdk: Sdk): void {
	const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	for (const section of [manifest.dependencies, manifest.devDependencies]) {
		if (section?.["@pulumi/pulumi"] !== undefined) section["@pulumi/pulumi"] = sdk.version;
		const compiler = section?.typescript?.replace(/^[~^]/, "");
		// An SDK that is older than our compiler needs an older compiler.
		if (section && compiler && !satisfies(compiler, sdk.typescripts)) section.typescript = sdk.typescripts;
	}
	writeFileSync(file, JSON.stringify(manifest, undefined, 2));
}
