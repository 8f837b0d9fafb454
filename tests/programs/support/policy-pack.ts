import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Program, writeFiles } from "../../../tools/pulumi/program";
import type { CommandResult } from "../../../tools/setup/command";

const example = resolve(__dirname, "..", "..", "..", "examples", "policies");

export interface PolicyPack {
	/** Runs a command of the program with the pack, and with this configuration or file of the pack. */
	run(command: "preview" | "up", config?: object | string): Promise<CommandResult>;
}

/**
 * A policy pack beside a program: the example's, or of these files. The language host that can be built here starts no
 * packs, but the CLI takes an executable as a pack: this one runs what the host of users runs.
 */
export function layOutPolicyPack(program: Program, files?: Readonly<Record<string, string>>): PolicyPack {
	const folder = join(program.directory, "policies");
	mkdirSync(folder);
	if (files === undefined) cpSync(example, folder, { recursive: true, filter: (path) => !/node_modules/.test(path) });
	const executable = join(folder, "pulumi-analyzer-pack");
	const host = join(program.directory, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
	const start = `#!/bin/sh\ncd "$(dirname "$0")" && exec node "${host}" "$1" "$PWD"\n`;
	writeFiles(folder, { ...files, "pulumi-analyzer-pack": start });
	chmodSync(executable, 0o755);
	return {
		run: (command, config) => {
			if (typeof config === "object") writeFiles(folder, { "config.json": JSON.stringify(config) });
			const file = join(folder, typeof config === "string" ? config : "config.json");
			const configured = config === undefined ? [] : ["--policy-pack-config", file];
			return program[command]("--policy-pack", executable, ...configured);
		},
	};
}
