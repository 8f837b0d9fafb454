import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { credentialPlaces } from "../../service/configuration";
import type { StackConfiguration } from "../account";
import { InputError } from "../input-error";
import { type PulumiResult, runPulumi } from "../pulumi";
import type { Terminal } from "../terminal";
import type { Files } from "../write-files";
import { importFileName } from "./import-file";
import { filesOfProject, type Language } from "./project-files";

export interface CheckOptions {
	/** The folder of the program. */
	readonly folder: string;
	readonly files: Files;
	readonly language: Language;
	readonly configuration: StackConfiguration;
	/** Values that are not shown. */
	readonly numbers: readonly string[];
}

/** What the check found. */
export interface Checked {
	readonly isUnchanged: boolean;
	/** What the CLI shows of the changes. */
	readonly output: string;
}

const stack = "check";

/**
 * Imports a program's resources into a scratch stack and previews it against the account. The stack has its own folder,
 * backend, home and journal, so the user's stacks are not touched, and nothing of it is left.
 */
export async function checkExport(terminal: Terminal, options: CheckOptions): Promise<Checked> {
	const scratch = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-export-check-")));
	const interruption = new AbortController();
	const interrupt = () => interruption.abort();
	const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
	for (const signal of signals) process.once(signal, interrupt);
	try {
		const program = join(scratch, "program");
		layOut(program, options);
		if (options.language === "typescript") {
			const modules = nearestModules([options.folder, terminal.cwd, ownFolder()]);
			symlinkSync(modules, join(program, "node_modules"), "junction");
		}
		const env = environment(terminal.env, scratch, options.configuration);
		const run = (...args: readonly string[]) =>
			runPulumi([...args, "--stack", stack], { cwd: program, env, signal: interruption.signal });
		await succeed(run("stack", "init"));
		await succeed(
			run("import", "--file", importFileName, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"),
		);
		const { exitCode, stdout, stderr } = await run("preview", "--refresh", "--expect-no-changes");
		return { isUnchanged: exitCode === 0, output: without(options.numbers, `${stdout}${stderr}`.trim()) };
	} finally {
		for (const signal of signals) process.off(signal, interrupt);
		rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
	}
}

function without(numbers: readonly string[], text: string): string {
	return numbers.reduce((left, number) => left.replaceAll(number, "<number>"), text);
}

async function succeed(command: Promise<PulumiResult>): Promise<void> {
	const { exitCode, stdout, stderr } = await command;
	if (exitCode !== 0) throw new Error(`The export could not be checked. Pulumi says:\n${`${stdout}${stderr}`.trim()}`);
}

function layOut(program: string, { files, language, configuration }: CheckOptions): void {
	mkdirSync(program);
	const settings = [...configuration]
		.filter(([key]) => !credentialKeys.has(key))
		.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
	const project = {
		...filesOfProject("aiccs-export-check", language),
		...Object.fromEntries(files),
		...(settings.length > 0 && { [`Pulumi.${stack}.yaml`]: `config:\n${settings.join("")}` }),
	};
	for (const [name, text] of Object.entries(project)) writeFileSync(join(program, name), text);
}

const [ours, theirs, variables] = credentialPlaces;
const credentialKeys = new Set([ours, theirs].flatMap((place) => Object.values(place ?? {})));

/** The environment of the scratch stack. Credentials of the configuration are in it, so that they are not in a file. */
function environment(
	env: Terminal["env"],
	scratch: string,
	configuration: StackConfiguration,
): Readonly<Record<string, string | undefined>> {
	const others = Object.entries(env).filter(([name]) => !name.startsWith("PULUMI_"));
	return {
		...Object.fromEntries(others),
		...credentialsOf(configuration),
		PATH: [linkPlugin(scratch), env.PATH].join(delimiter),
		PULUMI_AICCS_JOURNAL: join(scratch, "journal"),
		PULUMI_BACKEND_URL: pathToFileURL(mkdir(join(scratch, "backend"))).href,
		PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
		// The time that checkpoints take grows with the square of the state, and no one needs those of a scratch stack.
		PULUMI_EXPERIMENTAL: "true",
		PULUMI_SKIP_CHECKPOINTS: "true",
		PULUMI_HOME: mkdir(join(scratch, "home")),
		PULUMI_SKIP_UPDATE_CHECK: "true",
	};
}

/** The folder of a link to this package's plugin, which programs that are not in TypeScript need. */
function linkPlugin(scratch: string): string {
	const folder = mkdir(join(scratch, "bin"));
	symlinkSync(join(ownFolder(), "dist/provider/shells/plugin/main.js"), join(folder, "pulumi-resource-aiccs"));
	return folder;
}

function mkdir(folder: string): string {
	mkdirSync(folder, { recursive: true });
	return folder;
}

function credentialsOf(configuration: StackConfiguration): Readonly<Record<string, string | undefined>> {
	const place = [ours, theirs].find((names) => Object.values(names ?? {}).some((name) => configuration.has(name)));
	if (place === undefined || variables === undefined) return {};
	return Object.fromEntries(
		Object.entries(place).map(([key, name]) => [Reflect.get(variables, key), configuration.get(name)]),
	);
}

function ownFolder(): string {
	return dirname(require.resolve("pulumi-aiccs/package.json"));
}

/** The nearest folder of packages that has what the program imports. */
function nearestModules(folders: readonly string[]): string {
	const candidates = folders.flatMap(withParents).map((folder) => join(folder, "node_modules"));
	const found = candidates.find((modules) =>
		["pulumi-aiccs", "@pulumi/pulumi"].every((name) => existsSync(join(modules, name, "package.json"))),
	);
	if (found !== undefined) return found;
	throw new InputError(
		"--check runs the program, and no folder of packages near it has pulumi-aiccs and @pulumi/pulumi. Run npm install pulumi-aiccs @pulumi/pulumi in its folder, then check again.",
	);
}

function withParents(folder: string): string[] {
	const parent = dirname(folder);
	return parent === folder ? [folder] : [folder, ...withParents(parent)];
}
