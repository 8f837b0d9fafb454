import type { TaskRow } from "../api/operations";
import type { Context } from "./context";
import type { Creation } from "./journal";
import { lags, look } from "./look";

/** Milliseconds by which a task's own time of creation may differ from the moment at which that was begun. */
const longestCreation = 15 * 60_000;

/** The task that an earlier run created, or was creating, without the engine having learnt of it. */
export async function leftBy(context: Context, creation: Creation): Promise<TaskRow | undefined> {
	const { taskId, taskName } = creation;
	// The service has named this task once: when it is not there, it is not there yet.
	if (taskId !== undefined) return look(context, lags, () => context.account.freshRowOf(taskId));
	const holder = await context.account.freshHolderOf(taskName);
	return holder !== undefined && cameOf(creation, holder) ? holder : undefined;
}

/** The name was free when the note was written: what holds it and was created since is what came of it. */
export function cameOf({ taskId, taskName, agentId, at }: Creation, row: TaskRow): boolean {
	if (taskId !== undefined) return taskId === row.TaskId;
	const isOfThatTime = Math.abs((row.CreateTime ?? at) - at) < longestCreation;
	const isOfThatAgent = !row.AgentId || agentId === undefined || row.AgentId === agentId;
	return row.TaskName.trim() === taskName && isOfThatTime && isOfThatAgent;
}
