import type { Checked } from "../definition/values";
import type { Context } from "../run/context";
import type { Diff } from "../run/resource";
import { listDefinition } from "./definition";
import type { CalleeList } from "./model";
import { ownerOf, settleBatches, settleEarlierTasks, tasksOfKilledRuns } from "./recovery";
import type { ListState } from "./state";

/** Whether the list needs an update. It is never replaced: only the state knows which tasks have called its people. */
export function diffList(
	context: Context,
	listId: string,
	olds: ListState,
	news: Checked<CalleeList>,
): Diff<CalleeList> {
	settleBatches(context, olds.batches);
	settleEarlierTasks(context, ownerOf(context, listId));
	const { changed } = listDefinition.difference(olds.definition, news);
	const wasKilled = tasksOfKilledRuns(context, listId).length > 0;
	return { changed: changed.length > 0 || !olds.isComplete || wasKilled, properties: changed, replacing: [] };
}
