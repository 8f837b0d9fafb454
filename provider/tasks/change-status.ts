import type { Context } from "../run/context";
import { type ApiError, isApiError } from "../service/api-error";
import { startAiCallTask, stopAiCallTask } from "../service/operations";
import type { ListedTask } from "./observe";
import type { TaskStatus } from "./status";
import { waitForStatus } from "./wait-for-status";

const changes = {
	stop: { operation: stopAiCallTask, goal: "STOPPED" },
	start: { operation: startAiCallTask, goal: "RUNNING" },
} as const satisfies Record<string, { operation: unknown; goal: TaskStatus }>;
type Change = keyof typeof changes;

/** How often a request is sent when its answer was lost and a look shows that it was not done. */
const attempts = 3;
/** Looks after a lost answer: the request may still be on its way. */
const looksAfterLostAnswer = 5;
/** Looks when a request was refused after a lost answer: probably the lost one was done, and the list lags behind. */
const looksAfterRefusal = 8;

export interface ChangedTask extends ListedTask {
	/** The request was refused, yet the task has the status: somebody else was quicker. */
	readonly isOthersDoing: boolean;
}

/** Stops or starts a task and waits until it is so. What was sent is looked up before it is ever sent again. */
export async function changeStatus(
	context: Context,
	task: { readonly taskId: string; readonly status: TaskStatus },
	change: Change,
): Promise<ChangedTask> {
	const { operation, goal } = changes[change];
	// A start that fails does so a moment later, and leaves the task FAILED; one that has been so before may still be.
	const reached: TaskStatus[] = change === "start" && task.status !== "FAILED" ? [goal, "FAILED"] : [goal];
	let lost = false;
	for (let left = attempts - 1; ; left--) {
		const error = await refusalOf(context, task.taskId, change);
		lost ||= error !== undefined && !error.provesNotDone;
		const seen = await waitForStatus(context, task.taskId, reached, looksAfter(error, lost));
		if (seen.status === goal) return { ...seen, isOthersDoing: error?.provesNotDone === true && !lost };
		if (error === undefined || (lost && seen.status === "FAILED" && change === "start")) {
			throw notArrived(operation.action, seen);
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

function looksAfter(error: ApiError | undefined, lost: boolean): number | undefined {
	if (error === undefined) return undefined;
	if (!error.provesNotDone) return looksAfterLostAnswer;
	return lost ? looksAfterRefusal : 1;
}

function notArrived(action: string, { taskId, status, progress }: ListedTask): Error {
	if (status !== "FAILED") {
		return new Error(
			`${action} was accepted, but task ${taskId} is still ${status} after a minute. Look at it in the console, then run pulumi up again.`,
		);
	}
	const reason = progress.startFailedReason;
	return new Error(
		`${action} was accepted, but the start of task ${taskId} failed${reason ? `; the service says: "${reason}"` : ""}. Fix the cause (is the agent published?) and run pulumi up again.`,
	);
}
