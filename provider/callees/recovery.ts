import { z } from "zod";
import type { Context } from "../run/context";
import { recordsOf } from "../run/records";

const Batch = z.object({ inTask: z.string() });

/** Batches that were imported before the engine learned of them, by their id. */
const batches = recordsOf<string, z.output<typeof Batch>>("batch", Batch);

type Means = Pick<Context, "journal">;

export function recordBatch(means: Means, inTask: string, batchId: string): void {
	batches.record(means, batchId, { inTask });
}

/** The batches of a task that a run imported and the state may not know. */
export function unknownBatches(means: Means, taskId: string): string[] {
	return batches.keys(means).filter((batchId) => batches.get(means, batchId)?.inTask === taskId);
}

/** Settles batches that the engine has in its state, or that are cancelled. */
export function settleBatches(means: Means, known: readonly string[]): void {
	const open = new Set(batches.keys(means));
	for (const batchId of known) if (open.has(batchId)) batches.settle(means, batchId);
}

const Moved = z.object({ at: z.number(), tasks: z.array(z.string()) });

/** The owner of a list, which differs from the list's id once the list has another name. */
export function ownerOf({ claims }: Pick<Context, "claims">, listId: string): string {
	return claims.ownerOf(listId) ?? listId;
}

/** The tasks of a deleted list, by its owner: it may be about to be created again, for another task. */
const moved = recordsOf<string, z.output<typeof Moved>>("list", Moved);

/** Milliseconds for which the next creation belongs to the deletion before it. */
const replacementTime = 3_600_000;

export function recordEarlierTasks(means: Pick<Context, "journal" | "now">, owner: string, tasks: readonly string[]) {
	moved.record(means, owner, { at: means.now(), tasks: [...tasks] });
}

/** The tasks of a list with this owner that was deleted to be replaced, a moment ago or in an interrupted run. */
export function earlierTasksOf(means: Pick<Context, "journal" | "now">, owner: string): readonly string[] {
	const found = moved.get(means, owner);
	return found !== undefined && means.now() - found.at < replacementTime ? found.tasks : [];
}

export function settleEarlierTasks(means: Means, owner: string): void {
	moved.settle(means, owner);
}
