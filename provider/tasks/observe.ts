import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { lagPauses, poll } from "../run/poll";
import { statusOf, type TaskStatus } from "../run/task-status";
import { isForbidden, isRefusal } from "../service/api-error";
import { queryAiCallTaskDetail, type TaskDetail, type TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { TaskProgress } from "./progress";

/** A task as the list shows it. */
export interface TaskSummary {
	readonly taskId: string;
	readonly status: TaskStatus;
	readonly progress: TaskProgress;
}

/** A task as its detail shows it. */
export interface ExistingTask extends TaskSummary {
	readonly definition: Recorded<AiCallTask>;
}

/** The task now; `undefined` if the account shows no task with this id. */
export async function currentTask(context: Context, taskId: string): Promise<ExistingTask | undefined> {
	return fromDetail(context, taskId, await context.account.freshRowOf(taskId));
}

/**
 * A task that is known to have existed; `undefined` if it is gone. The service deletes no task, and a new one may not be
 * shown yet, so a task counts as gone only if it stays absent.
 */
export async function getTaskOrUndefined(context: Context, taskId: string): Promise<ExistingTask | undefined> {
	return poll(context, lagPauses, () => currentTask(context, taskId));
}

/** The task, which must exist. */
export async function getTask(context: Context, taskId: string): Promise<ExistingTask> {
	const task = await getTaskOrUndefined(context, taskId);
	if (task !== undefined) return task;
	throw new Error(
		`Task ${taskId} is no longer in the account. Run pulumi refresh to remove it from the stack, then pulumi up to create a new one; or check that the credentials belong to the right account.`,
	);
}

/** The task for a refresh: its definition is current, its progress may come from the list that this run has read. */
export async function refreshTask(
	context: Context,
	taskId: string,
	source?: number,
): Promise<ExistingTask | undefined> {
	const task = await fromDetail(context, taskId, await context.account.rowOf(taskId, source));
	return task ?? getTaskOrUndefined(context, taskId);
}

/** A task that the list shows; `undefined` if its detail stays empty. Queries the detail only. */
export async function taskOfRow(context: Context, row: TaskRow): Promise<ExistingTask | undefined> {
	const detail = await detailOf(context, row.TaskId, true);
	return detail && withDetail(row.TaskId, row, detail);
}

async function fromDetail(
	context: Context,
	taskId: string,
	row: TaskRow | undefined,
): Promise<ExistingTask | undefined> {
	const detail = await detailOf(context, taskId, row !== undefined);
	return detail === undefined && row === undefined ? undefined : withDetail(taskId, row, detail);
}

function withDetail(taskId: string, row: TaskRow | undefined, detail: TaskDetail | undefined): ExistingTask {
	const shown = taskDefinition.readBack(detail ?? {});
	const taskCps = shown.taskCps ?? (row?.ConcurrentCount || undefined);
	return { ...fromRow(taskId, row), definition: { ...shown, ...(taskCps !== undefined && { taskCps }) } };
}

/** The definition that the service shows now; `undefined` if it shows none. */
export async function shownNow(context: Context, taskId: string): Promise<Recorded<AiCallTask> | undefined> {
	const detail = await detailOf(context, taskId, false);
	return detail && taskDefinition.readBack(detail);
}

/** The task in the list now. Always queries. */
export async function currentSummary({ account }: Pick<Context, "account">, taskId: string): Promise<TaskSummary> {
	return fromRow(taskId, await account.freshRowOf(taskId));
}

/** A task from its row. One that the list does not show yet has not been started. */
export function fromRow(taskId: string, row: TaskRow | undefined): TaskSummary {
	const status = statusOf(row?.Status) ?? "INIT";
	return { taskId, status, progress: progressOf(status, row) };
}

/** The detail. A task in the list has one, but it may lag. */
async function detailOf(context: Context, taskId: string, isListed: boolean): Promise<TaskDetail | undefined> {
	let refusal: unknown;
	const detail = await poll(context, isListed ? lagPauses : [], async () => {
		refusal = undefined;
		try {
			const answer = await context.api.call(queryAiCallTaskDetail, { TaskId: taskId });
			const isEmpty = answer === null || answer === undefined || Object.values(answer).every((value) => value === null);
			return isEmpty ? undefined : answer;
		} catch (error) {
			// It is not published whether the query for an unknown task is refused or returns nothing.
			if (!isRefusal(error) || isForbidden(error)) throw error;
			refusal = error;
			return undefined;
		}
	});
	if (isListed && refusal !== undefined) throw refusal;
	return detail;
}

function progressOf(status: TaskStatus, row: TaskRow | undefined): TaskProgress {
	return { status, ...shownProgress(row) };
}

/** What a row shows of the progress. */
export function shownProgress(row: TaskRow | undefined): Omit<TaskProgress, "status"> {
	const shown = Object.entries({
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
	}).filter(([, value]) => value !== undefined && value !== null && value !== "" && !Number.isNaN(value));
	return Shown.parse(Object.fromEntries(shown));
}

const Shown = TaskProgress.omit({ status: true });
