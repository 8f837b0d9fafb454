import { resourceLabel } from "../definition/resource-label";
import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { mayBegin } from "../run/engine-gone";
import { type ApiError, isRefusal } from "../service/api-error";
import type { TaskRow } from "../service/operations";
import { cancelWaiting } from "./cancel-waiting";
import { changeStatus } from "./change-status";
import type { AiCallTask } from "./model";
import { fromRow, getTaskOrUndefined, type ListedTask } from "./observe";
import { releases, settleAll } from "./recovery";
import { releasedDefinition, releasedName } from "./released-definition";
import { sendUpdateStoppingIfNeeded } from "./send-update";
import { statusOf, type TaskStatus } from "./status";

/** How often a task that is started in between is stopped and renamed again. */
const renamings = 3;

/** A task that is being released. */
interface Leaving {
	readonly taskId: string;
	readonly definition: Recorded<AiCallTask>;
	readonly row: TaskRow | undefined;
}

/** True when destroying the resource leaves its task with the name that it has. */
export function isRetained({ onDestroy }: { readonly onDestroy?: unknown }): boolean {
	return onDestroy === "stop" || onDestroy === "leave";
}

/** Lets go of a task as `onDestroy` says. The service cannot delete it; a task that is gone already is a success. */
export async function deleteTask(context: Context, taskId: string, definition: Recorded<AiCallTask>): Promise<void> {
	const { onDestroy, source, adoptTaskId, taskName = "" } = definition;
	const keeper = context.claims.keeperOf(taskId);
	if (keeper !== undefined) {
		context.log(`Task ${taskId} is left as it is: it now belongs to resource ${resourceLabel(keeper)}.`);
		return;
	}
	const missing = context.claims.missedBy(taskId);
	if (missing !== undefined) throw isStillNeeded(taskId, missing);
	if (adoptTaskId !== undefined && adoptTaskId !== taskId) context.claims.recordAdoption(adoptTaskId);
	if (isRetained(definition) && context.claims.isDeclaredName(taskName)) throw nameIsKept(taskId, definition);
	if (onDestroy === "leave") {
		forgetTask(context, taskId);
		context.log(
			`Task ${taskId} stays in the account as it is (onDestroy: "leave"); its name "${taskName}" stays taken.`,
		);
		return;
	}
	const row = await context.account.rowOf(taskId, source === 1 ? 1 : 0);
	if (row === undefined && (await getTaskOrUndefined(context, taskId)) === undefined)
		return forgetTask(context, taskId);
	const leaving = { taskId, definition, row };
	mayBegin(context);
	releases.record(context, taskId, { ran: statusOf(row?.Status) === "RUNNING" });
	if (onDestroy === "stop") await stop(context, leaving);
	else await releaseName(context, leaving);
}

function forgetTask(context: Context, taskId: string, name?: string): void {
	context.claims.release(taskId, name);
	// An engine that is gone has not learnt of the release.
	if (!context.engineIsGone()) settleAll(context, taskId);
}

async function stop(context: Context, { taskId, row }: Leaving): Promise<void> {
	const { status } = await stopped(context, fromRow(taskId, row));
	if (status === "INIT" && row?.TotalCount !== 0)
		throw kept(context, startsByItself(taskId, "It could not be stopped"), taskId);
	forgetTask(context, taskId);
	context.log(`Task ${taskId} stays in the account (${status}) and keeps its name (onDestroy: "stop").`);
}

/** The task, stopped where that is possible. */
async function stopped(context: Context, task: ListedTask): Promise<ListedTask> {
	if (task.status === "RUNNING") return changeStatus(context, task, "stop");
	if (task.status !== "INIT") return task;
	try {
		// What the run has read may be old, and a task that has not begun may begin by itself.
		return await changeStatus(context, task, "stop");
	} catch (error) {
		if (!isRefusal(error)) throw error;
		return task;
	}
}

async function releaseName(context: Context, leaving: Leaving): Promise<void> {
	const { taskId, row } = leaving;
	const mayHoldNumbers = row?.TotalCount !== 0;
	const name = releasedName(taskId);
	const definition = releasedDefinition(leaving.definition, row, { taskName: name, mayHoldNumbers });
	let task = await stoppedIfRunning(context, fromRow(taskId, row));
	for (let left = renamings - 1; ; left--) {
		const refusal = await refusalOf(sendUpdateStoppingIfNeeded(context, task, definition));
		if (refusal === undefined) break;
		if (mayHoldNumbers) task = fromRow(taskId, await context.account.freshRowOf(taskId));
		if (task.status !== "RUNNING") return keepName(context, leaving, task, refusal);
		// Started since, by the service or by somebody: given up now, it would go on dialling outside of the stack.
		if (left === 0) throw kept(context, keepsRunning(taskId, refusal.message), taskId);
		task = await stoppedIfRunning(context, task);
	}
	context.account.nameReleased(taskId);
	if (mayHoldNumbers) {
		await cancelWaiting(context, taskId);
		// Should the renaming have started it again.
		await stopAgain(context, taskId);
	}
	const [oldName] = namesOf(leaving);
	forgetTask(context, taskId, oldName);
	context.log(
		`Renamed task ${taskId} to ${name}. The service cannot delete tasks, so it remains in the account; its old name is free again.`,
	);
}

/** What is left to do with a task that the service does not rename. */
async function keepName(context: Context, leaving: Leaving, task: ListedTask, refusal: ApiError): Promise<void> {
	const { taskId, row } = leaving;
	const names = await namesHeld(context, leaving);
	if (names.some((name) => context.claims.isDeclaredName(name))) {
		// Nothing can replace it under its name, so it goes on as it was, its numbers included.
		if (statusOf(row?.Status) === "RUNNING") await changeStatus(context, task, "start");
		throw kept(context, nameNeeded(leaving, refusal.message), taskId);
	}
	const isEmpty = row?.TotalCount === 0 || (await cancelWaiting(context, taskId));
	if (task.status === "INIT" && !isEmpty) {
		const outcome = "It could not be stopped, and its numbers could not be cancelled";
		throw kept(context, startsByItself(taskId, outcome, refusal.message), taskId);
	}
	forgetTask(context, taskId);
	context.log(nameStays(leaving, task.status, refusal.message));
}

/** The names that the task may hold. Where account and state differ, it was renamed by hand, or its row is out of date. */
async function namesHeld({ account }: Context, leaving: Leaving): Promise<string[]> {
	const [name, ...others] = namesOf(leaving);
	if (others.every((other) => other === name)) return namesOf(leaving);
	const now = await account.freshRowOf(leaving.taskId);
	return now === undefined ? namesOf(leaving) : [now.TaskName];
}

/** The names of the task, as the account and as the state have it. */
function namesOf({ row, definition: { taskName } }: Leaving): string[] {
	return [row?.TaskName, taskName].filter((name) => name !== undefined);
}

async function stopAgain(context: Context, taskId: string): Promise<void> {
	await stoppedIfRunning(context, fromRow(taskId, await context.account.freshRowOf(taskId)));
}

async function stoppedIfRunning(context: Context, task: ListedTask): Promise<ListedTask> {
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

/** The task stays in the stack, and no later run has to bring it back. */
function kept(context: Context, reason: Error, taskId: string): Error {
	releases.settle(context, taskId);
	return reason;
}

function startsByItself(taskId: string, outcome: string, reason = ""): Error {
	const why = reason === "" ? "" : ` ${reason}`;
	return new Error(
		`Task ${taskId} has not started (INIT) and still has numbers to call. ${outcome}, so nothing was changed.${why} Cancel its numbers in the console, or wait until it is running, and run the same command again; or, to leave it as it is, set onDestroy: "leave" with pulumi up first.`,
	);
}

function nameStays(leaving: Leaving, status: TaskStatus, reason: string): string {
	const [name] = namesOf(leaving);
	return `Task ${leaving.taskId} remains in the account, and its name "${name}" stays taken: the service does not rename it (${status}). ${reason} To use the name again, rename that task in the console.`;
}

function isStillNeeded(taskId: string, owner: string): Error {
	return new Error(
		`Task ${taskId} is left as it is and stays in the stack: resource ${resourceLabel(owner)} was to have it, or its name, and could not. Solve what is said about that resource, then run the same command again.`,
	);
}

function nameIsKept(taskId: string, { taskName, onDestroy }: Recorded<AiCallTask>): Error {
	return new Error(
		`Task ${taskId} cannot be replaced under its name "${taskName}": onDestroy: "${onDestroy}" makes it keep the name. Nothing was changed. Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.`,
	);
}

/** A replacement whose creation could only be refused: the old task stays in the stack. */
function nameNeeded(leaving: Leaving, reason: string): Error {
	const { taskId, row } = leaving;
	const [name] = namesOf(leaving);
	const status = statusOf(row?.Status) ?? "INIT";
	const third = status === "INIT" ? "; or run pulumi up again once the task has run and is stopped" : "";
	return new Error(
		`Task ${taskId} (${status}) cannot be replaced under its name "${name}": the service does not rename it, and names are unique in the account. ${reason} Task ${taskId} is unchanged, and no new task was created. Give the new task another taskName in the same change; or rename task ${taskId} in the console${third}.`,
	);
}
