import { type Counters, countersOf } from "../calls/counters";
import { settleStarts } from "../life-cycle";
import type { Move, Task, TaskStatus } from "../task";
import type { TaskDefinition } from "../task-definition";
import type { World } from "../world";

/** A task as stored, for whoever holds the control door. Times are epoch milliseconds of the simulator's clock. */
export interface TaskView {
	readonly taskId: string;
	readonly taskName: string;
	readonly status: TaskStatus;
	readonly createTime: number;
	readonly realStartTime?: number;
	readonly startFailedReason?: string;
	/** When it starts by itself. */
	readonly startsAt?: number;
	readonly definition: TaskDefinition;
	/** Every name it has had, the present one last. */
	readonly names: readonly string[];
	readonly counters: Counters;
	readonly moves: readonly Move[];
}

export function viewTasks(world: World): TaskView[] {
	settleStarts(world);
	return [...world.tasks.byId.values()].map((task) => viewOf(world, task));
}

export function viewTask(world: World, idOrName: string): TaskView | undefined {
	settleStarts(world);
	const { tasks } = world;
	const task = tasks.byId.get(idOrName) ?? tasks.named(idOrName, 0) ?? tasks.named(idOrName, 1);
	return task && viewOf(world, task);
}

function viewOf(world: World, task: Task): TaskView {
	const { realStartTime, startFailedReason, startsAt } = task;
	return {
		taskId: task.id,
		taskName: task.definition.TaskName,
		status: task.status,
		createTime: task.createTime,
		...(realStartTime === undefined ? {} : { realStartTime }),
		...(startFailedReason === undefined ? {} : { startFailedReason }),
		...(startsAt === undefined ? {} : { startsAt }),
		definition: structuredClone(task.definition),
		names: [...task.names],
		counters: countersOf(world, task),
		moves: [...task.moves],
	};
}
