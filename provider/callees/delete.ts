import { partsOf, placedId } from "../definition/account";
import { counted, withCommas } from "../definition/counted";
import { resourceLabel } from "../definition/resource-label";
import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import { type OwnerUrn, ownerKeyOf } from "../run/owner";
import { placeOf } from "./declare";
import { listDefinition } from "./definition";
import { CalleeList } from "./model";
import { placedTasks } from "./placed-tasks";
import {
	knownBatches,
	type ListTask,
	ownerOf,
	recordBatch,
	recordEarlierTasks,
	settleBatches,
	settleRuns,
	tasksOfKilledRuns,
} from "./recovery";
import { readRoster, rosterOf } from "./rosters";
import type { ListState } from "./state";
import { TaskRecord } from "./task-record";
import { type Cancellation, cancelBatch, cancelNumbers } from "./withdraw";

/** Withdraws who waits to be called, or leaves them, as `onDestroy` says. */
export async function deleteList(context: Context, listId: string, state: ListState): Promise<void> {
	const { taskId = "", account } = state.definition;
	const here = placedId(taskId, account);
	const others = placedTasks(context, tasksOfKilledRuns(context, listId), account).filter((one) => one !== here);
	recordEarlierTasks(context, ownerOf(context, listId), [...state.earlierTasks, ...others, here]);
	await leave(context, listId, state, { taskId, batches: state.batches });
	for (const one of others) {
		const { id, account: its } = partsOf(one);
		await leave(context.of(its), listId, state, { taskId: id, batches: [] });
	}
	settleRuns(context, listId);
}

async function leave(context: Context, listId: string, state: ListState, task: ListTask): Promise<void> {
	const { taskId } = task;
	const newOwner = context.claims.holderOfPlace(placeOf(taskId));
	if (newOwner !== undefined) return leaveTo(context, newOwner, listId, state, task);
	if (state.definition.onDestroy !== "leave") return withdrawAll(context, state, task);
	context.log(`The callees of task ${taskId} stay in it and are called (onDestroy: "leave").`);
}

async function withdrawAll(context: Context, state: ListState, task: ListTask): Promise<void> {
	const { taskId } = task;
	const known = [...knownBatches(context, task)];
	const first = await cancelBatches(context, taskId, known);
	const row = await context.account.freshRowOf(taskId);
	const hasOthers = row !== undefined && (row.TotalCount ?? 0) > first.succeeded + first.failed;
	const found = hasOthers ? await otherBatches(context, state, task) : [];
	const rest = await cancelBatches(context, taskId, found);
	settleBatches(context, known);
	context.log(
		`Task ${taskId}: ${counted(first.succeeded + rest.succeeded, "person", "people")} withdrawn; ${withCommas(first.failed + rest.failed)} had been called, or were withdrawn before.`,
	);
}

/** Leaves the people to the list that has the task now, and withdraws those who are not on it. */
async function leaveTo(
	context: Context,
	newOwner: OwnerUrn,
	listId: string,
	{ definition: { onDestroy } }: ListState,
	task: ListTask,
): Promise<void> {
	const { taskId, batches } = task;
	const label = resourceLabel(newOwner);
	context.log(`The callees of task ${taskId} are left as they are: they now belong to ${label}.`);
	const owner = ownerKeyOf(newOwner);
	if (owner === ownerOf(context, listId)) {
		// The list itself is about to be created again, and withdraws who is no longer on it.
		for (const batchId of batches) recordBatch(context, taskId, batchId);
		return;
	}
	const { inputs } = context.claims.declaredInputs(owner) ?? {};
	if (inputs === undefined || onDestroy === "leave") return;
	const roster = await rosterOf(context, listDefinition.known(inputs, context.now()));
	const leaving = (await TaskRecord.read(context, task, roster)).toWithdraw();
	const cancelled = await cancelNumbers(context, taskId, leaving);
	context.log(
		`Task ${taskId}: ${counted(cancelled, "person", "people")} withdrawn who are not on the list of ${label}.`,
	);
}

async function cancelBatches(context: Context, taskId: string, batches: readonly string[]): Promise<Cancellation> {
	const sum = { succeeded: 0, failed: 0 };
	for (const batchId of batches) {
		assertEngineAlive(context);
		const { succeeded, failed } = await cancelBatch(context, taskId, batchId);
		sum.succeeded += succeeded;
		sum.failed += failed;
	}
	return sum;
}

/** Batches of the list that neither state nor journal knows: a run was killed on another machine. */
async function otherBatches(context: Context, { definition }: ListState, task: ListTask): Promise<string[]> {
	const { source = [], columns, doNotCall } = definition;
	const { data: encryptionType } = CalleeList.shape.encryptionType.safeParse(definition.encryptionType);
	// Without its files, numbers are recognized by outIds that follow from them.
	const roster = await readRoster({ source, columns, doNotCall, encryptionType });
	const record = await TaskRecord.read(context, task, roster);
	const known = knownBatches(context, task);
	return record.pendingBatches().filter((batchId) => !known.has(batchId));
}
