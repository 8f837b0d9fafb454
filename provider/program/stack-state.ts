import { execFile } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { knownValue, organization } from "./runtime";

/** A resource in the stack's last state, by its id or by its outputs. */
export interface StackResource {
	readonly urn: string;
	readonly id?: unknown;
	readonly outputs?: unknown;
}

/**
 * The resources in the stack's last state, from the command line or, where that fails, from the engine. A call to the
 * engine would make a provider part of the preview and of a plan saved by it, and an update without that call could not
 * carry out that plan. The command line may go when the engine lists resources without a provider.
 */
export async function readStackState(declared: Iterable<pulumi.CustomResource>): Promise<readonly StackResource[]> {
	const stack = `${organization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
	return (await exportedState(stack)) ?? engineState(stack, declared);
}

/** By `pulumi stack export`; `undefined` where that fails. */
async function exportedState(stack: string): Promise<readonly StackResource[] | undefined> {
	const exported = await stackExport(stack);
	if (exported === undefined) return undefined;
	const resources = part(part(exported, "deployment"), "resources");
	const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
	// The stack does not own what a program only reads.
	const own = all.filter((one) => part(one, "external") !== true);
	return own.map((one) => ({ urn: String(part(one, "urn")), id: part(one, "id") }));
}

function stackExport(stack: string): Promise<unknown> {
	const settings = { maxBuffer: Number.POSITIVE_INFINITY, timeout: 60_000 };
	return new Promise((resolve) => {
		execFile("pulumi", ["stack", "export", "--stack", stack, "--non-interactive"], settings, (error, stdout) =>
			resolve(error === null ? parsed(stdout) : undefined),
		);
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * By the engine. It crashes (CLI 3.259.0) when it is asked for the resources of a stack that was never deployed, so it
 * is asked only when the stack has an output, or one of its resources has an id.
 */
async function engineState(
	stack: string,
	declared: Iterable<pulumi.CustomResource>,
): Promise<readonly StackResource[]> {
	const { outputs: stackOutputs } = await ask("readStackOutputs", { name: stack });
	const ids = await Promise.all(Array.from(declared, ({ id }) => knownValue(id)));
	const isDeployed = Object.keys(stackOutputs ?? {}).length > 0 || ids.some((id) => id !== undefined);
	if (!isDeployed) return [];
	const { outputs } = await ask("readStackResourceOutputs", { stackName: stack });
	return Object.entries(outputs ?? {}).map(([urn, one]) => ({ urn, outputs: part(one, "outputs") }));
}

function ask(name: string, args: pulumi.Inputs): Promise<Record<string, unknown>> {
	return pulumi.runtime.invoke(`pulumi:pulumi:${name}`, args);
}
