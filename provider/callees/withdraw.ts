import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import { isForbidden, isRefusal } from "../service/api-error";
import { cancelAiCallDetails } from "../service/operations";

/** Numbers in one request. The query by ids takes at most 100, and no limit is published here. */
const perRequest = 100;

/** Cancels numbers that wait to be called. Returns how many were cancelled: the others are being called, or were. */
export async function cancelNumbers(context: Context, taskId: string, detailIds: readonly string[]): Promise<number> {
	let cancelled = 0;
	for (let from = 0; from < detailIds.length; from += perRequest) {
		assertEngineAlive(context);
		const DetailIdList = JSON.stringify(detailIds.slice(from, from + perRequest));
		cancelled += (await cancel(context, { TaskId: taskId, DetailIdList })).succeeded;
	}
	return cancelled;
}

/** How many numbers were cancelled, and how many could not be: they are being called, or were, or were cancelled before. */
export interface Cancellation {
	readonly succeeded: number;
	readonly failed: number;
}

/** Cancels the numbers of a batch that wait to be called. */
export async function cancelBatch(context: Context, taskId: string, batchId: string): Promise<Cancellation> {
	return cancel(context, { TaskId: taskId, BatchId: batchId });
}

async function cancel(context: Context, query: Readonly<Record<string, string>>): Promise<Cancellation> {
	try {
		const { SucceedCount, FailedCount } = await context.api.call(cancelAiCallDetails, query);
		return { succeeded: SucceedCount ?? 0, failed: FailedCount ?? 0 };
	} catch (error) {
		// Of numbers that can no longer be cancelled, the service may refuse all.
		if (!isRefusal(error) || isForbidden(error)) throw error;
		return { succeeded: 0, failed: 0 };
	}
}
