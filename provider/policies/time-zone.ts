import { millisecondsPerDay } from "../definition/shanghai-time";

/** True for a name of the IANA time zone database, such as `Europe/Paris`. */
export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en-US", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

const known = new Map<string, readonly number[]>();

/**
 * How many seconds the clocks of a time zone are ahead of UTC, each number once: one, or two with daylight saving. Reads
 * each day of the year that begins now, because the windows of a task recur, and a task is often left running.
 */
export function offsetsOfYear(timeZone: string, now: number): readonly number[] {
	const today = Math.floor(now / millisecondsPerDay);
	const key = `${timeZone} ${today}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
	const offsets = new Set(
		Array.from({ length: 366 }, (_, day) => offsetAt(format, (today + day) * millisecondsPerDay)),
	);
	known.set(key, [...offsets]);
	return [...offsets];
}

/** Reads `GMT+05:30`, and `GMT` where there is no difference. */
function offsetAt(format: Intl.DateTimeFormat, epochMilliseconds: number): number {
	const name = format.formatToParts(epochMilliseconds).find(({ type }) => type === "timeZoneName")?.value ?? "";
	if (name === "GMT") return 0;
	const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
	if (hours === undefined)
		throw new Error(`The runtime writes the offset of a time zone as ${name}, which is unknown.`);
	const seconds = Number(hours) * 3600 + Number(minutes) * 60;
	return sign === "-" ? -seconds : seconds;
}

/** Such as `UTC+8` or `UTC-3:30`. */
export function offsetText(seconds: number): string {
	const minutes = Math.abs(seconds) / 60;
	const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
	return `UTC${seconds < 0 ? "-" : "+"}${Math.floor(minutes / 60)}${rest}`;
}
