import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { gte, valid } from "semver";
import { runCommand } from "../setup/command";
import { oldestPulumiVersion, pulumiVersion } from "./versions";

export interface PulumiCli {
	readonly command: string;
	readonly version: string;
	/** Where the CLI, its language host and the dynamic provider's launcher lie; children get these first on PATH. */
	readonly folders: readonly string[];
}

export interface Place {
	readonly name: string;
	readonly answer: string;
}

export type Found = { readonly cli: PulumiCli } | { readonly places: readonly Place[] };

export const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

export function pulumiRoot(env: NodeJS.ProcessEnv = process.env): string {
	return env.PULUMI_AICCS_CLI_ROOT ?? join(env.HOME ?? homedir(), ".pulumi", "versions", pulumiVersion);
}

/** Looks only where nothing has to be fetched: PATH, then the folder of installed versions. */
export async function findPulumi(env: NodeJS.ProcessEnv = process.env): Promise<Found> {
	const places: Place[] = [];
	const onPath = executableOn(pathFolders(env), "pulumi");
	if (onPath === undefined) {
		places.push({ name: "pulumi on PATH", answer: "there is none" });
	} else {
		const answer = await examine(onPath, pathFolders(env), env);
		if (typeof answer !== "string") return { cli: answer };
		places.push({ name: "pulumi on PATH", answer });
	}
	const inRoot = await findInRoot(pulumiRoot(env), env);
	return typeof inRoot === "string"
		? { places: [...places, { name: pulumiRoot(env), answer: inRoot }] }
		: { cli: inRoot };
}

/** The pinned version in `root`, or the reason why it does not count. */
export async function findInRoot(root: string, env: NodeJS.ProcessEnv = process.env): Promise<PulumiCli | string> {
	const command = executableOn([join(root, "bin")], "pulumi");
	if (command === undefined) return "holds no bin/pulumi";
	const answer = await examine(command, [], env);
	if (typeof answer === "string" || answer.version === pulumiVersion) return answer;
	return `holds version ${answer.version} instead of ${pulumiVersion}`;
}

async function examine(command: string, otherFolders: string[], env: NodeJS.ProcessEnv): Promise<PulumiCli | string> {
	const version = await versionOf(command, env);
	if (valid(version) === null) return `${command} did not tell its version: ${version}`;
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
		const asked = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeoutSeconds: 30 };
		const { stdout, output } = await runCommand(command, ["version"], asked);
		return stdout.trim().replace(/^v/, "") || output.trim();
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function pathFolders(env: NodeJS.ProcessEnv): string[] {
	return (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
}

function executableOn(folders: readonly string[], name: string): string | undefined {
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
