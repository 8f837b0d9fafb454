import { ONLINE } from "./agents";
import { settleCalls } from "./calls/settle-calls";
import type { Task, TaskStatus } from "./task";
import type { TaskDefinition } from "./task-definition";
import type { World } from "./world";

/** Adds a task as it is right after its creation, whoever creates it. */
export function addTask(world: World, definition: TaskDefinition, by: string, createTime = world.clock.now()): Task {
	const task: Task = {
		id: world.ids.task(),
		createTime,
		createdAt: world.clock.real(),
		created: definition,
		definition,
		status: "INIT",
		names: [definition.TaskName],
		moves: [{ to: "INIT", at: createTime, by }],
		past: [],
		shown: { detail: 0, row: 0 },
	};
	world.tasks.add(task);
	return task;
}

export function removeTask(world: World, task: Task): void {
	world.tasks.remove(task);
	world.scheduled.delete(task);
}

/** Starts the task, or fails to: an agent that is not online cannot call. */
export function startTask(world: World, task: Task, by: string, at = world.clock.now()): boolean {
	const agent = world.agents.get(task.definition.AgentId ?? "");
	if (agent !== undefined && agent.Status !== ONLINE) {
		moveTask(world, task, "FAILED", by, at);
		task.startFailedReason = "智能体未上线，任务启动失败";
		return false;
	}
	moveTask(world, task, "RUNNING", by, at);
	task.realStartTime = at;
	return true;
}

export function moveTask(world: World, task: Task, to: TaskStatus, by: string, at = world.clock.now()): void {
	settleCalls(task, at, world.seed);
	rememberState(world, task);
	unschedule(world, task);
	delete task.startFailedReason;
	task.status = to;
	task.moves.push({ to, at, by });
}

/** Replaces the whole definition; calls placed until now were placed under the old one. */
export function redefineTask(world: World, task: Task, definition: TaskDefinition): void {
	settleCalls(task, world.clock.now(), world.seed);
	rememberState(world, task);
	world.tasks.rename(task, definition.TaskName);
	task.definition = definition;
}

export function schedule(world: World, task: Task, startsAt: number): void {
	task.startsAt = startsAt;
	world.scheduled.add(task);
}

export function unschedule(world: World, task: Task): void {
	delete task.startsAt;
	world.scheduled.delete(task);
}

/** Starts what should have started by now. Every other change of a status is somebody's doing. */
export function settleStarts(world: World): void {
	const now = world.clock.now();
	for (const task of world.scheduled) {
		if (task.startsAt === undefined || task.startsAt > now || waitsForNumbers(world, task)) continue;
		startTask(world, task, "schedule", Math.max(task.startsAt, task.calls?.settledTo ?? 0));
	}
}

function waitsForNumbers(world: World, task: Task): boolean {
	return world.settings.scheduleWithoutNumbers === "stays-init" && task.calls === undefined;
}

function rememberState(world: World, task: Task): void {
	const { listDelayAfterUpdate, detailDelayAfterUpdate } = world.settings;
	if (listDelayAfterUpdate === 0 && detailDelayAfterUpdate === 0) return;
	task.past.push({ definition: task.definition, status: task.status, replacedAt: world.clock.real() });
}
