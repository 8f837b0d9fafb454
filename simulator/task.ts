import type { CallBook } from "./calls/call-book";
import type { TaskDefinition } from "./task-definition";

export const TASK_STATUSES = ["INIT", "RUNNING", "STOPPED", "FAILED"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** One move of a task: where to, when (epoch milliseconds of the simulator's clock), and through what. */
export interface Move {
	readonly to: TaskStatus;
	readonly at: number;
	readonly by: string;
}

/** What of a task the two queries may still show for a while after it has changed. */
export interface TaskState {
	readonly definition: TaskDefinition;
	readonly status: TaskStatus;
}

/** The two queries that show a task. */
export type Query = "detail" | "row";

export interface Task {
	readonly id: string;
	readonly createTime: number;
	/** Real time, for consistency delays. */
	readonly createdAt: number;
	/** As it was created, whatever it is since. */
	readonly created: TaskDefinition;
	definition: TaskDefinition;
	status: TaskStatus;
	realStartTime?: number;
	startFailedReason?: string;
	/** When it starts by itself; absent when it does not. */
	startsAt?: number;
	readonly names: string[];
	readonly moves: Move[];
	readonly past: (TaskState & { readonly replacedAt: number })[];
	/** How often each query has shown it, for fields that show another value each time. */
	readonly shown: Record<Query, number>;
	calls?: CallBook;
}
