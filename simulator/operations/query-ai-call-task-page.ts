import { z } from "zod";
import { countersOf } from "../calls/counters";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { PAGING, source, text } from "../parameters";
import { agentOf, expiryOf, startTime, withNulls } from "../read-back";
import { TASK_STATUSES, type Task, type TaskState } from "../task";
import { visibleState } from "../visible-state";
import type { World } from "../world";

const PARAMETERS = z.object({
	...PAGING,
	Status: z.enum(TASK_STATUSES).optional(),
	TaskName: text.optional(),
	AgentName: text.optional(),
	TaskId: text.optional(),
	ApplicationCode: text.optional(),
	Source: source.optional(),
});

export const queryAiCallTaskPage = operation({
	action: "QueryAiCallTaskPage",
	parameters: PARAMETERS,
	run(world, filters) {
		const { settings, tasks } = world;
		const found: Entry[] = [];
		const delays = { afterCreate: settings.listDelayAfterCreate, afterUpdate: settings.listDelayAfterUpdate };
		for (const task of tasks.inOrder(settings.listOrder)) {
			const state = visibleState(world, task, delays);
			if (state !== undefined && isAskedFor(world, filters, task, state)) found.push({ task, state });
		}
		return pageOf(settings, filters, found, (entry) => rowOf(world, entry));
	},
});

type Filters = z.output<typeof PARAMETERS>;

interface Entry {
	readonly task: Task;
	readonly state: TaskState;
}

function isAskedFor(world: World, filters: Filters, { id }: Task, { definition, status }: TaskState): boolean {
	const withoutSource = world.settings.listWithoutSource === "agent-only" ? 0 : undefined;
	const source = filters.Source ?? withoutSource;
	return (
		(!filters.Status || filters.Status === status) &&
		(!filters.TaskName || definition.TaskName.includes(filters.TaskName)) &&
		(!filters.TaskId || filters.TaskId.trim() === id) &&
		(!filters.ApplicationCode || filters.ApplicationCode === definition.ApplicationCode) &&
		(source === undefined || source === definition.Source) &&
		(!filters.AgentName || (agentOf(world, definition).AgentName ?? "").includes(filters.AgentName))
	);
}

function rowOf(world: World, { task, state: { definition, status } }: Entry) {
	return withNulls(world.settings, {
		TaskId: task.id,
		TaskName: definition.TaskName,
		...agentOf(world, definition),
		Status: TASK_STATUSES.indexOf(status),
		StartFailedReason: status === "FAILED" ? task.startFailedReason : undefined,
		CreateTime: task.createTime,
		StartTime: startTime(world.settings, task, definition),
		RealStartTime: task.realStartTime,
		ConcurrentCount: definition.TaskCps,
		...countersOf(world, task),
		...expiryOf(definition),
	});
}
