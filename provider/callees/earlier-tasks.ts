import type { Context } from "../run/context";
import { isRefusal } from "../service/api-error";
import { taskStatus } from "./bring-in-line";
import type { Roster } from "./roster";
import { TaskRecord } from "./task-record";
import { cancelBatch } from "./withdraw";

/** A task that had the list before. */
interface EarlierTask {
	readonly taskId: string;
	/** The batches of the list in it; only known of the last one. */
	readonly batches: readonly string[];
}

/** Cancels who still waits in a task that no longer has the list. */
export async function leaveTask(context: Context, { taskId, batches }: EarlierTask): Promise<void> {
	for (const batchId of batches) await cancelBatch(context, taskId, batchId);
}

/**
 * By row of the roster: 1 for a person whom one of the tasks has called, or is going to call. Who waits in the task that
 * the list is about to leave is going to be withdrawn.
 */
export async function calledIn(
	context: Context,
	taskIds: readonly string[],
	roster: Roster,
	leaving?: string,
): Promise<Uint8Array> {
	const called = new Uint8Array(taskIds.length === 0 ? 0 : roster.size);
	for (const taskId of taskIds) {
		const record = await recordOf(context, taskId, roster);
		if (record === undefined) continue;
		const row = await context.account.freshRowOf(taskId);
		const calls = taskId !== leaving && row?.Status !== taskStatus.stopped && row?.Status !== taskStatus.failed;
		for (let one = 0; one < roster.size; one++) {
			const fate = record.fateOf(one);
			if (fate === "called" || fate === "retrying" || (fate === "waiting" && calls)) called[one] = 1;
		}
	}
	return called;
}

async function recordOf(context: Context, taskId: string, roster: Roster): Promise<TaskRecord | undefined> {
	try {
		return await TaskRecord.read(context, taskId, roster, new Set());
	} catch (error) {
		if (!isRefusal(error) || /^(Forbidden|NoPermission)|DENY/.test(error.code)) throw error;
		context.log(
			`Task ${taskId} had the list before and cannot be read: whom it has called is not known. ${error.message}`,
		);
		return undefined;
	}
}
