import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { gte, valid } from "semver";
import { runCommand } from "../setup/command";
import { oldestPulumiVersion, pulumiVersion } from "./versions";

export interface PulumiCli {
	readonly command: string;
	readonly version: string;
	/** The folders of the CLI, its language host and the dynamic provider's launcher. Child processes get them first on PATH. */
	readonly folders: readonly string[];
}

/** A place without a usable CLI. */
export interface Rejected {
	readonly place: string;
	readonly reason: string;
}

export type Found = { readonly cli: PulumiCli } | { readonly rejected: readonly Rejected[] };

export const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

export function pulumiRoot(env: NodeJS.ProcessEnv = process.env): string {
	return env.PULUMI_AICCS_CLI_ROOT ?? join(env.HOME ?? homedir(), ".pulumi", "versions", pulumiVersion);
}

/** Searches PATH, then the folder of installed versions; downloads nothing. */
export async function findPulumi(env: NodeJS.ProcessEnv = process.env): Promise<Found> {
	const command = executableOn(pathFolders(env), "pulumi");
	const onPath = command === undefined ? "there is none" : await examine(command, pathFolders(env), env);
	if (typeof onPath !== "string") return { cli: onPath };
	const inRoot = await findInRoot(pulumiRoot(env), env);
	if (typeof inRoot !== "string") return { cli: inRoot };
	return {
		rejected: [
			{ place: "pulumi on PATH", reason: onPath },
			{ place: pulumiRoot(env), reason: inRoot },
		],
	};
}

/** The CLI that findPulumi finds; throws when there is none. */
export async function installedPulumi(): Promise<PulumiCli> {
	const found = await findPulumi();
	if ("cli" in found) return found.cli;
	const reasons = found.rejected.map(({ place, reason }) => `${place}: ${reason}`).join("; ");
	throw new Error(`There is no usable Pulumi CLI (${reasons}). Run "npm test" once to install it.`);
}

/** The pinned version in `root`, or why it cannot be used. */
export async function findInRoot(root: string, env: NodeJS.ProcessEnv = process.env): Promise<PulumiCli | string> {
	const command = executableOn([join(root, "bin")], "pulumi");
	if (command === undefined) return "there is no bin/pulumi in it";
	const cli = await examine(command, [], env);
	if (typeof cli === "string" || cli.version === pulumiVersion) return cli;
	return `it has version ${cli.version} instead of ${pulumiVersion}`;
}

async function examine(command: string, otherFolders: string[], env: NodeJS.ProcessEnv): Promise<PulumiCli | string> {
	const version = await versionOf(command, env);
	if (valid(version) === null) return `"${command} version" printed no version: ${version}`;
	if (!gte(version, oldestPulumiVersion)) {
		return `${command} is version ${version}, older than ${oldestPulumiVersion}`;
	}
	const folders = new Set([dirname(command), dirname(realpathSync(command))]);
	for (const companion of companions) {
		const path = executableOn([...folders, ...otherFolders], companion);
		if (path === undefined) return `${command} has no ${companion} beside it or on PATH`;
		folders.add(dirname(path));
	}
	return { command, version, folders: [...folders] };
}

async function versionOf(command: string, env: NodeJS.ProcessEnv): Promise<string> {
	try {
		const options = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeoutSeconds: 30 };
		const { stdout, output } = await runCommand(command, ["version"], options);
		return stdout.trim().replace(/^v/, "") || output.trim();
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function pathFolders(env: NodeJS.ProcessEnv): string[] {
	return (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
}

export function executableOn(folders: readonly string[], name: string): string | undefined {
	return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
