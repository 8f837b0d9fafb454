import type { Context } from "../run/context";
import { poll } from "../run/poll";
import type { TaskStatus } from "../run/task-status";
import { type ApiError, isApiError } from "../service/api-error";
import { startAiCallTask, stopAiCallTask } from "../service/operations";
import { currentSummary, type TaskSummary } from "./observe";

const changes = {
	stop: { operation: stopAiCallTask, goal: "STOPPED" },
	start: { operation: startAiCallTask, goal: "RUNNING" },
} as const satisfies Record<string, { operation: unknown; goal: TaskStatus }>;
type Change = keyof typeof changes;

/** How often a request is sent if its answer is lost and the list shows that it was not executed. */
const attempts = 3;
/** Milliseconds between queries for the new status of a task; about a minute in all. */
const pauses = [250, 500, 1000, 2000, 3000, 5000, 5000, 10_000, 10_000, 10_000, 15_000] as const;
/** After a lost answer: the request may still be on its way. */
const pausesAfterLostAnswer = pauses.slice(0, 4);
/** After a refusal that follows a lost answer: the lost request was probably executed, and the list lags. */
const pausesAfterRefusal = pauses.slice(0, 7);
/** Milliseconds between two lines about a wait. */
const reportEvery = 8_000;

export interface ChangedTask extends TaskSummary {
	/** The request was refused, but the task has the status: someone else changed it first. */
	readonly changedByOthers: boolean;
}

/** Stops or starts a task and waits until it has its new status. Queries the status before it sends a request again. */
export async function changeStatus(
	context: Context,
	task: { readonly taskId: string; readonly status: TaskStatus },
	change: Change,
): Promise<ChangedTask> {
	const { operation, goal } = changes[change];
	// A start can fail a moment later, which makes the task FAILED. A task that was FAILED before may still show that.
	const reached: TaskStatus[] = change === "start" && task.status !== "FAILED" ? [goal, "FAILED"] : [goal];
	let lost = false;
	for (let left = attempts - 1; ; left--) {
		const error = await refusalOf(context, task.taskId, change);
		lost ||= error !== undefined && !error.provesNotDone;
		const current = await waitForStatus(context, task.taskId, reached, pausesAfter(error, lost));
		if (current.status === goal) return { ...current, changedByOthers: error?.provesNotDone === true && !lost };
		if (error === undefined || (lost && current.status === "FAILED" && change === "start")) {
			throw notReached(operation.action, current);
		}
		if (error.provesNotDone || left === 0) throw error;
	}
}

async function refusalOf({ api }: Context, taskId: string, change: Change): Promise<ApiError | undefined> {
	try {
		await api.call(changes[change].operation, { TaskId: taskId });
		return undefined;
	} catch (error) {
		if (isApiError(error)) return error;
		throw error;
	}
}

function pausesAfter(error: ApiError | undefined, lost: boolean): readonly number[] {
	if (error === undefined) return pauses;
	if (!error.provesNotDone) return pausesAfterLostAnswer;
	return lost ? pausesAfterRefusal : [];
}

/** Waits until the task has one of the statuses. Returns it as last queried. */
async function waitForStatus(
	context: Context,
	taskId: string,
	wanted: readonly TaskStatus[],
	between: readonly number[],
): Promise<TaskSummary> {
	const start = context.now();
	let reported = start;
	const isWanted = ({ status }: TaskSummary) => wanted.includes(status);
	const query = async () => {
		const task = await currentSummary(context, taskId);
		const now = context.now();
		if (!isWanted(task) && now - reported >= reportEvery) {
			reported = now;
			const seconds = Math.round((now - start) / 1000);
			context.log(`Task ${taskId}: waiting for ${wanted.join(" or ")}, still ${task.status} after ${seconds} s.`);
		}
		return task;
	};
	return poll(context, between, query, isWanted);
}

function notReached(action: string, { taskId, status, progress }: TaskSummary): Error {
	if (status !== "FAILED") {
		return new Error(
			`${action} was accepted, but task ${taskId} is still ${status} after a minute. Check it in the console, then run pulumi up again.`,
		);
	}
	const reason = progress.startFailedReason;
	return new Error(
		`${action} was accepted, but the start of task ${taskId} failed${reason ? `; the service says: "${reason}"` : ""}. Fix the cause (is the agent published?) and run pulumi up again.`,
	);
}
