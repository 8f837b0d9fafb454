import { agentStatus } from "./agents";
import { advanceCalls } from "./calls/advance-calls";
import type { Service } from "./service";
import type { Task, TaskState, TaskStatus } from "./task";
import type { TaskDefinition } from "./task-definition";

export function addTask(
	service: Service,
	definition: TaskDefinition,
	by: string,
	createTime = service.clock.now(),
): Task {
	const task: Task = {
		id: service.ids.task(),
		createTime,
		createdAt: service.clock.real(),
		created: definition,
		definition,
		status: "INIT",
		names: [definition.TaskName],
		moves: [{ to: "INIT", at: createTime, by }],
		past: [],
		reads: { detail: 0, row: 0 },
	};
	service.tasks.add(task);
	return task;
}

export function removeTask(service: Service, task: Task): void {
	service.tasks.remove(task);
	service.scheduled.delete(task);
}

/** Starts the task. Returns false if the start fails because the agent is not online. */
export function startTask(service: Service, task: Task, by: string, at = service.clock.now()): boolean {
	const agent = service.agents.get(task.definition.AgentId ?? "");
	if (agent !== undefined && agent.Status !== agentStatus.online) {
		setTaskStatus(service, task, "FAILED", by, at);
		return false;
	}
	setTaskStatus(service, task, "RUNNING", by, at);
	return true;
}

export function setTaskStatus(
	service: Service,
	task: Task,
	to: TaskStatus,
	by: string,
	at = service.clock.now(),
): void {
	advanceCalls(service, task, at);
	keepPastState(service, task);
	unschedule(service, task);
	delete task.startFailedReason;
	task.status = to;
	task.moves.push({ to, at, by });
	if (to === "RUNNING") task.realStartTime = at;
	if (to === "FAILED") task.startFailedReason = "智能体未上线，任务启动失败";
}

/** Replaces the whole definition. Calls until now follow the old one. */
export function redefineTask(service: Service, task: Task, definition: TaskDefinition): void {
	advanceCalls(service, task);
	keepPastState(service, task);
	service.tasks.rename(task, definition.TaskName);
	task.definition = definition;
}

export function schedule(service: Service, task: Task, startsAt: number): void {
	task.startsAt = startsAt;
	service.scheduled.add(task);
}

export function unschedule(service: Service, task: Task): void {
	delete task.startsAt;
	service.scheduled.delete(task);
}

/** Starts the tasks whose start time has passed. */
export function startDueTasks(service: Service): void {
	const now = service.clock.now();
	for (const task of service.scheduled) {
		if (task.startsAt === undefined || task.startsAt > now || waitsForNumbers(service, task)) continue;
		startTask(service, task, "schedule", Math.max(task.startsAt, task.calls?.advancedTo ?? 0));
	}
}

function waitsForNumbers(service: Service, task: Task): boolean {
	return service.settings.scheduleWithoutNumbers === "stays-init" && task.calls === undefined;
}

function keepPastState(service: Service, task: Task): void {
	const { listDelayAfterUpdate, detailDelayAfterUpdate } = service.settings;
	if (listDelayAfterUpdate === 0 && detailDelayAfterUpdate === 0) return;
	task.past.push({ definition: task.definition, status: task.status, replacedAt: service.clock.real() });
}

/** The task as a query shows it after its consistency delay (seconds); undefined while a new task is not visible. */
export function visibleState(
	{ clock }: Service,
	task: Task,
	delays: { afterCreate: number; afterUpdate: number },
): TaskState | undefined {
	if (delays.afterCreate === 0 && task.past.length === 0) return task;
	const now = clock.real();
	if (now - task.createdAt < delays.afterCreate * 1000) return undefined;
	return task.past.find(({ replacedAt }) => now - replacedAt < delays.afterUpdate * 1000) ?? task;
}
