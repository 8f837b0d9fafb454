import type { Task, TaskState } from "./task";
import type { World } from "./world";

/** The task as a query shows it, which may be late; absent while a new task is not to be seen yet. */
export function visibleState(
	{ clock }: World,
	task: Task,
	delays: { afterCreate: number; afterUpdate: number },
): TaskState | undefined {
	if (delays.afterCreate === 0 && task.past.length === 0) return task;
	const now = clock.real();
	if (now - task.createdAt < delays.afterCreate * 1000) return undefined;
	return task.past.find(({ replacedAt }) => now - replacedAt < delays.afterUpdate * 1000) ?? task;
}
