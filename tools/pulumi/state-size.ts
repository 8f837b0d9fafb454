import { readFileSync } from "node:fs";
import { z } from "zod";

const Checkpoint = z.object({
	checkpoint: z.object({
		latest: z.object({
			resources: z.array(
				z.looseObject({
					type: z.string(),
					inputs: z.looseObject({ __provider: z.string().optional() }).optional(),
				}),
			),
		}),
	}),
});

export interface StateSize {
	/** For each task, on average. */
	readonly stateBytes: number;
	/** The provider line with its key, once. */
	readonly lineBytes: number;
}

/** The size of a stack's tasks in the state file, without its indentation. */
export function stateSize(stateFile: string): StateSize {
	const { resources } = Checkpoint.parse(JSON.parse(readFileSync(stateFile, "utf8"))).checkpoint.latest;
	const tasks = resources.filter(({ type }) => /^(pulumi-nodejs:dynamic\/|(aiccs|noops):index:)/.test(type));
	const [first] = tasks;
	if (first === undefined) throw new Error("The state contains no task.");
	return {
		stateBytes: tasks.reduce((sum, task) => sum + bytesOf(task), 0) / tasks.length,
		lineBytes: bytesOf({ __provider: first.inputs?.__provider }) - "{}".length,
	};
}

function bytesOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value));
}
