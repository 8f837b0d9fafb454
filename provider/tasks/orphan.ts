import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { lags, poll } from "../run/poll";
import type { TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import type { Creation } from "./recovery";

/** Milliseconds by which a task's own time of creation may differ from the moment at which that was begun. */
const longestCreation = 15 * 60_000;

/** The task that an earlier run created, or was creating, without the engine having learnt of it. */
export async function findOrphan(context: Context, creation: Creation): Promise<TaskRow | undefined> {
	const { taskId, taskName } = creation;
	// The service returned this id, so if the list does not show it, the list is lagging.
	if (taskId !== undefined) return poll(context, lags, () => context.account.freshRowOf(taskId));
	const holder = await context.account.freshHolderOf(taskName);
	return holder !== undefined && isOrphanOf(creation, holder) ? holder : undefined;
}

/** True when an update can make the task what is declared: it agrees in everything that an update does not change. */
export function isOrphanUsable(creation: Creation, shown: Recorded<AiCallTask>, task: Recorded<AiCallTask>): boolean {
	if (task.adoptTaskId !== undefined && task.adoptTaskId !== creation.taskId) return false;
	// The service shows no source; before it was recorded, only an application's code tells.
	const source = creation.source ?? (shown.applicationCode === undefined ? 0 : 1);
	const { agentId = creation.agentId, applicationCode = creation.applicationCode } = shown;
	return !taskDefinition.needsReplacing({ ...shown, agentId, applicationCode, source }, task);
}

/** The name was free when the note was written, so a task with that name created since then is the one we created. */
export function isOrphanOf({ taskId, taskName, agentId, at }: Creation, row: TaskRow): boolean {
	if (taskId !== undefined) return taskId === row.TaskId;
	const isOfThatTime = Math.abs((row.CreateTime ?? at) - at) < longestCreation;
	const isOfThatAgent = !row.AgentId || agentId === undefined || row.AgentId === agentId;
	return row.TaskName.trim() === taskName && isOfThatTime && isOfThatAgent;
}
