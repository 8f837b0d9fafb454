import { z } from "zod";
import { type CallCalendar, firstCallableInstant, openUntil } from "../definition/call-calendar";
import { type Finding, note, warning } from "../definition/finding";
import { epochOf } from "../definition/kinds";
import { inChina, instantOfLocal, weekdays } from "../definition/shanghai-time";
import type { Raw } from "../definition/values";
import type { TaskDetail } from "../service/operations";

/** About the length of a call, in seconds. */
export const callSeconds = 60;

const days = z.array(z.enum(weekdays));
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined);

/** When and how fast a task calls. */
interface CallPlan extends CallCalendar {
	readonly startType: string | undefined;
	readonly taskStartTime: number | undefined;
	/** Calls in progress at a time. */
	readonly taskCps: number | undefined;
}

const Declared = z.object({
	callDay: days,
	callTime: z.array(z.object({ startTime: z.string(), endTime: z.string() })),
	callableTime: optional(z.array(z.object({ startTime: z.string(), endTime: z.string() }))),
	startType: z.string(),
	taskStartTime: optional(z.union([z.string(), z.number()])),
	taskCps: optional(z.number()),
});

/** The plan of a task that the program declares; `undefined` if it is not known yet. */
export function declaredPlan(inputs: Raw): CallPlan | undefined {
	const { data } = Declared.safeParse(inputs.all());
	if (data === undefined) return undefined;
	const { callDay, callTime, callableTime, startType, taskStartTime, taskCps } = data;
	return {
		callDay,
		callTime,
		callableTime: callableTime ?? undefined,
		startType,
		taskStartTime: taskStartTime ? epochOf(taskStartTime) : undefined,
		taskCps: taskCps ?? undefined,
	};
}

const shownWindows = z
	.array(z.object({ StartTime: z.string(), EndTime: z.string() }))
	.transform((list) => list.map(({ StartTime, EndTime }) => ({ startTime: StartTime, endTime: EndTime })));

const Shown = z.object({
	CallDays: days,
	CallTimes: shownWindows,
	StartType: z.string(),
	StartTime: optional(z.number()),
	ConcurrentCount: optional(z.number()),
});

/** The plan of a task that the service shows. */
export function shownPlan(detail: TaskDetail | null | undefined): CallPlan | undefined {
	const { data } = Shown.safeParse(detail);
	if (data === undefined) return undefined;
	const { CallDays, CallTimes, StartType, StartTime, ConcurrentCount } = data;
	return {
		callDay: CallDays,
		callTime: CallTimes,
		startType: StartType,
		taskStartTime: StartTime || undefined,
		taskCps: ConcurrentCount || undefined,
	};
}

/** When calls to so many people begin, and about when they end. */
export function forecast(plan: CallPlan, people: number, now: number): Finding {
	const { startType, taskStartTime, taskCps } = plan;
	const start = startType === "SCHEDULE" ? Math.max(now, taskStartTime ?? now) : now;
	const begin = firstCallableInstant(plan, start);
	if (begin === undefined) return warning("", "No call window of the task opens within a week.", "");
	const begins = begin === now ? beginAtOnce : `Calls begin ${inChina(begin)}`;
	if (taskCps === undefined) {
		return note("", `${begins}. When they end is not known: the task has no taskCps.`);
	}
	const end = openUntil(plan, begin, (people * callSeconds * 1000) / taskCps);
	const ends = end === undefined ? "take more than a year" : `end about ${inChina(end)}`;
	return note(
		"",
		`${begins}, and ${ends}, if a call takes ${callSeconds} s and ${taskCps} are placed at a time (taskCps).`,
	);
}

const beginAtOnce = "Calls begin as soon as they are imported";
const forecastText = new RegExp(
	`^(?:${beginAtOnce}|Calls begin \\w+ ([\\d-]+ [\\d:]+) in China)(?:.*end about \\w+ ([\\d-]+ [\\d:]+) in China)?`,
);

/** The moments in the text of a forecast, in epoch milliseconds. */
export interface Forecast {
	/** `undefined` as soon as people are imported. */
	readonly begin: number | undefined;
	/** `undefined` if it is not known. */
	readonly end: number | undefined;
}

/** Reads the text of a forecast; `undefined` for any other text. */
export function forecastIn(text: string): Forecast | undefined {
	const parts = forecastText.exec(text);
	if (parts === null) return undefined;
	const [, begin, end] = parts;
	return { begin: (begin && instantOfLocal(begin)) || undefined, end: (end && instantOfLocal(end)) || undefined };
}
