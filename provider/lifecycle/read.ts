import type { Context } from "./context";
import { refreshTask } from "./observe-task";
import { type Refreshed, refreshed, type TaskOutputs } from "./outputs";

/** The task as it is now; `undefined` when it is gone. */
export async function read(context: Context, taskId: string, olds: TaskOutputs): Promise<Refreshed | undefined> {
	const source = typeof olds.source === "number" ? olds.source : undefined;
	const task = await refreshTask(context, taskId, source);
	context.journal.isKnown(taskId);
	return task === undefined ? undefined : refreshed(olds, task);
}
