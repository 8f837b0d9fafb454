import { resourceLabel } from "../definition/resource-label";
import type { Recorded } from "../definition/values";
import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import { statusOf, type TaskStatus } from "../run/task-status";
import { type ApiError, isRefusal } from "../service/api-error";
import type { TaskRow } from "../service/operations";
import { cancelWaiting } from "./cancel-waiting";
import { changeStatus } from "./change-status";
import type { AiCallTask } from "./model";
import { keepsName } from "./names";
import { currentSummary, fromRow, getTaskOrUndefined, type TaskSummary } from "./observe";
import { releases, settleAll } from "./recovery";
import { releasedDefinition, releasedName } from "./released-definition";
import { sendUpdateStoppingIfNeeded } from "./send-update";

/** How often a task that someone starts in between is stopped and renamed again. */
const renamings = 3;

interface Deletion {
	readonly taskId: string;
	readonly definition: Recorded<AiCallTask>;
	readonly row: TaskRow | undefined;
}

/** True if the task keeps its name when the resource is destroyed. */
export function isRetained({ onDestroy }: { readonly onDestroy?: unknown }): boolean {
	return onDestroy === "stop" || onDestroy === "leave";
}

/** Releases, stops or leaves a task, as `onDestroy` says. A task that is already gone is a success. */
export async function deleteTask(context: Context, taskId: string, definition: Recorded<AiCallTask>): Promise<void> {
	const { onDestroy, source, adoptTaskId, taskName = "" } = definition;
	const newOwner = context.claims.declaredOwnerOf(taskId);
	if (newOwner !== undefined) {
		context.log(`Task ${taskId} is left untouched: it now belongs to resource ${resourceLabel(newOwner)}.`);
		return;
	}
	const missing = context.claims.missedBy(taskId);
	if (missing !== undefined) throw neededBy(taskId, missing);
	if (adoptTaskId !== undefined && adoptTaskId !== taskId) context.claims.recordAdoption(adoptTaskId);
	if (isRetained(definition) && context.claims.isDeclaredName(taskName)) throw cannotFreeName(taskId, definition);
	if (onDestroy === "leave") {
		forgetTask(context, taskId);
		context.log(
			`Task ${taskId} remains in the account untouched (onDestroy: "leave"); its name "${taskName}" stays taken.`,
		);
		return;
	}
	const row = await context.account.rowOf(taskId, source);
	if (row === undefined && (await getTaskOrUndefined(context, taskId)) === undefined)
		return forgetTask(context, taskId);
	const deletion = { taskId, definition, row };
	assertEngineAlive(context);
	releases.record(context, taskId, { ran: statusOf(row?.Status) === "RUNNING" });
	if (onDestroy === "stop") await stopOnly(context, deletion);
	else await releaseName(context, deletion);
}

function forgetTask(context: Context, taskId: string, name?: string): void {
	context.claims.release(taskId, name);
	// An engine that is gone does not know of the release.
	if (!context.engineIsGone()) settleAll(context, taskId);
}

async function stopOnly(context: Context, { taskId, row }: Deletion): Promise<void> {
	const { status } = await stopIfPossible(context, fromRow(taskId, row));
	if (status === "INIT" && row?.TotalCount !== 0)
		throw staysInStack(context, taskId, stillHasNumbers(taskId, "It could not be stopped"));
	forgetTask(context, taskId);
	context.log(`Task ${taskId} remains in the account (${status}) and keeps its name (onDestroy: "stop").`);
}

async function stopIfPossible(context: Context, task: TaskSummary): Promise<TaskSummary> {
	if (task.status === "RUNNING") return changeStatus(context, task, "stop");
	if (task.status !== "INIT") return task;
	try {
		// The row may be out of date, and an INIT task may start at any time.
		return await changeStatus(context, task, "stop");
	} catch (error) {
		if (!isRefusal(error)) throw error;
		return task;
	}
}

async function releaseName(context: Context, deletion: Deletion): Promise<void> {
	const { taskId, row } = deletion;
	const mayHoldNumbers = row?.TotalCount !== 0;
	const name = releasedName(taskId);
	const definition = releasedDefinition(deletion.definition, row, { taskName: name, mayHoldNumbers });
	let task = await stopIfRunning(context, fromRow(taskId, row));
	for (let left = renamings - 1; ; left--) {
		const refusal = await refusalOf(sendUpdateStoppingIfNeeded(context, task, definition));
		if (refusal === undefined) break;
		if (mayHoldNumbers) task = await currentSummary(context, taskId);
		if (task.status !== "RUNNING") return releaseWithName(context, deletion, task, refusal);
		// Started again, by the service or by someone: if it were released now, it would go on dialling.
		if (left === 0) throw staysInStack(context, taskId, keepsRunning(taskId, refusal.message));
		task = await stopIfRunning(context, task);
	}
	context.account.nameReleased(taskId);
	if (mayHoldNumbers) {
		await cancelWaiting(context, taskId);
		// The renaming may have started it.
		await stopIfRunning(context, await currentSummary(context, taskId));
	}
	const [oldName] = namesOf(deletion);
	forgetTask(context, taskId, oldName);
	context.log(
		`Renamed task ${taskId} to ${name}. The service cannot delete tasks, so it remains in the account; its old name is free again.`,
	);
}

/** Releases a task that the service does not rename. */
async function releaseWithName(
	context: Context,
	deletion: Deletion,
	task: TaskSummary,
	refusal: ApiError,
): Promise<void> {
	const { taskId, row } = deletion;
	const names = await namesHeld(context, deletion);
	if (names.some((name) => context.claims.isDeclaredName(name))) {
		// No task can replace it under its name, so it continues as before, with its numbers.
		if (statusOf(row?.Status) === "RUNNING") await changeStatus(context, task, "start");
		throw staysInStack(context, taskId, cannotReplace(deletion, refusal.message));
	}
	const isEmpty = row?.TotalCount === 0 || (await cancelWaiting(context, taskId));
	if (task.status === "INIT" && !isEmpty) {
		const outcome = "It could not be stopped, and its numbers could not be cancelled";
		throw staysInStack(context, taskId, stillHasNumbers(taskId, outcome, refusal.message));
	}
	forgetTask(context, taskId);
	context.log(nameStaysTaken(deletion, task.status, refusal.message));
}

/** The names that the task may hold. If account and state differ, it was renamed by hand or its row is out of date. */
async function namesHeld({ account }: Context, deletion: Deletion): Promise<string[]> {
	const [name, ...others] = namesOf(deletion);
	if (others.every((other) => other === name)) return namesOf(deletion);
	const now = await account.freshRowOf(deletion.taskId);
	return now === undefined ? namesOf(deletion) : [now.TaskName];
}

/** The names of the task in the account and in the state. */
function namesOf({ row, definition: { taskName } }: Deletion): string[] {
	return [row?.TaskName, taskName].filter((name) => name !== undefined);
}

async function stopIfRunning(context: Context, task: TaskSummary): Promise<TaskSummary> {
	return task.status === "RUNNING" ? changeStatus(context, task, "stop") : task;
}

async function refusalOf(request: Promise<void>): Promise<ApiError | undefined> {
	try {
		await request;
		return undefined;
	} catch (error) {
		if (isRefusal(error)) return error;
		throw error;
	}
}

function keepsRunning(taskId: string, reason: string): Error {
	return new Error(
		`Task ${taskId} is started again each time it is stopped, so it could not be released. ${reason} It stays in the stack. Find out who starts it, then run the same command again.`,
	);
}

/** The task stays in the stack, so no later run must undo its release. */
function staysInStack(context: Context, taskId: string, error: Error): Error {
	releases.settle(context, taskId);
	return error;
}

function stillHasNumbers(taskId: string, outcome: string, reason = ""): Error {
	const why = reason === "" ? "" : ` ${reason}`;
	return new Error(
		`Task ${taskId} has not started (INIT) and still has numbers to call. ${outcome}, so nothing was changed.${why} Cancel its numbers in the console, or wait until it is running, and run the same command again; or, to leave it untouched, set onDestroy: "leave" with pulumi up first.`,
	);
}

function nameStaysTaken(deletion: Deletion, status: TaskStatus, reason: string): string {
	const [name] = namesOf(deletion);
	return `Task ${deletion.taskId} remains in the account, and its name "${name}" stays taken: the service does not rename it (${status}). ${reason} To use the name again, rename that task in the console.`;
}

function neededBy(taskId: string, owner: string): Error {
	return new Error(
		`Task ${taskId} is left untouched and stays in the stack: resource ${resourceLabel(owner)} should have got the task or its name, but could not. Fix the error of that resource, then run the same command again.`,
	);
}

function cannotFreeName(taskId: string, { taskName, onDestroy }: Recorded<AiCallTask>): Error {
	return new Error(
		`Task ${taskId} cannot be replaced under its name "${taskName}": onDestroy: "${onDestroy}" makes it keep the name. Nothing was changed. ${keepsName.fix}`,
	);
}

/** The creation of the replacement would be refused, so the old task stays in the stack. */
function cannotReplace(deletion: Deletion, reason: string): Error {
	const { taskId, row } = deletion;
	const [name] = namesOf(deletion);
	const status = statusOf(row?.Status) ?? "INIT";
	const orWait = status === "INIT" ? "; or run pulumi up again once the task has run and is stopped" : "";
	return new Error(
		`Task ${taskId} (${status}) cannot be replaced under its name "${name}": the service does not rename it, and names are unique in the account. ${reason} Task ${taskId} is unchanged, and no new task was created. Give the new task another taskName in the same change; or rename task ${taskId} in the console${orWait}.`,
	);
}
