import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PulumiCli } from "./find-pulumi";

export interface HermeticStack {
	/** Everything that Pulumi and the provider write goes here. */
	readonly folder: string;
	readonly project: string;
	readonly stackName: string;
	/** The stack's settings file. */
	readonly settings: string;
}

export interface Account {
	readonly url: string;
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
}

const passphrase = "pulumi-aiccs";

/** Writes an empty stack on its own file backend. `pulumi stack init` takes half a second for the same two files. */
export function layOutStack(stack: HermeticStack, config: Readonly<Record<string, string>>): void {
	mkdirSync(dirname(stateFileOf(stack)), { recursive: true });
	mkdirSync(join(stack.folder, "home"), { recursive: true });
	writeFileSync(join(backendOf(stack), ".pulumi", "meta.yaml"), "version: 1\n");
	const checkpoint = { stack: `organization/${stack.project}/${stack.stackName}`, latest: null };
	writeFileSync(stateFileOf(stack), JSON.stringify({ version: 3, checkpoint }));
	const settings = Object.entries(config).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
	writeFileSync(stack.settings, ["config:\n", ...settings].join(""));
}

/** The variables that make a child process use this stack, and not the user's own login and stacks. */
export function stackVariables(stack: HermeticStack, cli: PulumiCli, account?: Account): Record<string, string> {
	const loopback = [process.env.no_proxy ?? process.env.NO_PROXY ?? "", "127.0.0.1", "localhost"];
	const noProxy = loopback.filter((host) => host !== "").join(",");
	return {
		PATH: [...cli.folders, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
		// A command that is killed while it writes the metadata leaves an empty file, and no later command can read the state.
		PULUMI_BACKEND_URL: `${pathToFileURL(backendOf(stack)).href}?metadata=skip`,
		PULUMI_CONFIG_PASSPHRASE: passphrase,
		PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
		PULUMI_HOME: join(stack.folder, "home"),
		PULUMI_SKIP_UPDATE_CHECK: "true",
		PULUMI_STACK: stack.stackName,
		XDG_STATE_HOME: join(stack.folder, "state"),
		NO_PROXY: noProxy,
		no_proxy: noProxy,
		...(account === undefined
			? {}
			: {
					ALIBABA_CLOUD_ACCESS_KEY_ID: account.accessKeyId,
					ALIBABA_CLOUD_ACCESS_KEY_SECRET: account.accessKeySecret,
				}),
	};
}

/** The variables of the user's shell that would make Pulumi or the provider use the user's own accounts. */
export function strayVariables(env: NodeJS.ProcessEnv): string[] {
	return Object.keys(env).filter((name) => /^(PULUMI|ALIBABA_?CLOUD|ALICLOUD|ALIYUN|AICCS)_(?!AICCS_)/.test(name));
}

export function hermeticEnvironment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
	const env = { ...process.env };
	for (const name of strayVariables(env)) delete env[name];
	return { ...env, ...variables };
}

export function projectName(folder: string): string {
	const file = join(folder, "Pulumi.yaml");
	const name = /^name:\s*["']?([\w.-]+)/m.exec(readFileSync(file, "utf8"))?.[1];
	if (name === undefined) throw new Error(`${file} has no project name. Add a line "name: ..." to it.`);
	return name;
}

export function stateFileOf(stack: HermeticStack): string {
	return join(backendOf(stack), ".pulumi", "stacks", stack.project, `${stack.stackName}.json`);
}

function backendOf(stack: HermeticStack): string {
	return join(stack.folder, "backend");
}

/** Does what `pulumi config set` does for a plain value, without the half second that the command takes. */
export function setPlainValue(file: string, key: string, value: string): void {
	const lines = withoutKey(readFileSync(file, "utf8").split("\n"), key);
	const start = lines.findIndex((line) => line.startsWith("config:"));
	const entry = `  ${key}: ${JSON.stringify(value)}`;
	if (start === -1) lines.unshift("config:", entry);
	else lines.splice(start, 1, "config:", entry);
	writeFileSync(file, lines.join("\n"));
}

function withoutKey(lines: readonly string[], key: string): string[] {
	let isInside = false;
	return lines.filter((line) => {
		if (/^ {2}\S/.test(line)) isInside = line.startsWith(`  ${key}:`);
		else if (!line.startsWith("   ")) isInside = false;
		return !isInside;
	});
}
