import { execFile } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { knownValue } from "./known-value";
import { part } from "./part";

const type = /(^|\$)pulumi-nodejs:dynamic\/aiccs:AiCallTask$/;

/** The URN under which the stack's last state holds a task, by the task's id. */
export async function readHolders(declared: Iterable<pulumi.CustomResource>): Promise<ReadonlyMap<string, string>> {
	const stack = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
	if (!(await hasState(stack, declared))) return new Map();
	const { outputs } = await ask("readStackResourceOutputs", { stackName: stack });
	return new Map(
		Object.entries(outputs ?? {}).flatMap(([urn, resource]) => {
			const taskId = part(part(resource, "outputs"), "taskId");
			return typeof taskId === "string" && type.test(String(part(resource, "type"))) ? [[taskId, urn]] : [];
		}),
	);
}

/**
 * Whether the stack was ever deployed: asked for the resources of one that was not, the CLI (3.259.0) crashes. Most
 * stacks show it by an output or by a task that is not being replaced; only for the others the CLI is run once more.
 */
async function hasState(stack: string, declared: Iterable<pulumi.CustomResource>): Promise<boolean> {
	const { outputs } = await ask("readStackOutputs", { name: stack });
	if (Object.keys(outputs ?? {}).length > 0) return true;
	const ids = await Promise.all(Array.from(declared, ({ id }) => knownValue(id)));
	return ids.some((id) => id !== undefined) || exportHasResources(stack);
}

function exportHasResources(stack: string): Promise<boolean> {
	const settings = { maxBuffer: Number.POSITIVE_INFINITY, timeout: 60_000 };
	return new Promise((resolve) => {
		execFile("pulumi", ["stack", "export", "--stack", stack, "--non-interactive"], settings, (_error, stdout) =>
			resolve(/"resources":\s*\[\s*\{/.test(stdout)),
		);
	});
}

function ask(name: string, args: pulumi.Inputs): Promise<Record<string, unknown>> {
	return pulumi.runtime.invoke(`pulumi:pulumi:${name}`, args);
}
