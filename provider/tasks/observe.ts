import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { lags, poll } from "../run/poll";
import { isRefusal } from "../service/api-error";
import { queryAiCallTaskDetail, type TaskDetail, type TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { TaskProgress } from "./progress";
import { statusOf, type TaskStatus } from "./status";

/** What the list tells of a task. */
export interface ListedTask {
	readonly taskId: string;
	readonly status: TaskStatus;
	readonly progress: TaskProgress;
}

/** A task as the service has it. */
export interface ObservedTask extends ListedTask {
	readonly definition: Recorded<AiCallTask>;
}

/** The task right now; `undefined` when the account shows none of this id. */
export async function currentTask(context: Context, taskId: string): Promise<ObservedTask | undefined> {
	return fromDetail(context, taskId, await context.account.freshRowOf(taskId));
}

/**
 * A task that is known to have been there. The service deletes none, and one that was created a moment ago may not be
 * seen yet: so it is gone only when it stays away.
 */
export async function getTaskOrUndefined(context: Context, taskId: string): Promise<ObservedTask | undefined> {
	return poll(context, lags, () => currentTask(context, taskId));
}

/** The task, which must exist. */
export async function getTask(context: Context, taskId: string): Promise<ObservedTask> {
	const task = await getTaskOrUndefined(context, taskId);
	if (task !== undefined) return task;
	throw new Error(
		`Task ${taskId} is not in the account any more. Run pulumi refresh to take it out of the stack, then pulumi up to create it anew; or check that the credentials are those of the right account.`,
	);
}

/** The task for a refresh: its definition as of now, its progress perhaps from a list read for the whole run. */
export async function refreshTask(
	context: Context,
	taskId: string,
	source?: number,
): Promise<ObservedTask | undefined> {
	const task = await fromDetail(context, taskId, await context.account.rowOf(taskId, source));
	return task ?? getTaskOrUndefined(context, taskId);
}

async function fromDetail(
	context: Context,
	taskId: string,
	row: TaskRow | undefined,
): Promise<ObservedTask | undefined> {
	const detail = await detailOf(context, taskId, row !== undefined);
	if (detail === undefined && row === undefined) return undefined;
	const shown = taskDefinition.readBack(detail ?? {});
	const taskCps = shown.taskCps ?? (row?.ConcurrentCount || undefined);
	return { ...fromRow(taskId, row), definition: { ...shown, ...(taskCps !== undefined && { taskCps }) } };
}

/** The definition that the service shows right now; `undefined` when it shows none. */
export async function shownNow(context: Context, taskId: string): Promise<Recorded<AiCallTask> | undefined> {
	const detail = await detailOf(context, taskId, false);
	return detail && taskDefinition.readBack(detail);
}

/** A task by its row. One that the list does not show (yet) has certainly not been started. */
export function fromRow(taskId: string, row: TaskRow | undefined): ListedTask {
	const status = statusOf(row?.Status) ?? "INIT";
	return { taskId, status, progress: progressOf(status, row) };
}

/** The detail. A task that the list shows has one, if perhaps not yet. */
async function detailOf(context: Context, taskId: string, isListed: boolean): Promise<TaskDetail | undefined> {
	let refusal: unknown;
	const detail = await poll(context, isListed ? lags : [], async () => {
		refusal = undefined;
		try {
			const answer = await context.api.call(queryAiCallTaskDetail, { TaskId: taskId });
			const isEmpty = answer === null || answer === undefined || Object.values(answer).every((value) => value === null);
			return isEmpty ? undefined : answer;
		} catch (error) {
			// An unknown task is either refused or answered with nothing; which of them is not published.
			if (!isRefusal(error) || /^(Forbidden|NoPermission)|DENY/.test(error.code)) throw error;
			refusal = error;
			return undefined;
		}
	});
	if (isListed && refusal !== undefined) throw refusal;
	return detail;
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
