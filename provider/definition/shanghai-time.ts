/**
 * The service's wall clock: Asia/Shanghai, eight hours ahead of UTC and without daylight saving since 1991,
 * so plain arithmetic is exact for every date a task can have.
 */
const offsetMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 86_400_000;

/** Names of the days as the service writes them, Monday first. */
export const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
export type Weekday = (typeof weekdays)[number];

/** Day and second of the day at an instant. */
export function wallClock(epochMilliseconds: number): { day: Weekday; second: number; midnight: number } {
	const local = epochMilliseconds + offsetMilliseconds;
	const days = Math.floor(local / dayMilliseconds);
	return {
		// 1970-01-01 was a Thursday.
		day: weekdays[(((days + 3) % 7) + 7) % 7] as Weekday,
		second: Math.floor((local - days * dayMilliseconds) / 1000),
		midnight: days * dayMilliseconds - offsetMilliseconds,
	};
}

/** `HH:mm:ss` or `HH:mm` as seconds since midnight; `undefined` for anything else. */
export function secondOfDay(text: string): number | undefined {
	const parts = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
	if (parts === null) return undefined;
	return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
}

/** Seconds since midnight as `HH:mm:ss`. */
export function timeOfDay(second: number): string {
	return [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
		.map((part) => String(part).padStart(2, "0"))
		.join(":");
}

/** `YYYY-MM-DD HH:mm:ss` on the service's clock as epoch milliseconds; `undefined` if there is no such moment. */
export function instantOfLocal(text: string): number | undefined {
	if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined;
	const epoch = Date.parse(`${text.replace(" ", "T")}+08:00`);
	return Number.isNaN(epoch) || localOf(epoch) !== text ? undefined : epoch;
}

const rfc3339 = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** RFC 3339 with an offset, also in lower case, as epoch milliseconds; `undefined` if there is no such moment. */
export function instantOfRfc3339(text: string): number | undefined {
	const [, date] = rfc3339.exec(text) ?? [];
	if (date === undefined) return undefined;
	const midnight = Date.parse(`${date}T00:00:00Z`);
	// Date.parse reads 30 February as 2 March.
	if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
	return Date.parse(text.toUpperCase());
}

/** Either form of a moment, as epoch milliseconds, if the service's clock can show it. */
export function instantOf(text: string): number | undefined {
	const epoch = instantOfLocal(text) ?? instantOfRfc3339(text);
	return epoch === undefined || instantOfLocal(localOf(epoch)) === undefined ? undefined : epoch;
}

/** A moment as a person in China reads it, from epoch milliseconds or text; `undefined` for anything else. */
export function inChina(value: unknown): string | undefined {
	const epoch = typeof value === "string" ? instantOf(value) : value;
	if (typeof epoch !== "number" || !isInMilliseconds(epoch)) return undefined;
	const { day } = wallClock(epoch);
	return `${day.charAt(0)}${day.slice(1).toLowerCase()} ${localOf(epoch)} in China`;
}

/** An instant as `YYYY-MM-DD HH:mm:ss` on the service's clock. */
export function localOf(epochMilliseconds: number): string {
	return new Date(epochMilliseconds + offsetMilliseconds).toISOString().slice(0, 19).replace("T", " ");
}

/** An instant in RFC 3339 on the service's clock; `undefined` if it is not in milliseconds. */
export function rfc3339Of(epochMilliseconds: number): string | undefined {
	if (!Number.isInteger(epochMilliseconds) || !isInMilliseconds(epochMilliseconds)) return undefined;
	return new Date(epochMilliseconds + offsetMilliseconds).toISOString().replace(/(?:\.000)?Z$/, "+08:00");
}

/** True between the years 2001 and 2286: epochs in seconds are smaller, those in microseconds larger. */
export function isInMilliseconds(epochMilliseconds: number): boolean {
	return epochMilliseconds >= 1e12 && epochMilliseconds < 1e13;
}

export const millisecondsPerDay = dayMilliseconds;
