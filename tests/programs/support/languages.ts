import { resolve } from "node:path";
import { stringify } from "yaml";
import { ensureHost, type HostName } from "../../../tools/pulumi/hosts";
import { say } from "../../../tools/setup/terminal";

/** The folder of the executable that starts the plugin. */
export const plugin = resolve(__dirname, "..", "..", "..", "plugin");

/** The folders with which the CLI runs programs in a language: that of its host and that of the plugin. */
export async function pathOf(language: Exclude<HostName, "gensdk">): Promise<string[]> {
	return [plugin, await ensureHost(language, say)];
}

/** A definition that nothing is wrong with. */
const definition = {
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [
		{ startTime: "09:00:00", endTime: "12:00:00" },
		{ startTime: "14:00:00", endTime: "18:00:00" },
	],
};

interface YamlResource {
	readonly type: string;
	readonly properties: object;
	readonly options?: object;
}

/** A task of a YAML program. */
export function task(properties: object, options: object = {}): YamlResource {
	return { type: "aiccs:AiCallTask", properties: { ...definition, ...properties }, options };
}

/** A list of people of a YAML program, from files of its folder. */
export function list(taskId: string, file: string, properties: object = {}): YamlResource {
	return { type: "aiccs:CalleeList", properties: { taskId, source: { "fn::fileAsset": file }, ...properties } };
}

/** The file of a YAML program with these resources. */
export function yaml(resources: Readonly<Record<string, unknown>>, more: object = {}): Record<string, string> {
	return {
		"Pulumi.yaml": stringify(
			{ name: "program", runtime: "yaml", resources, ...more },
			{ aliasDuplicateObjects: false },
		),
	};
}

/** A reference of a YAML program. */
export function ref(what: string): string {
	return `\${${what}}`;
}

/** A log without the lines in which the engine itself shows every value that it passes on, secret or not. */
export function withoutEngineTraffic(output: string): string {
	return output.replaceAll(/^.*arshaling property for RPC.*$/gm, "");
}
