import { z } from "zod";
import { countersOf } from "../calls/counters";
import { visibleState } from "../life-cycle";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { paging, source, text } from "../parameters";
import { agentOf, expiryOf, startTime, withNulls } from "../read-back";
import { listedName, shownFields } from "../read-back-otherwise";
import type { Service } from "../service";
import { type Task, type TaskState, taskStatuses } from "../task";
import type { TaskDefinition } from "../task-definition";
import { foldName } from "../task-store";

const Parameters = z.object({
	...paging,
	Status: z.enum(taskStatuses).optional(),
	TaskName: text.optional(),
	AgentName: text.optional(),
	TaskId: text.optional(),
	ApplicationCode: text.optional(),
	Source: source.optional(),
});

export const queryAiCallTaskPage = operation({
	action: "QueryAiCallTaskPage",
	parameters: Parameters,
	run(service, filters) {
		const { settings, tasks } = service;
		const found: Entry[] = [];
		const delays = { afterCreate: settings.listDelayAfterCreate, afterUpdate: settings.listDelayAfterUpdate };
		for (const task of tasks.inOrder(settings.listOrder)) {
			const state = visibleState(service, task, delays);
			if (state !== undefined && matches(service, filters, task, state)) found.push({ task, state });
		}
		return pageOf(settings, filters, found, (entry) => rowOf(service, entry));
	},
});

type Filters = z.output<typeof Parameters>;

interface Entry {
	readonly task: Task;
	readonly state: TaskState;
}

function matches(service: Service, filters: Filters, task: Task, { definition, status }: TaskState): boolean {
	const withoutSource = service.settings.listWithoutSource === "agent-only" ? 0 : undefined;
	const source = filters.Source ?? withoutSource;
	return (
		(!filters.Status || filters.Status === status) &&
		(!filters.TaskName || matchesName(service, filters.TaskName, task, definition)) &&
		(!filters.TaskId || filters.TaskId.trim() === task.id) &&
		(!filters.ApplicationCode || filters.ApplicationCode === definition.ApplicationCode) &&
		(source === undefined || source === definition.Source) &&
		(!filters.AgentName || (agentOf(service, definition).AgentName ?? "").includes(filters.AgentName))
	);
}

function matchesName({ settings }: Service, wanted: string, task: Task, { TaskName }: TaskDefinition): boolean {
	const name = listedName(settings, task, TaskName);
	return settings.nameLikeness === "same" ? foldName(name).includes(foldName(wanted)) : name.includes(wanted);
}

function rowOf(service: Service, { task, state: { definition, status } }: Entry) {
	return withNulls(service.settings, {
		TaskId: task.id,
		...shownFields(service.settings, task, "row", definition, (one) => fieldsOf(service, task, one)),
		Status: taskStatuses.indexOf(status),
		StartFailedReason: status === "FAILED" ? task.startFailedReason : undefined,
		CreateTime: task.createTime,
		RealStartTime: task.realStartTime,
		...countersOf(service, task),
	});
}

function fieldsOf(service: Service, task: Task, definition: TaskDefinition) {
	return {
		TaskName: definition.TaskName,
		...agentOf(service, definition),
		StartTime: startTime(service.settings, task, definition),
		ConcurrentCount: definition.TaskCps,
		...expiryOf(definition),
	};
}
