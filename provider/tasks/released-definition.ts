import type { Recorded } from "../definition/values";
import type { TaskRow } from "../service/operations";
import { type AiCallTask, largestRetryInterval } from "./model";

/** The name of a released task: deterministic, and short because no limit of length is published. */
export function releasedName(taskId: string): string {
	return `released-${taskId}`;
}

/** True for a name that a released task has. */
export function isReleasedName(name: string): boolean {
	return /^released-\d+$/.test(name);
}

/** A start that never comes. */
const never = Date.parse("2099-12-31T00:00:00+08:00");

/**
 * The definition of a released task: renamed, and without values for which an update may be refused. An update may start
 * an `IMMEDIATE` task at once and a `SCHEDULE` task at its time, so a task that is scheduled or may have numbers to call
 * gets a start that never comes.
 */
export function releasedDefinition(
	definition: Recorded<AiCallTask>,
	row: TaskRow | undefined,
	{ taskName, mayHoldNumbers }: { taskName: string; mayHoldNumbers: boolean },
): Recorded<AiCallTask> {
	const { missCallRetry, callRetryInterval, startType, taskCps = row?.ConcurrentCount ?? 1 } = definition;
	return {
		...definition,
		taskName,
		taskCps,
		// Calls in progress may end unanswered, and would be placed again.
		...(missCallRetry !== undefined && { missCallRetry: false }),
		...(callRetryInterval !== undefined && { callRetryInterval: Math.min(callRetryInterval, largestRetryInterval) }),
		...((startType === "SCHEDULE" || mayHoldNumbers) && { startType: "SCHEDULE", taskStartTime: never }),
	};
}
