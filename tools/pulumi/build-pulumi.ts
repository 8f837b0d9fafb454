import { join } from "node:path";
import { type CommandResult, runCommand } from "../setup/command";
import { languageHostVersion, pulumiVersion } from "./versions";

const sdk = "github.com/pulumi/pulumi/sdk/v3";

const programs = [
	{
		name: "pulumi",
		source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
		version: pulumiVersion,
		tags: ["-tags", "osusergo,grpcnotrace"],
	},
	{
		name: "pulumi-language-nodejs",
		source: `${sdk}/nodejs/cmd/pulumi-language-nodejs`,
		version: languageHostVersion,
		tags: [],
	},
] as const;

/** Builds the CLI and its language host from Go modules into `bin`. Takes minutes when Go's caches are empty. */
export async function buildPulumi(bin: string, say: (line: string) => void): Promise<void> {
	const go = await runGo(["version"], process.cwd());
	say(`  with ${go.stdout.trim()}; this takes 3 to 10 minutes, and is needed only once`);
	for (const program of programs) {
		const cwd = join(__dirname, "go", program.name);
		const listed = await runGo(["list", "-deps", ...program.tags, program.source], cwd, downloads(say));
		const total = listed.stdout.split("\n").filter(Boolean).length;
		const flags = ["-trimpath", "-v", ...program.tags, "-ldflags", linkerFlags(program.version)];
		const target = join(bin, program.name);
		await runGo(["build", ...flags, "-o", target, program.source], cwd, packages(program.name, total, say));
		say(`  ${program.name}: built`);
	}
}

async function runGo(args: string[], cwd: string, onOutput?: (text: string) => void): Promise<CommandResult> {
	// Uses only the modules of go.sum, and changes no file here.
	const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-mod=readonly -buildvcs=false" };
	const options = onOutput === undefined ? {} : { onOutput };
	const result = await runCommand("go", args, { cwd, env, timeoutSeconds: 1500, ...options });
	if (result.exitCode === 0) return result;
	const lastLines = result.output.trim().split("\n").slice(-8).join("\n");
	throw new Error(`"go ${args[0]}" ended with exit code ${result.exitCode}: ${lastLines}`);
}

function linkerFlags(version: string): string {
	return `-s -w -X ${sdk}/go/common/version.Version=v${version}`;
}

function downloads(say: (line: string) => void): (text: string) => void {
	const report = everyFewSeconds(say);
	let count = 0;
	return (text) => {
		count += text.split("go: downloading").length - 1;
		if (count > 0) report(`  ${count} modules downloaded`);
	};
}

function packages(name: string, total: number, say: (line: string) => void): (text: string) => void {
	const report = everyFewSeconds(say);
	let count = 0;
	return (text) => {
		count += text.split("\n").length - 1;
		report(`  ${name}: ${count} of ${total} packages compiled`);
	};
}

function everyFewSeconds(say: (line: string) => void): (line: string) => void {
	let last = Date.now();
	return (line) => {
		if (Date.now() - last < 5000) return;
		last = Date.now();
		say(line);
	};
}
