import { z } from "zod";
import type { CallCalendar } from "../definition/call-calendar";
import { unknown } from "../definition/values";
import { AiCallTask } from "../tasks/model";
import { callingRules, regions } from "./calling-rules";
import { shownValues } from "./configuration";
import { configured, sourceText } from "./limit-text";
import type { PolicyOf, Violation } from "./policy";
import { isTimeZone, offsetsOfYear, offsetText } from "./time-zone";
import { common, daysOf, shifted, union, type Week, weekOf, weekText, without } from "./week";

const name = "aiccs-calling-hours";
const { callDay, callTime } = AiCallTask.shape;

const configuration = z.strictObject({
	region: z.enum(regions).default("CN").describe("Whose rule applies: where the people are who are called."),
	timeZones: z
		.array(z.string().refine(isTimeZone, "is not a time zone; use names such as Europe/Paris"))
		.min(1)
		.optional()
		.describe("The time zones of the people who are called, instead of all of the region's."),
	hours: z
		.array(z.strictObject({ callDay, callTime: callTime.check(reportReversed) }))
		.min(1)
		.optional()
		.describe("Own hours instead of the region's, on the clock of the people who are called."),
	...shownValues,
});

/** Hours across midnight are two windows. */
function reportReversed({ value, issues }: z.core.ParsePayload<z.output<typeof callTime>>): void {
	for (const [index, { startTime, endTime }] of value.entries()) {
		if (startTime >= endTime)
			issues.push({ code: "custom", message: "ends before it starts", path: [index], input: value });
	}
}

/** The hours in force, on the clock of the people who are called. */
interface Allowed {
	readonly week: Week;
	readonly text: string;
	readonly clocks: readonly Clock[];
}

/** A clock of the people who are called, in summer or winter. */
interface Clock {
	readonly timeZone: string;
	/** Seconds ahead of UTC. */
	readonly offset: number;
}

const chinaOffset = 8 * 3600;

/** The week in China, on a clock of the people who are called. */
function onClock(week: Week, { offset }: Clock): Week {
	return shifted(week, offset - chinaOffset);
}

function inChina(week: Week, { offset }: Clock): Week {
	return shifted(week, chinaOffset - offset);
}

/**
 * Windows recur on China's clock, and the clocks of other regions move against it with daylight saving. So the windows
 * are compared with the hours once for each offset that a time zone has in the year that begins now.
 */
export function callingHours(now: () => number): PolicyOf<AiCallTask, typeof configuration> {
	return {
		name,
		description: "Calls are placed in the hours that are allowed where the people are who are called.",
		configuration,
		find: ({ inputs }, config) => {
			const { callDay, callTime, callableTime } = inputs;
			if (callDay === unknown || callTime === unknown || callableTime === unknown) return [];
			return violations({ callDay, callTime, callableTime }, allowedBy(config, now()), config.showValues);
		},
	};
}

function allowedBy(config: z.output<typeof configuration>, now: number): Allowed {
	const rule = callingRules[config.region];
	const hours = config.hours ?? rule.hours;
	const timeZones = config.timeZones ?? rule.timeZones;
	const week = union(hours.map(weekOf));
	const source = config.hours === undefined ? sourceText(rule.source) : configured(name, "hours");
	return {
		week,
		text: `${weekText(week)} on the clock of ${timeZones.join(", ")} (${rule.place}: ${source})`,
		clocks: timeZones.flatMap((timeZone) => offsetsOfYear(timeZone, now).map((offset) => ({ timeZone, offset }))),
	};
}

/** What of a window is outside of the allowed hours, on the first clock on which there is something. */
interface Outside {
	readonly week: Week;
	readonly clock: Clock;
}

/** One violation for each window that reaches outside, and one for all that are open on days without allowed hours. */
function violations(task: CallCalendar, allowed: Allowed, isShown: boolean): Violation[] {
	const days = daysOf(allowed.week);
	const isDayOff = ({ week }: Outside) => daysOf(week).every((day) => !days.includes(day));
	const found = (task.callTime ?? []).flatMap((window, index) => {
		const outside = outsideOf(weekOf({ ...task, callTime: [window] }), allowed);
		return outside === undefined ? [] : { path: `callTime[${index}]`, outside };
	});
	const late = found.filter(({ outside }) => !isDayOff(outside));
	const onDaysOff = found.filter(({ outside }) => isDayOff(outside)).slice(0, 1);
	const problems = [
		...onDaysOff.map(
			({ outside }) => `callDay leads to calls on a day on which none are allowed${where(outside, isShown)}.`,
		),
		...late.map(({ path, outside }) => `${path} reaches outside the allowed hours${where(outside, isShown)}.`),
	];
	return problems.map((problem) => ({ problem, limit: `Allowed: ${allowed.text}.`, fix: fixFor(allowed) }));
}

function outsideOf(week: Week, allowed: Allowed): Outside | undefined {
	for (const clock of allowed.clocks) {
		const outside = without(onClock(week, clock), allowed.week);
		if (outside.length > 0) return { week: outside, clock };
	}
	return undefined;
}

function where({ week, clock }: Outside, isShown: boolean): string {
	const place = ` in ${clock.timeZone} at ${offsetText(clock.offset)}`;
	if (!isShown) return place;
	const inChinaText = clock.offset === chinaOffset ? "" : `; in China ${weekText(inChina(week, clock))}`;
	return `${place} (${weekText(week)}${inChinaText})`;
}

function fixFor({ week, clocks }: Allowed): string {
	const always = common(clocks.map((clock) => inChina(week, clock)));
	if (always.length === 0)
		return "No hour of the week is allowed in all of these time zones: call them from tasks of their own, and give each policy pack its timeZones.";
	const text = weekText(always);
	if (text === weekText(week)) return "Choose callDay and callTime within these hours.";
	return `Choose callDay and callTime within, on China's clock and in the whole year: ${text}.`;
}
