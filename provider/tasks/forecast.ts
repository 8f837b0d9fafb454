import { callableSpans, firstCallableInstant } from "../definition/call-calendar";
import { warning } from "../definition/finding";
import { epochOf } from "../definition/kinds";
import type { Rule } from "../definition/rule";
import { instantOf } from "../definition/shanghai-time";
import type { AiCallTask } from "./model";

/** About the length of a call; in a shorter window concurrency cannot build up. */
const callSeconds = 60;
const source = "this provider's forecast from the declared properties";

function longestSpan(task: Partial<AiCallTask>): number {
	return Math.max(0, ...callableSpans(task).map(({ start, end }) => end - start));
}

/** The earliest moment at which the task can run: its start, or now. */
function startOf(task: Partial<AiCallTask>, now: number): number {
	return task.startType === "SCHEDULE" && task.taskStartTime !== undefined
		? Math.max(now, epochOf(task.taskStartTime))
		: now;
}

/** Effects of a definition that are probably not intended. Only warnings. */
export const launchForecast: readonly Rule<AiCallTask>[] = [
	{
		condition: "`taskStartTime` lies inside a call window (warning).",
		source,
		reads: ["startType", "taskStartTime", "callDay", "callTime", "callableTime"],
		find: (task, { isNew }) => {
			if (!isNew || task.startType !== "SCHEDULE" || task.taskStartTime === undefined) return undefined;
			const start = epochOf(task.taskStartTime);
			const first = firstCallableInstant(task, start);
			if (first === undefined || first === start) return undefined;
			return warning(
				"taskStartTime",
				"lies outside every call window: the task starts then but places its first call only when the next window opens.",
				"Move the start into a window, or the windows to the start, unless that is what you want.",
			);
		},
	},
	{
		condition: "`callExpireDate` lies after the first call window opens (warning).",
		source,
		reads: ["startType", "taskStartTime", "callDay", "callTime", "callableTime", "callExpireDate"],
		find: (task, { now }) => {
			const expiry = task.callExpireDate === undefined ? undefined : instantOf(task.callExpireDate);
			if (expiry === undefined || expiry <= now) return undefined;
			const first = firstCallableInstant(task, startOf(task, now));
			return first === undefined || first < expiry
				? undefined
				: warning(
						"callExpireDate",
						"lies before the first call window opens: the task will never place a call.",
						"Choose a later date, or an earlier window.",
					);
		},
	},
	{
		condition: "`callExpireMinutes` reaches from one call window to the next (warning).",
		source,
		reads: ["startType", "taskStartTime", "callDay", "callTime", "callableTime", "callExpireMinutes"],
		find: (task, { now }) => {
			if (task.callExpireMinutes === undefined) return undefined;
			const first = firstCallableInstant(task, startOf(task, now));
			return first === undefined || first < now + task.callExpireMinutes * 60_000
				? undefined
				: warning(
						"callExpireMinutes",
						"is over before the task can place its first call: numbers imported now would never be called.",
						"Choose more minutes, or import later.",
					);
		},
	},
	{
		condition: "`callRetryInterval` fits into the longest call window (warning).",
		source,
		reads: ["callTime", "callableTime", "callRetryInterval"],
		find: (task) =>
			task.callRetryInterval !== undefined && longestSpan(task) > 0 && task.callRetryInterval * 60 >= longestSpan(task)
				? warning(
						"callRetryInterval",
						"reaches past the end of every call window: each retry waits for a later window.",
						"Choose a shorter interval or a longer window, unless that is what you want.",
					)
				: undefined,
	},
	{
		condition: "`taskCps` can be used up: some call window is longer than one call (warning).",
		source,
		reads: ["callTime", "callableTime", "taskCps"],
		find: (task) =>
			task.taskCps !== undefined && task.taskCps > 1 && longestSpan(task) > 0 && longestSpan(task) < callSeconds
				? warning(
						"taskCps",
						"cannot be used up: every call window is shorter than a call of one minute.",
						"Make a window longer, or lower taskCps.",
					)
				: undefined,
	},
];
