import type { Context } from "../run/context";
import type { Read } from "../run/resource";
import type { AiCallTask } from "./model";
import { refreshTask } from "./observe";
import { acknowledge } from "./recovery";
import { newState, refreshed, type TaskState } from "./state";

/** The task now. For one that the stack does not manage, everything that the service shows. */
export async function readTask(
	context: Context,
	taskId: string,
	olds: TaskState,
): Promise<Read<AiCallTask, TaskState> | undefined> {
	const task = await refreshTask(context, taskId, olds.definition.source);
	const isManaged = olds.definition.taskName !== undefined;
	if (isManaged) acknowledge(context, taskId);
	if (task === undefined && !isManaged) {
		const fix = "Check the id (18 digits, as text) and that the credentials are those of its account.";
		throw new Error(`Task ${taskId} cannot be read: the account has no task with this id. ${fix}`);
	}
	if (task === undefined) return undefined;
	if (isManaged) return refreshed(olds, task);
	// Nothing that was sent is known, so no unproven read-back is found equal to it.
	const definition = { ...task.definition, ...olds.definition };
	return { definition, drifted: false, state: newState(definition, task.progress) };
}
