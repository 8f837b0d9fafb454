import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
	readonly stateBytes: number;
	readonly lineBytes: number;
}

/** What the file backend keeps for each task of a stack, without the file's indentation. */
export function stateSize(env: NodeJS.ProcessEnv): StateSize {
	const file = join(fileURLToPath(env.PULUMI_BACKEND_URL ?? ""), ".pulumi", "stacks", "program", "dev.json");
	const { resources } = Checkpoint.parse(JSON.parse(readFileSync(file, "utf8"))).checkpoint.latest;
	const tasks = resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"));
	const [first] = tasks;
	if (first === undefined) throw new Error("The state holds no task.");
	return {
		stateBytes: tasks.reduce((sum, task) => sum + bytesOf(task), 0) / tasks.length,
		lineBytes: bytesOf({ __provider: first.inputs?.__provider }) - "{}".length,
	};
}

function bytesOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value));
}
