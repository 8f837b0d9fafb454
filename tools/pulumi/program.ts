import type { ChildProcess } from "node:child_process";
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { parse } from "lossless-json";
import { type CommandResult, killGroup, runCommand, spawnGroup } from "../setup/command";
import { installedPulumi, type PulumiCli } from "./find-pulumi";
import {
	type Account,
	type HermeticStack,
	hermeticEnvironment,
	layOutStack,
	projectName,
	setPlainValue,
	stackVariables,
	stateFileOf,
} from "./hermetic-stack";
import { killProcessesWith } from "./processes";

const repository = resolve(__dirname, "..", "..");
const stackName = "dev";
// Older SDKs assume another moduleResolution unless it is set.
const compilerOptions = { target: "es2022", module: "nodenext", moduleResolution: "nodenext", strict: true };
const quiet = ["--non-interactive", "--color", "never"];

export interface RunOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly timeoutSeconds?: number;
	readonly stdin?: string;
}

export interface Deployment {
	readonly resources?: readonly StateResource[];
	readonly pending_operations?: readonly { readonly resource: StateResource; readonly type: string }[];
}

export interface StateResource {
	readonly urn: string;
	readonly type: string;
	readonly id?: string;
	readonly protect?: boolean;
	readonly inputs?: Readonly<Record<string, unknown>>;
	readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface State {
	/** The file, secrets encrypted. */
	readonly text: string;
	readonly deployment: Deployment;
}

/** A program on the real CLI, with its own backend, Pulumi home and user's home. */
export interface Program {
	readonly directory: string;
	readonly env: NodeJS.ProcessEnv;
	readonly stackName: string;
	/** Where the backend keeps the stack's state. */
	readonly stateFile: string;
	run(args: readonly string[], options?: RunOptions): Promise<CommandResult>;
	/** Starts a command without waiting for it. The caller may kill it. */
	spawn(args: readonly string[]): ChildProcess;
	preview(...args: string[]): Promise<CommandResult>;
	/** Skips the preview, unless `args` contain --skip-preview=false. */
	up(...args: string[]): Promise<CommandResult>;
	refresh(...args: string[]): Promise<CommandResult>;
	destroy(...args: string[]): Promise<CommandResult>;
	config(key: string, value: string, secret?: boolean): Promise<void>;
	/** The stack's outputs, with secrets in plain text. A number that JavaScript would round is returned as text. */
	outputs(): Promise<Record<string, unknown>>;
	/** The state in the backend. */
	state(): State;
	/** Replaces the state in the backend. */
	writeState(text: string): void;
	write(files: Readonly<Record<string, string>>): void;
	close(): Promise<void>;
}

export interface ProgramOptions {
	/** A folder of examples/ to copy. */
	readonly example?: string;
	/** The files of the program, with index.ts or index.js. With an example, they replace or add files. */
	readonly files?: Readonly<Record<string, string>>;
	readonly simulator?: Account;
	readonly config?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	/** Folders to search for commands before all others: of language hosts and plugins. */
	readonly path?: readonly string[];
}

export async function openProgram(options: ProgramOptions): Promise<Program> {
	const cli = await installedOnce();
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-program-")));
	const directory = join(folder, "program");
	mkdirSync(join(folder, "user"));
	layOutProgram(directory, options);
	const settings = join(directory, `Pulumi.${stackName}.yaml`);
	const stack: HermeticStack = { folder, project: projectName(directory), stackName, settings };
	const endpoint = options.simulator === undefined ? {} : { "aiccs:endpoint": options.simulator.url };
	layOutStack(stack, { "aiccs:region": "cn-hangzhou", ...endpoint, ...options.config });
	const variables = stackVariables(stack, cli, options.simulator);
	const env = hermeticEnvironment({
		...variables,
		PATH: [...(options.path ?? []), variables.PATH].join(delimiter),
		HOME: join(folder, "user"),
		// Type checking takes 1.7 s, and each test has a new program.
		PULUMI_NODEJS_TRANSPILE_ONLY: "true",
		...options.env,
	});
	return program(cli, stack, directory, env);
}

function program(cli: PulumiCli, stack: HermeticStack, directory: string, env: NodeJS.ProcessEnv): Program {
	const run = (args: readonly string[], options: RunOptions = {}) =>
		runCommand(cli.command, args, { ...options, cwd: directory, env: { ...env, ...options.env } });
	const succeed = async (args: readonly string[], options?: RunOptions) => {
		const result = await run(args, options);
		if (result.exitCode === 0) return result.stdout;
		throw new Error(`pulumi ${args.join(" ")} ended with exit code ${result.exitCode}:\n${result.output}`);
	};
	const started: ChildProcess[] = [];
	return {
		directory,
		env,
		stackName: stack.stackName,
		stateFile: stateFileOf(stack),
		run,
		spawn: (args) => {
			const child = spawnGroup(cli.command, args, { cwd: directory, env });
			started.push(child);
			return child;
		},
		preview: (...args) => run(["preview", ...quiet, ...args]),
		up: (...args) => run(["up", "--yes", "--skip-preview", ...quiet, ...args]),
		refresh: (...args) => run(["refresh", "--yes", "--skip-preview", ...quiet, ...args]),
		destroy: (...args) => run(["destroy", "--yes", "--skip-preview", ...quiet, ...args]),
		config: async (key, value, secret = false) => {
			if (secret) await succeed(["config", "set", "--secret", key], { stdin: value });
			else setPlainValue(stack.settings, key, value);
		},
		outputs: async () => losslessRecord(await succeed(["stack", "output", "--json", "--show-secrets"])),
		state: () => {
			const text = readFileSync(stateFileOf(stack), "utf8");
			return { text, deployment: deploymentIn(text) };
		},
		writeState: (text) => writeFileSync(stateFileOf(stack), text),
		write: (files) => writeFiles(directory, files),
		close: async () => {
			for (const child of started) killGroup(child);
			await killProcessesWith(`PULUMI_HOME=${env.PULUMI_HOME}`);
			rmSync(stack.folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

let cli: Promise<PulumiCli> | undefined;

function installedOnce(): Promise<PulumiCli> {
	cli ??= installedPulumi();
	return cli;
}

function layOutProgram(directory: string, options: ProgramOptions): void {
	if (options.example === undefined) {
		mkdirSync(directory);
		writeFiles(directory, projectFiles(options.files ?? {}));
	} else {
		const example = join(repository, "examples", options.example);
		const isWanted = (path: string) => basename(path) !== "node_modules" && !/^Pulumi\..+\.yaml$/.test(basename(path));
		cpSync(example, directory, { recursive: true, filter: isWanted });
	}
	linkModules(join(directory, "node_modules"));
	writeFiles(directory, options.files ?? {});
}

function projectFiles(files: Readonly<Record<string, string>>): Record<string, string> {
	const isTypeScript = "index.ts" in files;
	return {
		"Pulumi.yaml": isTypeScript
			? "name: program\nruntime: nodejs\n"
			: "name: program\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
		"package.json": JSON.stringify({ name: "program", private: true, main: isTypeScript ? "index.ts" : "index.js" }),
		...(isTypeScript ? { "tsconfig.json": JSON.stringify({ compilerOptions }) } : {}),
	};
}

function linkModules(target: string): void {
	const modules = join(repository, "node_modules");
	mkdirSync(target);
	for (const name of readdirSync(modules)) {
		if (!name.startsWith(".") && name !== "pulumi-aiccs") symlinkSync(join(modules, name), join(target, name));
	}
	symlinkSync(repository, join(target, "pulumi-aiccs"));
}

export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
	for (const [name, text] of Object.entries(files)) {
		const path = join(directory, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}
}

function losslessRecord(text: string): Record<string, unknown> {
	const value = parse(text, undefined, (digits) => (String(Number(digits)) === digits ? Number(digits) : digits));
	if (!isRecord(value)) throw new Error(`Not a JSON object: ${text}`);
	return value;
}

function deploymentIn(text: string): Deployment {
	const { checkpoint } = losslessRecord(text);
	if (!isRecord(checkpoint))
		throw new Error(`The state contains no checkpoint:
${text}`);
	return isRecord(checkpoint.latest) ? checkpoint.latest : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
