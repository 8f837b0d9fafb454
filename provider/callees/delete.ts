import { resourceLabel } from "../definition/resource-label";
import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import { placeOf } from "./declare";
import { recordEarlierTasks, settleBatches, unknownBatches } from "./recovery";
import type { ListState } from "./state";
import { cancelBatch } from "./withdraw";

/** Withdraws who waits to be called, or leaves them, as `onDestroy` says. */
export async function deleteList(context: Context, listId: string, state: ListState): Promise<void> {
	const { taskId = "", onDestroy } = state.definition;
	const newOwner = context.claims.holderOfPlace(placeOf(taskId));
	if (newOwner !== undefined) {
		context.log(`The callees of task ${taskId} are left as they are: they now belong to ${resourceLabel(newOwner)}.`);
		return;
	}
	recordEarlierTasks(context, listId, [...state.earlierTasks, taskId]);
	if (onDestroy === "leave") {
		context.log(`The callees of task ${taskId} stay in it and are called (onDestroy: "leave").`);
		return;
	}
	const batches = new Set([...state.batches, ...unknownBatches(context, taskId)]);
	let withdrawn = 0;
	let others = 0;
	for (const batchId of batches) {
		assertEngineAlive(context);
		const { succeeded, failed } = await cancelBatch(context, taskId, batchId);
		withdrawn += succeeded;
		others += failed;
	}
	settleBatches(context, [...batches]);
	context.log(
		`Task ${taskId}: ${withdrawn} people who waited are withdrawn; ${others} had been called, or were withdrawn before.`,
	);
}
