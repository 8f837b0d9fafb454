import { isApiError } from "../api/api-error";
import { startAiCallTask, stopAiCallTask } from "../api/operations";
import type { TaskStatus } from "../model/task-status";
import type { Context } from "./context";
import type { ObservedTask } from "./observe-task";
import { waitForStatus } from "./wait-for-status";

const changes = {
	stop: { operation: stopAiCallTask, reached: ["STOPPED"] },
	// A start that fails does so a moment later, and leaves the task FAILED.
	start: { operation: startAiCallTask, reached: ["RUNNING", "FAILED"] },
} as const satisfies Record<string, { operation: unknown; reached: readonly TaskStatus[] }>;

/** How often a request is sent when its answer was lost and a look shows that it was not done. */
const attempts = 3;
/** Looks after a lost answer: the request may still be on its way. */
const looksAfterLostAnswer = 5;

/** Stops or starts a task and waits until it is so. What was sent is looked up before it is ever sent again. */
export async function changeStatus(context: Context, taskId: string, move: "stop" | "start"): Promise<ObservedTask> {
	for (let left = attempts - 1; ; left--) {
		try {
			await context.api.call(changes[move].operation, { TaskId: taskId });
		} catch (error) {
			const task = await afterFailure(context, taskId, move, error);
			if (task !== undefined) return task;
			if (left === 0) throw error;
			continue;
		}
		return arrival(context, taskId, move);
	}
}

/** The task, when it has arrived in spite of the error; `undefined` when the request may be sent again. */
async function afterFailure(context: Context, taskId: string, move: "stop" | "start", error: unknown) {
	if (!isApiError(error)) throw error;
	const wanted = move === "stop" ? "STOPPED" : "RUNNING";
	const task = await waitForStatus(context, taskId, [wanted], error.provesNotDone ? 1 : looksAfterLostAnswer);
	if (task.status === wanted) return task;
	if (error.provesNotDone) throw error;
	return undefined;
}

async function arrival(context: Context, taskId: string, move: "stop" | "start"): Promise<ObservedTask> {
	const { operation, reached } = changes[move];
	const task = await waitForStatus(context, taskId, reached);
	if (task.status === "FAILED" && move === "start") {
		const reason = task.progress.startFailedReason;
		throw new Error(
			`${operation.action} was accepted, but the start of task ${taskId} failed${reason ? `; the service says: "${reason}"` : ""}. Mend that (is the agent published?) and run pulumi up again.`,
		);
	}
	if ((reached as readonly TaskStatus[]).includes(task.status)) return task;
	throw new Error(
		`${operation.action} was accepted, but task ${taskId} is still ${task.status} after a minute. Look at it in the console, then run pulumi up again.`,
	);
}
