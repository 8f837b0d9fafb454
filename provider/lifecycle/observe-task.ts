import { isRefusal } from "../api/api-error";
import { queryAiCallTaskDetail, type TaskRow } from "../api/operations";
import { definitionOf } from "../api/wire";
import type { AiCallTask } from "../model/ai-call-task";
import { TaskProgress } from "../model/task-progress";
import { statusOf, type TaskStatus } from "../model/task-status";
import type { Context } from "./context";

/** A task as the service has it. */
export interface ObservedTask {
	readonly taskId: string;
	readonly definition: Partial<AiCallTask>;
	readonly status: TaskStatus;
	readonly progress: TaskProgress;
}

/** The task right now; `undefined` when the account has none of this id. */
export async function observeTask(context: Context, taskId: string): Promise<ObservedTask | undefined> {
	return observed(context, taskId, await context.account.freshRowOf(taskId));
}

/** The task for a refresh: its definition as of now, its progress perhaps from a list read for the whole run. */
export async function refreshTask(
	context: Context,
	taskId: string,
	source?: number,
): Promise<ObservedTask | undefined> {
	return observed(context, taskId, await context.account.rowOf(taskId, source));
}

async function observed(context: Context, taskId: string, row: TaskRow | undefined): Promise<ObservedTask | undefined> {
	const detail = await detailOf(context, taskId, row === undefined);
	if (detail === undefined && row === undefined) return undefined;
	const definition = definitionOf(detail ?? {});
	if (row !== undefined && definition.taskCps === undefined && row.ConcurrentCount)
		definition.taskCps = row.ConcurrentCount;
	// A task that the list does not show (yet) has certainly not been started.
	const status = statusOf(row?.Status) ?? "INIT";
	return { taskId, definition, status, progress: progressOf(status, row) };
}

/** An unknown task is either refused or answered with nothing; which of them is not published. */
async function detailOf(context: Context, taskId: string, mayBeGone: boolean) {
	try {
		const detail = await context.api.call(queryAiCallTaskDetail, { TaskId: taskId });
		const isEmpty = detail === null || detail === undefined || Object.values(detail).every((value) => value === null);
		return isEmpty ? undefined : detail;
	} catch (error) {
		if (mayBeGone && isRefusal(error) && !/^(Forbidden|NoPermission)|DENY/.test(error.code)) return undefined;
		throw error;
	}
}

function progressOf(status: TaskStatus, row: TaskRow | undefined): TaskProgress {
	const told = Object.entries({
		startFailedReason: row?.StartFailedReason,
		agentName: row?.AgentName,
		applicationName: row?.ApplicationName,
		createTime: row?.CreateTime,
		realStartTime: row?.RealStartTime,
		totalCount: row?.TotalCount,
		succeedCount: row?.SucceedCount,
		failedCount: row?.FailedCount,
		callingCount: row?.CallingCount,
		totalCallCount: row?.TotalCallCount,
		completeRate: row?.CompleteRate,
	}).filter(([, value]) => value !== undefined && value !== null && value !== "");
	return TaskProgress.parse({ status, ...Object.fromEntries(told) });
}
