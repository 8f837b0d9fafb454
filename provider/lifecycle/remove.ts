import { isRefusal } from "../api/api-error";
import type { TaskRow } from "../api/operations";
import type { TaskStatus } from "../model/task-status";
import { cancelWaiting } from "./cancel-waiting";
import { changeStatus } from "./change-status";
import type { Context } from "./context";
import { type ListedTask, listed, observeKnownTask } from "./observe-task";
import { definitionIn, type TaskOutputs } from "./outputs";
import { restingDefinition } from "./resting-definition";
import { updateTaskThatMayStop } from "./update-task";

/** A task that is being let go of. */
interface Leaving {
	readonly taskId: string;
	readonly outputs: TaskOutputs;
	readonly row: TaskRow | undefined;
}

/** Lets go of a task as `onDestroy` says. The service cannot delete it; a task that is gone already is a success. */
export async function remove(context: Context, taskId: string, outputs: TaskOutputs): Promise<void> {
	const { onDestroy, source } = outputs;
	if (onDestroy === "leave") {
		forget(context, taskId);
		context.log(`Task ${taskId} stays in the account as it is (onDestroy: "leave"); its name stays taken.`);
		return;
	}
	const row = await context.account.rowOf(taskId, source === 1 ? 1 : 0);
	if (row === undefined && (await observeKnownTask(context, taskId)) === undefined) return forget(context, taskId);
	const leaving = { taskId, outputs, row };
	if (onDestroy === "stop") await stop(context, leaving);
	else await release(context, leaving);
}

function forget({ run, journal }: Context, taskId: string, name?: string): void {
	run.release(taskId, name);
	journal.forget(taskId);
}

async function stop(context: Context, { taskId, row }: Leaving): Promise<void> {
	const { status } = await stopped(context, listed(taskId, row));
	if (status === "INIT" && row?.TotalCount !== 0) throw startsByItself(taskId, "The service does not stop it.");
	forget(context, taskId);
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

async function release(context: Context, leaving: Leaving): Promise<void> {
	const { taskId, row, outputs } = leaving;
	const first = listed(taskId, row);
	const task = first.status === "RUNNING" ? await changeStatus(context, first, "stop") : first;
	const holdsNumbers = row?.TotalCount !== 0 && !(await cancelWaiting(context, taskId));
	const name = `released-${taskId}`;
	try {
		const definition = restingDefinition(definitionIn(outputs), row, { taskName: name, holdsNumbers });
		await updateTaskThatMayStop(context, task, definition);
	} catch (error) {
		if (!isRefusal(error)) throw error;
		if (task.status === "INIT" && holdsNumbers) throw startsByItself(taskId, error.message);
		forget(context, taskId);
		context.log(nameStays(taskId, task.status, error.message));
		return;
	}
	context.account.nameReleased(taskId);
	// Should the renaming have started it again.
	if (row?.TotalCount !== 0) await stopAgain(context, taskId);
	const oldName = row?.TaskName ?? outputs.taskName;
	forget(context, taskId, typeof oldName === "string" ? oldName : undefined);
	context.log(`Task ${taskId} stays in the account, which cannot delete it, renamed to ${name}: its old name is free.`);
}

async function stopAgain(context: Context, taskId: string): Promise<void> {
	const task = listed(taskId, await context.account.freshRowOf(taskId));
	if (task.status === "RUNNING") await changeStatus(context, task, "stop");
}

function startsByItself(taskId: string, reason: string): Error {
	return new Error(
		`Task ${taskId} has not begun (INIT), may begin by itself, and holds numbers to call: it can be neither stopped nor emptied now, so it is kept in the stack. ${reason} Cancel its numbers in the console, or wait until it runs, and run pulumi destroy again; to let go of it as it is, set onDestroy: "leave" with pulumi up first.`,
	);
}

function nameStays(taskId: string, status: TaskStatus, reason: string): string {
	return `Task ${taskId} stays in the account, and its name stays taken: the service does not rename it (${status}). ${reason} To use the name again, rename that task in the console.`;
}
