import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installOnce, isInstalled } from "../setup/install-once";
import { buildGoProgram, type GoProgram, moduleFolder, runGo } from "./build-go-program";
import { executableOn, findPulumi, pulumiRoot } from "./find-pulumi";
import { goHostVersion, javaHostVersion, languageHostVersion, yamlHostVersion } from "./versions";

type Say = (line: string) => void;

const sdk = "github.com/pulumi/pulumi/sdk/v3";
const yaml = "github.com/pulumi/pulumi-yaml";
const java = "github.com/pulumi/pulumi-java/pkg";
const sdkVersion = `${sdk}/go/common/version.Version`;

interface Host extends GoProgram {
	/** Adds files that the program needs beside it. */
	readonly complete?: (stage: string, env: NodeJS.ProcessEnv) => Promise<void>;
}

const hosts = {
	yaml: {
		name: "pulumi-language-yaml",
		source: `${yaml}/cmd/pulumi-language-yaml`,
		version: [`${yaml}/pkg/version.Version`, yamlHostVersion],
	},
	python: {
		name: "pulumi-language-python",
		source: `${sdk}/python/cmd/pulumi-language-python`,
		version: [sdkVersion, languageHostVersion],
		complete: copyPythonStarter,
	},
	go: { name: "pulumi-language-go", source: `${sdk}/go/pulumi-language-go`, version: [sdkVersion, goHostVersion] },
	java: {
		name: "pulumi-language-java",
		source: `${java}/cmd/pulumi-language-java`,
		version: [`${java}/version.Version`, javaHostVersion],
	},
	/** Generates the SDKs of all languages: `gensdk LANGUAGE SCHEMA FOLDER`. */
	gensdk: { name: "gensdk", source: "." },
} as const satisfies Readonly<Record<string, Host>>;

export type HostName = keyof typeof hosts;

export const hostNames: readonly HostName[] = ["yaml", "python", "go", "java", "gensdk"];

/**
 * Returns the folder of a language host, to be put on PATH: that of the Pulumi CLI when it has the host beside it, or else
 * of a pinned one, which is built once and kept. Building takes up to some minutes.
 */
export async function ensureHost(name: HostName, say: Say, env: NodeJS.ProcessEnv = process.env): Promise<string> {
	const host: Host = hosts[name];
	const found = await findPulumi(env);
	const beside = "cli" in found ? executableOn(found.cli.folders, host.name) : undefined;
	if (beside !== undefined) return join(beside, "..");
	const folder = cacheFolder(host, env);
	if (!isInstalled(folder)) await build(host, folder, say, env);
	return folder;
}

async function build(host: Host, folder: string, say: Say, env: NodeJS.ProcessEnv): Promise<void> {
	say(`Building ${host.name} from Go modules in ${folder} ...`);
	try {
		await installOnce(folder, async (stage) => {
			await buildGoProgram(host, stage, say, env);
			await host.complete?.(stage, env);
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			`${host.name} could not be built: ${reason}\n` +
				"Install Go 1.25.11 or newer, or a Pulumi CLI that has its language hosts beside it, and put it on PATH.",
		);
	}
}

/** A folder for each set of pins, so that changed pins mean another build. */
function cacheFolder({ name }: Host, env: NodeJS.ProcessEnv): string {
	const hash = createHash("sha256");
	for (const file of readdirSync(moduleFolder(name)).sort()) hash.update(readFileSync(join(moduleFolder(name), file)));
	return join(pulumiRoot(env), "hosts", `${name}-${hash.digest("hex").slice(0, 12)}`);
}

/** The Python host starts programs with a script that it expects beside it. */
async function copyPythonStarter(stage: string, env: NodeJS.ProcessEnv): Promise<void> {
	const { stdout } = await runGo(["list", "-m", "-f", "{{.Dir}}", sdk], moduleFolder("pulumi-language-python"), env);
	const starter = join(stage, "pulumi-language-python-exec");
	copyFileSync(join(stdout.trim(), "python", "cmd", "pulumi-language-python-exec"), starter);
	chmodSync(starter, 0o755);
}
