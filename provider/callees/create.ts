import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";
import type { Created } from "../run/resource";
import type { CalleeList } from "./model";
import { takeEarlierTasks } from "./recovery";
import type { ListState } from "./state";
import { synchronize } from "./synchronize";

/** Imports a list, or what an interrupted run has not imported yet. */
export async function createList(
	context: Context,
	owner: OwnerKey,
	list: CalleeList,
	batchSize?: number,
): Promise<Created<ListState>> {
	// A list that is replaced leaves its task before this one is created.
	const earlierTasks = list.callAgain ? [] : takeEarlierTasks(context, owner);
	const olds = { task: undefined, batches: [], earlierTasks };
	const { state, incomplete } = await synchronize(context, { owner, id: owner, list, olds, batchSize });
	return { id: owner, state, ...(incomplete && { incomplete }) };
}
