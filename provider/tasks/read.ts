import type { Context } from "../run/context";
import { refreshTask } from "./observe";
import { type Refreshed, refreshed, type TaskOutputs } from "./outputs";
import { acknowledge } from "./recovery";

/** The task as it is now; `undefined` when it is gone. Of one that the stack does not manage it is all that the service shows. */
export async function read(context: Context, taskId: string, olds: TaskOutputs): Promise<Refreshed | undefined> {
	const source = typeof olds.source === "number" ? olds.source : undefined;
	const task = await refreshTask(context, taskId, source);
	const isManaged = olds.taskName !== undefined;
	if (isManaged) acknowledge(context, taskId);
	if (task === undefined && !isManaged) {
		const fix = "Check the id (18 digits, as text) and that the credentials are those of its account.";
		throw new Error(`Task ${taskId} cannot be read: the account has none of this id. ${fix}`);
	}
	return task === undefined ? undefined : refreshed(isManaged ? olds : { ...task.definition, ...olds }, task);
}
