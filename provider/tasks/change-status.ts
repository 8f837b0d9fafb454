import type { Context } from "../run/context";
import { poll } from "../run/poll";
import { type ApiError, isApiError } from "../service/api-error";
import { startAiCallTask, stopAiCallTask } from "../service/operations";
import { fromRow, type ListedTask } from "./observe";
import type { TaskStatus } from "./status";

const changes = {
	stop: { operation: stopAiCallTask, goal: "STOPPED" },
	start: { operation: startAiCallTask, goal: "RUNNING" },
} as const satisfies Record<string, { operation: unknown; goal: TaskStatus }>;
type Change = keyof typeof changes;

/** How often a request is sent when its answer was lost and the list shows that it was not done. */
const attempts = 3;
/** Milliseconds between queries for the status of a task that is changing it; about a minute in all. */
const pauses = [250, 500, 1000, 2000, 3000, 5000, 5000, 10_000, 10_000, 10_000, 15_000] as const;
/** After a lost answer: the request may still be on its way. */
const pausesAfterLostAnswer = pauses.slice(0, 4);
/** After a refusal that follows a lost answer: the lost request was probably done, and the list lags behind. */
const pausesAfterRefusal = pauses.slice(0, 7);
/** A wait is worth a line after this many milliseconds, and again each time as long. */
const worthALine = 8_000;

export interface ChangedTask extends ListedTask {
	/** The request was refused, yet the task has the status: someone else changed it first. */
	readonly isOthersDoing: boolean;
}

/** Stops or starts a task and waits until it has its new status. Queries the status before it sends a request again. */
export async function changeStatus(
	context: Context,
	task: { readonly taskId: string; readonly status: TaskStatus },
	change: Change,
): Promise<ChangedTask> {
	const { operation, goal } = changes[change];
	// A start that fails does so a moment later, and leaves the task FAILED. A task that was FAILED before may still be.
	const reached: TaskStatus[] = change === "start" && task.status !== "FAILED" ? [goal, "FAILED"] : [goal];
	let lost = false;
	for (let left = attempts - 1; ; left--) {
		const error = await refusalOf(context, task.taskId, change);
		lost ||= error !== undefined && !error.provesNotDone;
		const seen = await waitForStatus(context, task.taskId, reached, pausesAfter(error, lost));
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
): Promise<ListedTask> {
	const begun = context.now();
	let reported = begun;
	const isWanted = ({ status }: ListedTask) => wanted.includes(status);
	const query = async () => {
		const task = fromRow(taskId, await context.account.freshRowOf(taskId));
		const now = context.now();
		if (!isWanted(task) && now - reported >= worthALine) {
			reported = now;
			const seconds = Math.round((now - begun) / 1000);
			context.log(`Task ${taskId}: waiting for ${wanted.join(" or ")}, still ${task.status} after ${seconds} s.`);
		}
		return task;
	};
	return poll(context, between, query, isWanted);
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
