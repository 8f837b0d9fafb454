import { partsOf } from "../definition/account";
import type { Context } from "../run/context";
import { statusOf } from "../run/task-status";
import { isForbidden, isRefusal } from "../service/api-error";
import type { ListTask } from "./recovery";
import type { Roster } from "./roster";
import { TaskRecord } from "./task-record";
import { cancelBatch } from "./withdraw";

/** Cancels who still waits in a task that no longer has the list. */
export async function leaveTask(context: Context, task: ListTask, roster: Roster): Promise<void> {
	const record = await recordOf(context, task, roster);
	for (const batchId of record?.pendingBatches() ?? []) await cancelBatch(context, task.taskId, batchId);
}

/**
 * By row of the roster: 1 for a person whom one of the tasks has called, or is going to call. Who waits in the task that
 * the list is about to leave is going to be withdrawn. Each task is read in its account.
 */
export async function calledIn(
	context: Context,
	tasks: readonly string[],
	roster: Roster,
	leaving?: string,
): Promise<Uint8Array> {
	const called = new Uint8Array(tasks.length === 0 ? 0 : roster.size);
	for (const task of tasks) {
		const { id: taskId, account } = partsOf(task);
		const place = context.of(account);
		const record = await recordOf(place, { taskId, batches: [] }, roster);
		if (record === undefined) continue;
		const status = statusOf((await place.account.freshRowOf(taskId))?.Status);
		const calls = task !== leaving && status !== "STOPPED" && status !== "FAILED";
		for (let one = 0; one < roster.size; one++) {
			const fate = record.fateOf(one);
			if (fate === "called" || fate === "retrying" || (fate === "waiting" && calls)) called[one] = 1;
		}
	}
	return called;
}

async function recordOf(context: Context, task: ListTask, roster: Roster): Promise<TaskRecord | undefined> {
	try {
		return await TaskRecord.read(context, task, roster, true);
	} catch (error) {
		if (!isRefusal(error) || isForbidden(error)) throw error;
		const line = `Task ${task.taskId} had the list before and cannot be read, so it is not known whom it has called.`;
		context.log(`${line} ${error.message}`);
		return undefined;
	}
}
