import { z } from "zod";
import { countersOf } from "../calls/counters";
import { likeness } from "../likeness";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { PAGING, source, text } from "../parameters";
import { agentOf, expiryOf, startTime, withNulls } from "../read-back";
import { listedName, otherwise } from "../read-back-otherwise";
import { TASK_STATUSES, type Task, type TaskState } from "../task";
import type { TaskDefinition } from "../task-definition";
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

function isAskedFor(world: World, filters: Filters, task: Task, { definition, status }: TaskState): boolean {
	const withoutSource = world.settings.listWithoutSource === "agent-only" ? 0 : undefined;
	const source = filters.Source ?? withoutSource;
	return (
		(!filters.Status || filters.Status === status) &&
		(!filters.TaskName || isNamed(world, filters.TaskName, task, definition)) &&
		(!filters.TaskId || filters.TaskId.trim() === task.id) &&
		(!filters.ApplicationCode || filters.ApplicationCode === definition.ApplicationCode) &&
		(source === undefined || source === definition.Source) &&
		(!filters.AgentName || (agentOf(world, definition).AgentName ?? "").includes(filters.AgentName))
	);
}

function isNamed({ settings }: World, wanted: string, task: Task, { TaskName }: TaskDefinition): boolean {
	const name = listedName(settings, task, TaskName);
	return settings.nameLikeness === "same" ? likeness(name).includes(likeness(wanted)) : name.includes(wanted);
}

function rowOf(world: World, { task, state: { definition, status } }: Entry) {
	const fields = fieldsOf(world, task, definition);
	return withNulls(world.settings, {
		TaskId: task.id,
		...fields,
		...otherwise(world.settings, task, "row", fields, () => fieldsOf(world, task, task.created)),
		Status: TASK_STATUSES.indexOf(status),
		StartFailedReason: status === "FAILED" ? task.startFailedReason : undefined,
		CreateTime: task.createTime,
		RealStartTime: task.realStartTime,
		...countersOf(world, task),
	});
}

/** What of the definition a row shows. */
function fieldsOf(world: World, task: Task, definition: TaskDefinition) {
	return {
		TaskName: definition.TaskName,
		...agentOf(world, definition),
		StartTime: startTime(world.settings, task, definition),
		ConcurrentCount: definition.TaskCps,
		...expiryOf(definition),
	};
}
