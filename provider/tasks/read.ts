import { noDrift } from "../definition/drift";
import type { Context } from "../run/context";
import type { Read } from "../run/resource";
import { driftLine, taskGone } from "./drift";
import type { AiCallTask } from "./model";
import { refreshTask } from "./observe";
import { acknowledge } from "./recovery";
import { refreshed, type TaskState } from "./state";

/** The task now. For one that the stack does not manage, everything that the service shows. */
export async function readTask(
	context: Context,
	taskId: string,
	olds: TaskState,
): Promise<Read<AiCallTask, TaskState> | undefined> {
	const task = await refreshTask(context, taskId, olds.definition.source);
	const isManaged = !olds.isUnmanaged && olds.definition.taskName !== undefined;
	if (isManaged) acknowledge(context, taskId);
	if (task === undefined && !isManaged) {
		const fix = "Check the id (18 digits, as text) and that the credentials are those of its account.";
		throw new Error(`Task ${taskId} cannot be read: the account has no task with this id. ${fix}`);
	}
	if (task === undefined) {
		context.log(taskGone(taskId));
		return undefined;
	}
	if (!isManaged) {
		const definition = { ...olds.definition, ...task.definition };
		return refreshed({ ...olds, definition, drift: noDrift(), isUnmanaged: true }, task);
	}
	const read = refreshed(olds, task);
	if (read.state.drift.names.size > 0) context.log(driftLine(taskId, read.state));
	return read;
}
