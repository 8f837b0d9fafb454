import { placedId } from "../definition/account";
import type { Name } from "../definition/values";
import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";
import type { Updated } from "../run/resource";
import { listDefinition } from "./definition";
import type { CalleeList } from "./model";
import { placedTasks } from "./placed-tasks";
import { tasksOfKilledRuns } from "./recovery";
import { rosterOf } from "./rosters";
import type { ListState } from "./state";
import { synchronize } from "./synchronize";

interface Change {
	readonly owner: OwnerKey;
	readonly id: string;
	readonly olds: ListState;
	readonly news: CalleeList;
}

/** Imports who is new, and withdraws who is gone and still waits. */
export async function updateList(
	context: Context,
	{ owner, id, olds, news }: Change,
	batchSize?: number,
): Promise<Updated<ListState>> {
	const isSettled = olds.isComplete && tasksOfKilledRuns(context, id).length === 0;
	const isUnchanged = isSettled && !(await concernsTheTask(context, olds, news));
	const { batches, definition } = olds;
	const earlierTasks = placedTasks(context, olds.earlierTasks, news.account);
	if (isUnchanged) return { state: { ...olds, definition: news, earlierTasks } };
	const { taskId, account } = definition;
	const before = { task: taskId === undefined ? undefined : placedId(taskId, account), batches, earlierTasks };
	return synchronize(context, { owner, id, list: news, olds: before, batchSize });
}

/** False if the same people are to be called as before: the service is not queried then. */
async function concernsTheTask(
	context: Context,
	{ definition, counts }: ListState,
	news: CalleeList,
): Promise<boolean> {
	const { changed } = listDefinition.difference(definition, news);
	if (listDefinition.areOnlyRecorded(changed)) return false;
	const decisive: readonly Name<CalleeList>[] = ["taskId", "doNotCall"];
	const isMoved = context.of(definition.account) !== context.of(news.account);
	if (isMoved || changed.some((name) => decisive.includes(name))) return true;
	return (await rosterOf(context, news)).fingerprint !== counts?.fingerprint;
}
