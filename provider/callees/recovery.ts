import { z } from "zod";
import { partsOf } from "../definition/account";
import type { Context } from "../run/context";
import { OwnerKey } from "../run/owner";
import { recordsOf } from "../run/records";

const Batch = z.object({ inTask: z.string() });

/** Batches that were imported before the engine learned of them, by their id. */
const batches = recordsOf<string, z.output<typeof Batch>>("batch", Batch);

type Means = Pick<Context, "journal">;

export function recordBatch(means: Means, inTask: string, batchId: string): void {
	batches.record(means, batchId, { inTask });
}

/** A task of a list. */
export interface ListTask {
	readonly taskId: string;
	/** The batches that the list has imported into it, by the state. */
	readonly batches: readonly string[];
}

/** The batches that a list has imported into a task, by the state, or by an earlier run of which the state may not know. */
export function knownBatches(means: Means, task: ListTask): ReadonlySet<string> {
	const recorded = batches.keys(means).filter((batchId) => batches.get(means, batchId)?.inTask === task.taskId);
	return new Set([...task.batches, ...recorded]);
}

/** Settles batches that the engine has in its state, or that are cancelled. */
export function settleBatches(means: Means, known: readonly string[]): void {
	const open = new Set(batches.keys(means));
	for (const batchId of known) if (open.has(batchId)) batches.settle(means, batchId);
}

type ListMeans = Pick<Context, "of">;

/** A list is in the program and not in an account: its records are where those of the stack are. */
function ofLists({ of }: ListMeans): Means {
	return of(undefined);
}

const Run = z.object({ tasks: z.array(z.string()) });

/** Runs that import or withdraw people, by the list's id: until they end, the state does not know what they have done. */
const runs = recordsOf<string, z.output<typeof Run>>("run", Run);

export function recordRun(means: ListMeans, listId: string, task: string): void {
	runs.record(ofLists(means), listId, { tasks: [...new Set([...tasksOfKilledRuns(means, listId), task])] });
}

/** The tasks on which runs of a list were killed, each with its account. */
export function tasksOfKilledRuns(means: ListMeans, listId: string): readonly string[] {
	return runs.get(ofLists(means), listId)?.tasks ?? [];
}

/** Settles the runs of a list, unless the engine has ended and does not know of the last one. */
export function settleRuns(means: Pick<Context, "of" | "engineIsGone">, listId: string): void {
	if (!means.engineIsGone()) runs.settle(ofLists(means), listId);
}

const Moved = z.object({ at: z.number(), tasks: z.array(z.string()) });

/** The owner of a list, which differs from the list's id once the list has another name. */
export function ownerOf({ claims }: Pick<Context, "claims">, listId: string): OwnerKey {
	return claims.ownerOf(listId) ?? OwnerKey.parse(listId);
}

/** The tasks of a deleted list, by its owner: it may be about to be created again, for another task. */
const moved = recordsOf<OwnerKey, z.output<typeof Moved>>("list", Moved);

/** Milliseconds for which the next creation belongs to the deletion before it. */
const replacementTime = 3_600_000;

type MovedMeans = Pick<Context, "of" | "now" | "claims">;

export function recordEarlierTasks(means: MovedMeans, owner: OwnerKey, tasks: readonly string[]): void {
	moved.record(ofLists(means), owner, { at: means.now(), tasks: [...tasks] });
	means.claims.recordDeleted(owner);
}

/** The tasks, each with its account, of a list with this owner that was deleted to be replaced, a moment ago or in an interrupted run. */
export function earlierTasksOf(means: MovedMeans, owner: OwnerKey): readonly string[] {
	const found = moved.get(ofLists(means), owner);
	return found !== undefined && means.now() - found.at < replacementTime ? found.tasks : [];
}

/** The same for the list that is created now: it may have had another name when it was deleted. */
export function takeEarlierTasks(means: MovedMeans, owner: OwnerKey): readonly string[] {
	const own = earlierTasksOf(means, owner);
	if (own.length > 0) return own;
	const tasks = means.claims
		.deletedUndeclared()
		.map((former) => earlierTasksOf(means, former))
		.filter((its) => mayHaveBelonged(means, owner, its))
		.flat();
	// The next run looks for them under the new name.
	if (tasks.length > 0) moved.record(ofLists(means), owner, { at: means.now(), tasks });
	return tasks;
}

/** False if the last of a list's tasks belongs to another resource than the one that declares the task of this list. */
function mayHaveBelonged({ of, claims }: MovedMeans, owner: OwnerKey, tasks: readonly string[]): boolean {
	const { id, account } = partsOf(tasks.at(-1) ?? "");
	const task = of(account).claims.ownerOf(id);
	const { belongsTo } = claims.declaredInputs(owner) ?? {};
	return task === undefined || belongsTo === undefined || task === belongsTo;
}

export function settleEarlierTasks(means: ListMeans, owner: OwnerKey): void {
	moved.settle(ofLists(means), owner);
}
