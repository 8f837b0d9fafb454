import { secondOfDay, timeOfDay } from "./shanghai-time";

/** A part of the day in which calls may be placed, `HH:mm:ss` to `HH:mm:ss` on the clock of Asia/Shanghai. */
export interface CallWindow {
	readonly startTime: string;
	readonly endTime: string;
}

/** A window in seconds since midnight. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** The window in seconds; `undefined` if either end is not a time of day. */
export function spanOf(window: CallWindow): Span | undefined {
	const start = secondOfDay(window.startTime);
	const end = secondOfDay(window.endTime);
	return start === undefined || end === undefined ? undefined : { start, end };
}

/** The valid windows of a list, sorted by start. */
export function spansOf(windows: readonly CallWindow[]): Span[] {
	return windows.flatMap((window) => spanOf(window) ?? []).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Windows in normal form, with seconds and sorted: lists with the same meaning are equal. */
export function normalWindows(windows: readonly CallWindow[]): CallWindow[] {
	return spansOf(windows).map(({ start, end }) => ({ startTime: timeOfDay(start), endTime: timeOfDay(end) }));
}

/** The time that is in both lists. */
export function intersection(some: readonly Span[], others: readonly Span[]): Span[] {
	return some
		.flatMap((a) => others.map((b) => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) })))
		.filter(({ start, end }) => start < end);
}
