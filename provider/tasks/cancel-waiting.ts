import type { Context } from "../run/context";
import { PageSize } from "../run/page-size";
import { isRefusal } from "../service/api-error";
import { cancelAiCallDetails, queryAiCallDetailPage } from "../service/operations";

/** A line is worth it each time that so many numbers are cancelled. */
const worthALine = 1000;

/**
 * Cancels the numbers that wait to be called, page by page; calls in progress end by themselves.
 * Answers whether that was possible.
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
			// What is cancelled no longer waits, and the next page moves up.
			if (!SucceedCount) page++;
			const before = cancelled;
			cancelled += SucceedCount ?? 0;
			if (Math.floor(cancelled / worthALine) > Math.floor(before / worthALine))
				context.log(`Task ${taskId}: ${cancelled} numbers are cancelled, more are waiting.`);
		}
	} catch (error) {
		// A stopped task calls nobody: what cannot be cancelled is said, and stands in nobody's way.
		if (!isRefusal(error)) throw error;
		context.log(`Task ${taskId}: the numbers still waiting could not be cancelled. ${error.message}`);
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
	const { List } = await size.ask((PageSize) => api.call(queryAiCallDetailPage, { ...query, PageSize }));
	return (List ?? []).map(({ DetailId }) => DetailId);
}
