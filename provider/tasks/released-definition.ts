import type { Recorded } from "../definition/values";
import type { TaskRow } from "../service/operations";
import { type AiCallTask, largestRetryInterval } from "./model";

/** The name of a task that was released: deterministic, and short since no limit of length is published. */
export function releasedName(taskId: string): string {
	return `released-${taskId}`;
}

/** A start that never comes: the last day of 2099. */
const never = Date.parse("2099-12-31T00:00:00+08:00");
/**
 * The definition of a released task: as it was, under another name, without anything for which an update is known to be
 * refused, and without a start of its own. An update may start an `IMMEDIATE` task at once and a `SCHEDULE` task at its
 * time, so one that has that ahead, or may hold numbers to call, gets a time that never comes.
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
		// Calls in progress may end unanswered, and would wait in the released task to be placed again.
		...(missCallRetry !== undefined && { missCallRetry: false }),
		...(callRetryInterval !== undefined && { callRetryInterval: Math.min(callRetryInterval, largestRetryInterval) }),
		...((startType === "SCHEDULE" || mayHoldNumbers) && { startType: "SCHEDULE", taskStartTime: never }),
	};
}
