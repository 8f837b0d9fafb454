import { type Counters, countersOf } from "../calls/counters";
import { startDueTasks } from "../life-cycle";
import type { Service } from "../service";
import type { Task, TaskStatus, Transition } from "../task";
import type { TaskDefinition } from "../task-definition";

/** A task as stored, whatever the queries show. Times are epoch milliseconds of the simulator's clock. */
export interface TaskView {
	readonly taskId: string;
	readonly taskName: string;
	readonly status: TaskStatus;
	readonly createTime: number;
	readonly realStartTime?: number;
	readonly startFailedReason?: string;
	/** When it starts automatically. */
	readonly startsAt?: number;
	readonly definition: TaskDefinition;
	/** Every name it has had, the current one last. */
	readonly names: readonly string[];
	readonly counters: Counters;
	/** Every change of its status. */
	readonly moves: readonly Transition[];
}

export function viewTasks(service: Service): TaskView[] {
	startDueTasks(service);
	return [...service.tasks.byId.values()].map((task) => viewOf(service, task));
}

export function viewTask(service: Service, idOrName: string): TaskView | undefined {
	startDueTasks(service);
	const { tasks } = service;
	const task = tasks.byId.get(idOrName) ?? tasks.named(idOrName, 0) ?? tasks.named(idOrName, 1);
	return task && viewOf(service, task);
}

function viewOf(service: Service, task: Task): TaskView {
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
		counters: countersOf(service, task),
		moves: [...task.moves],
	};
}
