import { type CallWindow, intersection, type Span, spansOf } from "./call-window";
import { millisecondsPerDay, type Weekday, wallClock } from "./shanghai-time";

/** The days and windows in which a task may call. */
export interface CallCalendar {
	readonly callDay?: readonly Weekday[] | undefined;
	readonly callTime?: readonly CallWindow[] | undefined;
	readonly callableTime?: readonly CallWindow[] | undefined;
}

/** The spans of one day in which calls may be placed. */
export function callableSpans({ callTime = [], callableTime = [] }: CallCalendar): Span[] {
	const spans = spansOf(callTime);
	return callableTime.length === 0 ? spans : intersection(spans, spansOf(callableTime));
}

interface Opening {
	readonly from: number;
	readonly to: number;
}

/** The openings from a moment on, day by day. */
function* openings(calendar: CallCalendar, from: number, days: number): Generator<Opening> {
	const spans = callableSpans(calendar);
	const { midnight } = wallClock(from);
	for (let day = 0; day <= days; day++) {
		const start = midnight + day * millisecondsPerDay;
		if (!calendar.callDay?.includes(wallClock(start).day)) continue;
		for (const span of spans) {
			const to = start + span.end * 1000;
			if (to > from) yield { from: Math.max(from, start + span.start * 1000), to };
		}
	}
}

/** The first moment from `from` on at which calls may be placed; `undefined` if there is none within a week. */
export function firstCallableInstant(calendar: CallCalendar, from: number): number | undefined {
	for (const opening of openings(calendar, from, 7)) return opening.from;
	return undefined;
}

/** The moment by which the windows have been open for so many milliseconds; `undefined` if not within a year. */
export function openUntil(calendar: CallCalendar, from: number, milliseconds: number): number | undefined {
	let left = milliseconds;
	for (const opening of openings(calendar, from, 366)) {
		const length = opening.to - opening.from;
		if (left <= length) return opening.from + left;
		left -= length;
	}
	return undefined;
}
