import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { isRefusal } from "../service/api-error";
import { updateAiCallTask } from "../service/operations";
import { changeStatus } from "./change-status";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import type { ListedTask } from "./observe";

/** Sends a whole configuration. */
export async function sendUpdate(context: Context, taskId: string, definition: Recorded<AiCallTask>): Promise<void> {
	const parameters = taskDefinition.parameters(definition, ({ change }) => change !== "replaces");
	await context.api.call(updateAiCallTask, { TaskId: taskId, ...parameters });
}

/**
 * Sends a whole configuration, and again after a stop where the service refuses it at first: it documents updates of
 * stopped tasks only. Only for a task that may as well be stopped.
 */
export async function sendUpdateStoppingIfNeeded(
	context: Context,
	task: Pick<ListedTask, "taskId" | "status">,
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
