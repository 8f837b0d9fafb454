import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { Context } from "../run/context";
import { borrowedRegions, Configuration, credentialPlaces } from "../service/configuration";
import { ConfigurationError, UnknownAccount } from "../service/configuration-error";
import { openContext } from "../shells/context";
import { InputError } from "./input-error";
import { runPulumi } from "./pulumi";
import type { Terminal } from "./terminal";

/** Where a command finds the account: keys on the command line, a stack's configuration, and the environment. */
export interface AccountOptions {
	/** `aiccs:key=value`, as `pulumi config set` takes them. They override the stack's. */
	readonly config?: readonly string[] | undefined;
	/** The stack whose configuration is used. */
	readonly stack?: string | undefined;
	/** The name of one of its accounts; by default, the stack's own. */
	readonly account?: string | undefined;
	/** The folder of its project; the current one by default. */
	readonly cwd?: string | undefined;
}

/** The keys of this package and those that it borrows, with their values. */
export type StackConfiguration = ReadonlyMap<string, string>;

export interface Account {
	readonly context: Context;
	readonly configuration: StackConfiguration;
}

/** Opens the account for queries, with the keys and the credentials that a program of the same stack would have. */
export async function openAccount(terminal: Terminal, options: AccountOptions): Promise<Account> {
	const given = (options.config ?? []).map(entryIn);
	const configuration = new Map([...(await stackConfiguration(terminal, options)), ...given]);
	const context = openContext({
		get: (key) => configuration.get(key),
		engineIsGone: () => false,
		isInterrupted: () => false,
		upgrade: () => [],
		log: (line) => terminal.tell(line),
	}).of(options.account);
	try {
		context.settings();
	} catch (error) {
		if (error instanceof UnknownAccount) throw new InputError(`--account ${error.problem} ${error.fix}`);
		throw error instanceof ConfigurationError ? new InputError(error.message) : error;
	}
	return { context, configuration };
}

const borrowed = [...credentialPlaces.flatMap((names) => Object.values(names)), ...borrowedRegions];
const keys = new Set([...Configuration.keyof().options.map((key) => `aiccs:${key}`), ...borrowed.filter(isKey)]);

function isKey(name: string): boolean {
	return name.includes(":");
}

function entryIn(text: string): readonly [string, string] {
	const [, key = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
	if (keys.has(key)) return [key, value];
	throw new InputError(
		`--config takes a key of the configuration and its value, such as aiccs:region=cn-hangzhou. The keys are ${[...keys].join(", ")}.`,
	);
}

const Values = z.record(z.string(), z.object({ value: z.string().optional() }));

async function stackConfiguration(
	terminal: Terminal,
	{ stack, cwd = "." }: AccountOptions,
): Promise<StackConfiguration> {
	if (stack === undefined) return new Map();
	const folder = resolve(terminal.cwd, cwd);
	if (!existsSync(folder)) throw new InputError(`--cwd ${cwd} does not exist.`);
	const args = ["config", "--json", "--show-secrets", "--stack", stack];
	const { exitCode, stdout, stderr } = await runPulumi(args, { cwd: folder, env: terminal.env });
	if (exitCode !== 0) {
		throw new InputError(
			`The configuration of stack ${stack} cannot be read in ${folder}. Pulumi says: ${stderr.trim()}`,
		);
	}
	const values = Object.entries(Values.parse(JSON.parse(stdout)));
	return new Map(values.flatMap(([key, { value }]) => (keys.has(key) && value !== undefined ? [[key, value]] : [])));
}
