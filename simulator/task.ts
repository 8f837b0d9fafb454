import type { CallStore } from "./calls/call-store";
import type { TaskDefinition } from "./task-definition";

export const taskStatuses = ["INIT", "RUNNING", "STOPPED", "FAILED"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** A change of a task's status: to what, when (epoch milliseconds of the simulator's clock), and what caused it. */
export interface Transition {
	readonly to: TaskStatus;
	readonly at: number;
	readonly by: string;
}

/** The part of a task that the queries may still show for a while after it has changed. */
export interface TaskState {
	readonly definition: TaskDefinition;
	readonly status: TaskStatus;
}

/** The queries that show a definition: QueryAiCallTaskDetail, and a row of QueryAiCallTaskPage. */
export type Query = "detail" | "row";

export interface Task {
	readonly id: string;
	readonly createTime: number;
	/** Real time, for consistency delays. */
	readonly createdAt: number;
	/** The definition at creation. */
	readonly created: TaskDefinition;
	definition: TaskDefinition;
	status: TaskStatus;
	realStartTime?: number;
	startFailedReason?: string;
	/** When it starts automatically; absent if it does not. */
	startsAt?: number;
	/** Every name it has had, the current one last. */
	readonly names: string[];
	readonly moves: Transition[];
	readonly past: (TaskState & { readonly replacedAt: number })[];
	/** The number of times each query has shown it, for fields that change at each read. */
	readonly reads: Record<Query, number>;
	calls?: CallStore;
}
