import { updateParameters } from "../definition/parameters";
import type { Context } from "../run/context";
import { isRefusal } from "../service/api-error";
import { updateAiCallTask } from "../service/operations";
import { changeStatus } from "./change-status";
import type { AiCallTask } from "./model";
import type { ListedTask } from "./observe";

/** Sends a whole configuration. */
export async function updateTask(context: Context, taskId: string, definition: Partial<AiCallTask>): Promise<void> {
	await context.api.call(updateAiCallTask, updateParameters(taskId, definition));
}

/**
 * Sends a whole configuration, and again after a stop where the service refuses it at first: it documents updates of
 * stopped tasks only. Only for a task that may as well be stopped.
 */
export async function updateTaskThatMayStop(
	context: Context,
	task: Pick<ListedTask, "taskId" | "status">,
	definition: Partial<AiCallTask>,
): Promise<void> {
	try {
		await updateTask(context, task.taskId, definition);
	} catch (error) {
		if (!isRefusal(error) || task.status === "STOPPED") throw error;
		try {
			await changeStatus(context, task, "stop");
		} catch {
			throw error;
		}
		await updateTask(context, task.taskId, definition);
	}
}
