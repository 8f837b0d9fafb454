import { execFile } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { knownValue } from "./known-value";
import { organization } from "./runtime";

const type = /(^|\$)pulumi-nodejs:dynamic\/aiccs:AiCallTask$/;

type Holders = ReadonlyMap<string, string>;

/**
 * The URN under which the stack's last state holds a task, by the task's id. The command line is asked first: a
 * question to the engine makes a provider part of the preview, and of a plan that the preview saves, which an update
 * that asks nothing cannot carry out. Where the command line is not to be had, the engine is asked.
 */
export async function readHolders(declared: Iterable<pulumi.CustomResource>): Promise<Holders> {
	const stack = `${organization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
	return (await exportedHolders(stack)) ?? engineHolders(stack, declared);
}

/** By `pulumi stack export`; `undefined` where that fails. */
async function exportedHolders(stack: string): Promise<Holders | undefined> {
	const exported = await stackExport(stack);
	if (exported === undefined) return undefined;
	const resources = part(part(exported, "deployment"), "resources");
	const all: unknown[] = Array.isArray(resources) ? resources : [];
	// What a program only reads is not the stack's.
	const own = all.filter((one) => part(one, "external") !== true);
	return holdersOf(own.map((one) => [part(one, "urn"), part(one, "type"), part(one, "id")]));
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
 * is asked for those of a stack that shows an output, or a task that is not being replaced.
 */
async function engineHolders(stack: string, declared: Iterable<pulumi.CustomResource>): Promise<Holders> {
	const { outputs: stackOutputs } = await ask("readStackOutputs", { name: stack });
	const ids = await Promise.all(Array.from(declared, ({ id }) => knownValue(id)));
	const isDeployed = Object.keys(stackOutputs ?? {}).length > 0 || ids.some((id) => id !== undefined);
	if (!isDeployed) return new Map();
	const { outputs } = await ask("readStackResourceOutputs", { stackName: stack });
	const all = Object.entries(outputs ?? {});
	return holdersOf(all.map(([urn, one]) => [urn, part(one, "type"), part(part(one, "outputs"), "taskId")]));
}

function ask(name: string, args: pulumi.Inputs): Promise<Record<string, unknown>> {
	return pulumi.runtime.invoke(`pulumi:pulumi:${name}`, args);
}

function holdersOf(resources: readonly (readonly [urn: unknown, type: unknown, taskId: unknown])[]): Holders {
	const holders = new Map<string, string>();
	for (const [urn, itsType, taskId] of resources) {
		const isTask = typeof itsType === "string" && type.test(itsType);
		if (isTask && typeof urn === "string" && typeof taskId === "string") holders.set(taskId, urn);
	}
	return holders;
}
