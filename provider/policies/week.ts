import { type CallCalendar, callableSpans } from "../definition/call-calendar";
import { intersection, type Span } from "../definition/call-window";
import { timeOfDay, type Weekday, weekdays } from "../definition/shanghai-time";

/**
 * The parts of a week, in seconds since Monday 00:00:00 on some clock: sorted, and none touches another. What a task may
 * call recurs each week.
 */
export type Week = readonly Span[];

const secondsPerDay = 86_400;
export const secondsPerWeek = 7 * secondsPerDay;

/** The parts of the week in which calls may be placed. */
export function weekOf(calendar: CallCalendar): Week {
	const spans = callableSpans(calendar);
	return joined(
		weekdays.flatMap((day, index) =>
			calendar.callDay?.includes(day)
				? spans.map(({ start, end }) => ({ start: start + index * secondsPerDay, end: end + index * secondsPerDay }))
				: [],
		),
	);
}

/** All parts of several weeks. */
export function union(weeks: readonly Week[]): Week {
	return joined(weeks.flat());
}

function joined(spans: readonly Span[]): Week {
	const parts: Span[] = [];
	for (const span of [...spans].filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start)) {
		const last = parts.at(-1);
		if (last !== undefined && span.start <= last.end)
			parts.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
		else parts.push(span);
	}
	return parts;
}

/** The same moments on a clock that is so many seconds ahead. */
export function shifted(week: Week, seconds: number): Week {
	const shift = ((seconds % secondsPerWeek) + secondsPerWeek) % secondsPerWeek;
	return joined(
		week.flatMap(({ start, end }) => {
			const moved = { start: start + shift, end: end + shift };
			if (moved.start >= secondsPerWeek)
				return { start: moved.start - secondsPerWeek, end: moved.end - secondsPerWeek };
			if (moved.end <= secondsPerWeek) return moved;
			return [
				{ start: moved.start, end: secondsPerWeek },
				{ start: 0, end: moved.end - secondsPerWeek },
			];
		}),
	);
}

/** The parts of one week that are not in another. */
export function without(week: Week, other: Week): Week {
	return intersection(week, complement(other));
}

/** The parts that all of the weeks have in common. */
export function common(weeks: readonly Week[]): Week {
	return complement(union(weeks.map(complement)));
}

function complement(week: Week): Week {
	const ends = [0, ...week.flatMap(({ start, end }) => [start, end]), secondsPerWeek];
	const gaps = ends.flatMap((start, index) => (index % 2 === 0 ? { start, end: ends[index + 1] ?? start } : []));
	return gaps.filter(({ start, end }) => start < end);
}

/** The days that a week has a part of. */
export function daysOf(week: Week): Weekday[] {
	return weekdays.filter((_, index) => dayOf(week, index).length > 0);
}

/** Such as `MONDAY to FRIDAY 09:00:00-12:00:00, 14:00:00-18:00:00; SATURDAY 10:00:00-16:00:00`. */
export function weekText(week: Week): string {
	const groups: { days: Weekday[]; times: string }[] = [];
	for (const [index, day] of weekdays.entries()) {
		const times = dayOf(week, index)
			.map(({ start, end }) => `${timeOfDay(start)}-${timeOfDay(end)}`)
			.join(", ");
		const last = groups.at(-1);
		if (last?.times === times) last.days.push(day);
		else groups.push({ days: [day], times });
	}
	return groups
		.filter(({ times }) => times !== "")
		.map(({ days, times }) => `${daysText(days)} ${times}`)
		.join("; ");
}

function daysText(days: readonly Weekday[]): string {
	if (days.length === weekdays.length) return "every day";
	return days.length === 1 ? days.join() : `${days[0]} to ${days.at(-1)}`;
}

function dayOf(week: Week, index: number): Span[] {
	const from = index * secondsPerDay;
	return intersection(week, [{ start: from, end: from + secondsPerDay }]).map(({ start, end }) => ({
		start: start - from,
		end: end - from,
	}));
}
