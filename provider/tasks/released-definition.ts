import type { TaskRow } from "../service/operations";
import type { AiCallTask } from "./model";

/** The name of a task that was released: deterministic, and short since no limit of length is published. */
export function releasedName(taskId: string): string {
	return `released-${taskId}`;
}

/** A start that never comes: the last day of 2099. */
const never = Date.parse("2099-12-31T00:00:00+08:00");
/** The largest interval that the page of UpdateAiCallTask allows. */
const largestInterval = 120;

/**
 * The definition of a task that is let go of: as it was, under another name, without anything for which an update is
 * known to be refused, and without a start of its own. An update may start an `IMMEDIATE` task at once and a `SCHEDULE`
 * task at its time, so one that has that ahead, or may hold numbers to call, gets a time that never comes.
 */
export function restingDefinition(
	definition: Partial<AiCallTask>,
	row: TaskRow | undefined,
	{ taskName, mayHoldNumbers }: { taskName: string; mayHoldNumbers: boolean },
): Partial<AiCallTask> {
	const resting: Partial<AiCallTask> = { ...definition, taskName };
	resting.taskCps ??= row?.ConcurrentCount ?? 1;
	// Calls in progress may end unanswered, and would wait in the released task to be placed again.
	if (resting.missCallRetry !== undefined) resting.missCallRetry = false;
	if (resting.callRetryInterval !== undefined)
		resting.callRetryInterval = Math.min(resting.callRetryInterval, largestInterval);
	if (resting.startType === "SCHEDULE" || mayHoldNumbers) {
		resting.startType = "SCHEDULE";
		resting.taskStartTime = never;
	}
	return resting;
}
