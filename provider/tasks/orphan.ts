import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { lagPauses, poll } from "../run/poll";
import type { TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import type { Creation } from "./recovery";

/** Milliseconds by which a task's creation time may differ from the time at which the creation was recorded. */
const longestCreation = 15 * 60_000;

/** The task that an earlier run created, or was creating, and that the engine does not know. */
export async function findOrphan(context: Context, creation: Creation): Promise<TaskRow | undefined> {
	const { taskId, taskName } = creation;
	// The service returned this id, so if the list does not show it, the list is lagging.
	if (taskId !== undefined) return poll(context, lagPauses, () => context.account.freshRowOf(taskId));
	const holder = await context.account.freshHolderOf(taskName);
	return holder !== undefined && isOrphanOf(creation, holder) ? holder : undefined;
}

/** True if an update can bring the task to its declaration: everything that an update cannot change is the same. */
export function isOrphanUsable(creation: Creation, shown: Recorded<AiCallTask>, task: Recorded<AiCallTask>): boolean {
	if (task.adoptTaskId !== undefined && task.adoptTaskId !== creation.taskId) return false;
	// The service does not show the source. Without a record, only the application code reveals it.
	const source = creation.source ?? (shown.applicationCode === undefined ? 0 : 1);
	const { agentId = creation.agentId, applicationCode = creation.applicationCode } = shown;
	return !taskDefinition.needsReplacing({ ...shown, agentId, applicationCode, source }, task);
}

/** What happens to an orphan that is not usable, and why. */
export function whyUnusable(taskId: string, { adoptTaskId }: Pick<Recorded<AiCallTask>, "adoptTaskId">): string {
	return adoptTaskId !== undefined && adoptTaskId !== taskId
		? "is released: adoptTaskId names another task."
		: "is replaced: an update cannot change its agentId, applicationCode or source.";
}

/** What happens to an orphan in an account in which the program no longer declares its resource. */
export function leftElsewhere(taskId: string): string {
	return `Task ${taskId} was left in another account by an interrupted run of this resource and is released.`;
}

/** The name was free when the creation was recorded, so a task with that name created since is the one we created. */
export function isOrphanOf({ taskId, taskName, agentId, at }: Creation, row: TaskRow): boolean {
	if (taskId !== undefined) return taskId === row.TaskId;
	const hasSameTime = Math.abs((row.CreateTime ?? at) - at) < longestCreation;
	const hasSameAgent = !row.AgentId || agentId === undefined || row.AgentId === agentId;
	return row.TaskName.trim() === taskName && hasSameTime && hasSameAgent;
}
