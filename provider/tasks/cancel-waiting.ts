import type { Context } from "../run/context";
import { PageSize } from "../run/page-size";
import { isRefusal } from "../service/api-error";
import { cancelAiCallDetails, queryAiCallDetailPage } from "../service/operations";

/** Numbers cancelled between two lines of progress. */
const reportEvery = 1000;

/**
 * Cancels the numbers waiting to be called, page by page; calls in progress continue. Returns false if the service
 * refuses.
 */
export async function cancelWaiting(context: Context, taskId: string): Promise<boolean> {
	const size = new PageSize();
	let cancelled = 0;
	try {
		for (let page = 1; ; ) {
			const waiting = await waitingNumbers(context, { taskId, page, size });
			if (waiting.length === 0) return true;
			const DetailIdList = JSON.stringify(waiting);
			const { SucceedCount } = await context.api.call(cancelAiCallDetails, { TaskId: taskId, DetailIdList });
			// Cancelled numbers leave the list, and the next page moves up.
			if (!SucceedCount) page++;
			const before = cancelled;
			cancelled += SucceedCount ?? 0;
			if (Math.floor(cancelled / reportEvery) > Math.floor(before / reportEvery))
				context.log(`Task ${taskId}: ${cancelled} waiting numbers are cancelled so far.`);
		}
	} catch (error) {
		// A stopped task calls no one, so numbers that cannot be cancelled are only reported.
		if (!isRefusal(error)) throw error;
		context.log(`Task ${taskId}: the waiting numbers could not be cancelled. ${error.message}`);
		return false;
	}
}

interface Page {
	readonly taskId: string;
	readonly page: number;
	readonly size: PageSize;
}

async function waitingNumbers({ api }: Context, { taskId, page, size }: Page): Promise<string[]> {
	const query = { TaskId: taskId, Status: "0", PageNo: String(page) };
	const { List } = await size.request((PageSize) => api.call(queryAiCallDetailPage, { ...query, PageSize }));
	return (List ?? []).map(({ DetailId }) => DetailId);
}
