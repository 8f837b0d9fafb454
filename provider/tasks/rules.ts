import { intersection, type Span, spanOf, spansOf } from "../definition/call-window";
import { error, type Finding, warning } from "../definition/finding";
import { epochOf } from "../definition/kinds";
import type { Rule } from "../definition/rule";
import { instantOf, weekdays } from "../definition/shanghai-time";
import { type AiCallTask, largestRetryInterval } from "./model";

const createPage = "CreateAiCallTask, API reference";
const meaning = "inference from what the properties mean";
const caution = "this provider's own caution";

const retryDetails = ["callRetryReason", "callRetryTimes", "callRetryInterval"] as const;

/** Empty, reversed and overlapping windows; an overlap is reported for the later of the two. */
function windowFaults(property: "callTime" | "callableTime", task: Partial<AiCallTask>): Finding[] {
	const windows = task[property] ?? [];
	const spans = windows.map(spanOf);
	return windows.flatMap((_value, index) => {
		const span = spans[index];
		if (span === undefined) return [];
		const path = `${property}[${index}]`;
		if (span.start === span.end) {
			return error(path, "is empty: it ends when it starts.", "Make endTime later than startTime.");
		}
		if (span.start > span.end) return error(path, "is reversed: it ends before it starts.", acrossMidnight(task));
		const other = spans.findIndex((before, place) => place < index && before !== undefined && overlap(before, span));
		if (other === -1) return [];
		return error(path, `overlaps ${property}[${other}].`, "Merge the two, or move one of them.");
	});
}

/** Two windows of one task cover a night only if the day after each of its days is one of its days, too. */
function acrossMidnight({ callDay }: Partial<AiCallTask>): string {
	if (callsEveryDay(callDay)) {
		return "Swap the two; or, for a window across midnight, write two: one to 23:59:59 and one from 00:00:00.";
	}
	return "Swap the two; or, for calls across midnight, declare two tasks: one that calls until 23:59:59 on these days, and one that calls from 00:00:00 on the following days, because the hours after midnight belong to the next day; two windows in one task work only if callDay lists every day.";
}

/** False if the days are unknown. */
function callsEveryDay(callDay: AiCallTask["callDay"] | undefined): boolean {
	return weekdays.every((day) => callDay?.includes(day) === true);
}

/** True if one window starts at midnight and another one ends there. */
function isSplitNight({ callTime = [] }: Partial<AiCallTask>): boolean {
	const spans = spansOf(callTime);
	const lastMinute = 86_400 - 60;
	return (
		spans.some(({ start, end }) => start === 0 && end < lastMinute) &&
		spans.some(({ start, end }) => start > 0 && end >= lastMinute)
	);
}

/** True if the two have time in common; a reversed or empty window has none. */
function overlap(a: Span, b: Span): boolean {
	return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

function duplicates(property: "callDay" | "callRetryReason", task: Partial<AiCallTask>): Finding[] {
	const values: readonly string[] = task[property] ?? [];
	return values.flatMap((value, index) =>
		values.indexOf(value) === index
			? []
			: error(`${property}[${index}]`, `repeats ${property}[${values.indexOf(value)}].`, "Remove one of them."),
	);
}

/** True if the two lists of windows have no second in common. */
function neverCallable(task: Partial<AiCallTask>): boolean {
	if (task.callTime === undefined || task.callableTime === undefined || task.callableTime.length === 0) return false;
	return intersection(spansOf(task.callTime), spansOf(task.callableTime)).length === 0;
}

const isEngine = (task: Partial<AiCallTask>) => task.source === 1;
const usesOwnLine = (task: Partial<AiCallTask>) => task.phoneType === 1;

export const rules: readonly Rule<AiCallTask>[] = [
	{
		condition: "`agentId` is required unless `source` is 1.",
		source: createPage,
		reads: ["agentId", "source"],
		find: (task) =>
			task.agentId !== undefined || isEngine(task)
				? undefined
				: error("agentId", "is missing: it is required unless source is 1.", "Add the id of a published agent."),
	},
	{
		condition: "`agentId` has no use when `source` is 1 (warning).",
		source: meaning,
		reads: ["agentId", "source"],
		find: (task) =>
			task.agentId !== undefined && isEngine(task)
				? warning("agentId", "has no published use in an engine task (source 1).", "Remove it, or set source to 0.")
				: undefined,
	},
	{
		condition: "`virtualNumber` is required unless `phoneType` is 1.",
		source: `${createPage}; optional in the SDKs since 3.5.1, for engine tasks on a customer's line`,
		reads: ["virtualNumber", "phoneType"],
		find: (task) =>
			task.virtualNumber !== undefined || usesOwnLine(task)
				? undefined
				: error(
						"virtualNumber",
						"is missing: it is required unless phoneType is 1.",
						"Add the number of the service instance that places the calls.",
					),
	},
	{
		condition: "`taskStartTime` is in the future when the task is created.",
		source: caution,
		reads: ["taskStartTime", "startType"],
		find: (task, { now, isNew }) =>
			isNew && task.startType === "SCHEDULE" && task.taskStartTime !== undefined && epochOf(task.taskStartTime) <= now
				? error("taskStartTime", "lies in the past, and the task does not exist yet.", "Choose a later time.")
				: undefined,
	},
	{
		condition:
			"With `missCallRetry: true` all of `callRetryReason`, `callRetryTimes` and `callRetryInterval` are given (warning).",
		source: "not published whether the service requires them",
		reads: ["missCallRetry", ...retryDetails],
		find: (task) => {
			const missing = retryDetails.filter((property) => task[property] === undefined);
			if (task.missCallRetry !== true || missing.length === 0) return undefined;
			return warning(
				"missCallRetry",
				`is true without ${missing.join(", ")}; the service's defaults are not published and it may refuse.`,
				"Give all three.",
			);
		},
	},
	{
		condition: `\`callRetryInterval\` is at most ${largestRetryInterval} (warning).`,
		source: `UpdateAiCallTask, API reference: ${largestRetryInterval}; CreateAiCallTask: 720`,
		reads: ["callRetryInterval"],
		find: (task) =>
			task.callRetryInterval !== undefined && task.callRetryInterval > largestRetryInterval
				? warning(
						"callRetryInterval",
						`is above ${largestRetryInterval}: the service accepts it for a new task, but may refuse later updates.`,
						`Use at most ${largestRetryInterval} if you are going to update the task.`,
					)
				: undefined,
	},
	{
		condition: "`callDay` and `callRetryReason` name nothing twice.",
		source: meaning,
		reads: ["callDay"],
		find: (task) => duplicates("callDay", task),
	},
	{
		condition: "",
		source: meaning,
		reads: ["callRetryReason"],
		find: (task) => duplicates("callRetryReason", task),
	},
	{
		condition: "A window of `callTime` or `callableTime` ends after it starts, on the same day, and overlaps no other.",
		source: "CreateAiCallTask, API reference; windows across midnight are not described there",
		reads: ["callTime"],
		advisedBy: ["callDay"],
		find: (task) => windowFaults("callTime", task),
	},
	{
		condition: "",
		source: meaning,
		reads: ["callableTime"],
		advisedBy: ["callDay"],
		find: (task) => windowFaults("callableTime", task),
	},
	{
		condition: "Two windows of `callTime` cover a night only when `callDay` lists every day (warning).",
		source: "inference: a window belongs to the days of `callDay`",
		reads: ["callTime", "callDay"],
		find: (task) =>
			isSplitNight(task) && !callsEveryDay(task.callDay)
				? warning(
						"callTime",
						"has a window that starts at 00:00:00 and one that runs to the end of the day: on each day of callDay the early one comes first, not after the late one.",
						"For calls across midnight, declare two tasks and give the one from 00:00:00 the following days, unless that is what you want.",
					)
				: undefined,
	},
	{
		condition: "`callTime` and `callableTime` have time in common (warning).",
		source: meaning,
		reads: ["callTime", "callableTime"],
		find: (task) =>
			neverCallable(task)
				? warning(
						"callableTime",
						"has no time in common with callTime: the task will never place a call.",
						"Let the two overlap, or remove callableTime.",
					)
				: undefined,
	},
	{
		condition: "`callExpireDate` is in the future when the task is created.",
		source: caution,
		reads: ["callExpireDate"],
		find: (task, { now, isNew }) =>
			isNew && task.callExpireDate !== undefined && (instantOf(task.callExpireDate) ?? now) <= now
				? error("callExpireDate", "lies in the past: no number could ever be called.", "Choose a later moment.")
				: undefined,
	},
];
