import { join } from "node:path";
import { type CommandResult, runCommand } from "../setup/command";

export interface GoProgram {
	/** Also the folder beside this file with the go.mod and go.sum that pin it. */
	readonly name: string;
	readonly source: string;
	/** Variable of the source that gets the version, and the version. */
	readonly version?: readonly [variable: string, version: string];
	readonly flags?: readonly string[];
}

type Say = (line: string) => void;

/** The folder with the program's go.mod and go.sum. */
export function moduleFolder(name: string): string {
	return join(__dirname, "go", name);
}

/** Builds a program from Go modules into the folder `bin`. Takes minutes when Go's caches are empty. */
export async function buildGoProgram(program: GoProgram, bin: string, say: Say, env = process.env): Promise<void> {
	const { name, source, flags = [], version } = program;
	const cwd = moduleFolder(name);
	const listed = await runGo(["list", "-deps", ...flags, source], cwd, env, downloads(say));
	const total = listed.stdout.split("\n").filter(Boolean).length;
	const linker = ["-s -w", ...(version === undefined ? [] : [`-X ${version[0]}=v${version[1]}`])].join(" ");
	const args = ["build", "-trimpath", "-v", ...flags, "-ldflags", linker, "-o", join(bin, name), source];
	await runGo(args, cwd, env, packages(name, total, say));
	say(`  ${name}: built`);
}

/** Runs a command of Go with the modules of go.sum, and changes no file in `cwd`. Throws when it fails. */
export async function runGo(
	args: readonly string[],
	cwd: string,
	env: NodeJS.ProcessEnv = process.env,
	onOutput?: (text: string) => void,
): Promise<CommandResult> {
	const settings = { CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-mod=readonly -buildvcs=false" };
	const options = onOutput === undefined ? {} : { onOutput };
	const result = await runCommand("go", args, { cwd, env: { ...env, ...settings }, timeoutSeconds: 1500, ...options });
	if (result.exitCode === 0) return result;
	const lastLines = result.output.trim().split("\n").slice(-8).join("\n");
	throw new Error(`"go ${args[0]}" ended with exit code ${result.exitCode}: ${lastLines}`);
}

function downloads(say: Say): (text: string) => void {
	const report = everyFewSeconds(say);
	let count = 0;
	return (text) => {
		count += text.split("go: downloading").length - 1;
		if (count > 0) report(`  ${count} modules downloaded`);
	};
}

function packages(name: string, total: number, say: Say): (text: string) => void {
	const report = everyFewSeconds(say);
	let count = 0;
	return (text) => {
		count += text.split("\n").length - 1;
		report(`  ${name}: ${count} of ${total} packages compiled`);
	};
}

function everyFewSeconds(say: Say): Say {
	let last = Date.now();
	return (line) => {
		if (Date.now() - last < 5000) return;
		last = Date.now();
		say(line);
	};
}
