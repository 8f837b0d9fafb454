import { isRefusal } from "../api/api-error";
import { cancelAiCallDetails, queryAiCallDetailPage, type TaskRow, updateAiCallTask } from "../api/operations";
import { updateParameters } from "../api/wire";
import type { AiCallTask } from "../model/ai-call-task";
import { epochOf } from "../model/kinds";
import { statusOf } from "../model/task-status";
import { changeStatus } from "./change-status";
import type { Context } from "./context";
import { observeTask } from "./observe-task";
import { definitionIn, type TaskOutputs } from "./outputs";

/** Numbers that are cancelled with one request. */
const cancelledAtOnce = 100;

/** Lets go of a task as `onDestroy` says. The service cannot delete it; a task that is gone already is a success. */
export async function remove(context: Context, taskId: string, outputs: TaskOutputs): Promise<void> {
	const { onDestroy, source } = outputs;
	forget(context, taskId);
	if (onDestroy === "leave") {
		context.log(`Task ${taskId} stays in the account as it is (onDestroy: "leave"); its name stays taken.`);
		return;
	}
	const row = await context.account.rowOf(taskId, source === 1 ? 1 : 0);
	if (row === undefined && (await observeTask(context, taskId)) === undefined) return;
	const status = await stopped(context, taskId, row);
	if (onDestroy === "stop") {
		context.log(`Task ${taskId} stays in the account (${status}) and keeps its name (onDestroy: "stop").`);
		return;
	}
	if (row?.TotalCount !== 0) await cancelPending(context, taskId);
	await releaseName(context, { taskId, outputs, row });
}

function forget({ run, journal }: Context, taskId: string): void {
	run.release(taskId);
	const entry = journal.about(taskId);
	if (entry !== undefined) journal.settle(entry.owner);
}

async function stopped(context: Context, taskId: string, row: TaskRow | undefined): Promise<string> {
	const status = statusOf(row?.Status) ?? "INIT";
	if (status !== "RUNNING") return status;
	return (await changeStatus(context, taskId, "stop")).status;
}

/** Cancels the numbers that wait to be called, a page at a time, for as long as that makes fewer of them. */
async function cancelPending(context: Context, taskId: string): Promise<void> {
	try {
		for (;;) {
			const { List } = await context.api.call(queryAiCallDetailPage, {
				TaskId: taskId,
				Status: "0",
				PageNo: "1",
				PageSize: String(cancelledAtOnce),
			});
			const waiting = (List ?? []).map(({ DetailId }) => DetailId);
			if (waiting.length === 0) return;
			const result = await context.api.call(cancelAiCallDetails, {
				TaskId: taskId,
				DetailIdList: JSON.stringify(waiting),
			});
			if (!result.SucceedCount) return;
		}
	} catch (error) {
		// A stopped task calls nobody: what cannot be cancelled is said, and stands in nobody's way.
		if (!isRefusal(error)) throw error;
		context.log(`Task ${taskId}: the numbers still waiting could not be cancelled. ${error.message}`);
	}
}

interface Release {
	readonly taskId: string;
	readonly outputs: TaskOutputs;
	readonly row: TaskRow | undefined;
}

/** Renames the task, so that its name can be used again. */
async function releaseName(context: Context, { taskId, outputs, row }: Release): Promise<void> {
	const tombstone = `released-${taskId}`;
	const definition = tombstoneDefinition(context, outputs, row, tombstone);
	try {
		await rename(context, taskId, definition);
	} catch (error) {
		if (!isRefusal(error)) throw error;
		context.log(
			`Task ${taskId} stays in the account, and its name stays taken: the service does not rename it (${statusOf(row?.Status) ?? "status unknown"}). ${error.message} To use the name again, rename that task in the console.`,
		);
		return;
	}
	context.account.nameReleased(taskId);
	if (row?.TotalCount !== 0 && (await context.account.freshRowOf(taskId))?.Status === 1) {
		await changeStatus(context, taskId, "stop");
	}
	context.log(
		`Task ${taskId} stays in the account, which cannot delete it, renamed to ${tombstone}: its old name is free.`,
	);
}

/** Renames at once, or, where the service does not do that before a task has run, after stopping it. */
async function rename(context: Context, taskId: string, definition: Partial<AiCallTask>): Promise<void> {
	const parameters = updateParameters(taskId, definition);
	try {
		await context.api.call(updateAiCallTask, parameters);
	} catch (error) {
		if (!isRefusal(error)) throw error;
		try {
			await changeStatus(context, taskId, "stop");
		} catch {
			throw error;
		}
		await context.api.call(updateAiCallTask, parameters);
	}
}

/** The definition as it was, under another name, and without a start that lies ahead. */
function tombstoneDefinition(
	context: Context,
	outputs: TaskOutputs,
	row: TaskRow | undefined,
	taskName: string,
): Partial<AiCallTask> {
	const definition: Partial<AiCallTask> = { ...definitionIn(outputs), taskName };
	definition.taskCps ??= row?.ConcurrentCount ?? 1;
	if (definition.startType === "SCHEDULE" && epochOf(definition.taskStartTime ?? 0) > context.now()) {
		definition.startType = "IMMEDIATE";
		delete definition.taskStartTime;
	}
	return definition;
}
