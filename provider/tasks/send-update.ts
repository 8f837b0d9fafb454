import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { isRefusal } from "../service/api-error";
import { updateAiCallTask } from "../service/operations";
import { changeStatus } from "./change-status";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import type { TaskSummary } from "./observe";

/** Sends a whole definition. */
export async function sendUpdate(context: Context, taskId: string, definition: Recorded<AiCallTask>): Promise<void> {
	const parameters = taskDefinition.parameters(definition, ({ change }) => change !== "replaces");
	await context.api.call(updateAiCallTask, { TaskId: taskId, ...parameters });
}

/**
 * Sends a whole definition; if the service refuses it, stops the task and sends it again, because only updates of
 * stopped tasks are documented. Only for a task that may be stopped.
 */
export async function sendUpdateStoppingIfNeeded(
	context: Context,
	task: Pick<TaskSummary, "taskId" | "status">,
	definition: Recorded<AiCallTask>,
): Promise<void> {
	try {
		await sendUpdate(context, task.taskId, definition);
	} catch (error) {
		if (!isRefusal(error) || task.status === "STOPPED") throw error;
		try {
			await changeStatus(context, task, "stop");
		} catch {
			throw error;
		}
		await sendUpdate(context, task.taskId, definition);
	}
}
