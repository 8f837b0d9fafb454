import type { Context } from "../run/context";
import { lagPauses, poll } from "../run/poll";
import type { Read } from "../run/resource";
import type { TaskRow } from "../service/operations";
import { numbersLine, taskOfListGone } from "./drift";
import type { CalleeList } from "./model";
import { ListProgress } from "./progress";
import { settleBatches } from "./recovery";
import type { ListState } from "./state";

/** The list with what its task has done. A list whose task is gone is gone. */
export async function readList(context: Context, olds: ListState): Promise<Read<CalleeList, ListState> | undefined> {
	const { taskId } = olds.definition;
	if (taskId === undefined) throw new Error("A callee list cannot be read by its id: the service has no lists.");
	settleBatches(context, olds.batches);
	const { account } = context;
	const row = (await account.rowOf(taskId)) ?? (await poll(context, lagPauses, () => account.freshRowOf(taskId)));
	if (row === undefined) {
		context.log(taskOfListGone(taskId));
		return undefined;
	}
	const line = numbersLine(taskId, olds, row.TotalCount ?? undefined);
	if (line !== undefined) context.log(line);
	return { definition: olds.definition, drifted: false, state: { ...olds, progress: progressOf(row) } };
}

function progressOf({ TotalCount, SucceedCount, FailedCount, CallingCount }: TaskRow): ListProgress {
	const counts = {
		totalCount: TotalCount,
		callingCount: CallingCount,
		succeedCount: SucceedCount,
		failedCount: FailedCount,
	};
	const shown = Object.entries(counts).filter(([, value]) => typeof value === "number");
	const isWhole = shown.length === Object.keys(counts).length;
	const waitingCount = (TotalCount ?? 0) - (SucceedCount ?? 0) - (FailedCount ?? 0) - (CallingCount ?? 0);
	return ListProgress.parse({ ...Object.fromEntries(shown), ...(isWhole && { waitingCount }) });
}
