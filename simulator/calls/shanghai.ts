import { type CallWindow, callDays, type TaskDefinition } from "../task-definition";

// The vendor names no time zone for windows and dates. China has one, without daylight saving time.
const utcOffset = 8 * 3_600_000;
const dayLength = 86_400_000;
// 1970-01-01 was a Thursday, the day with this index in callDays.
const thursday = 3;

/** The day in Shanghai, in days since 1970-01-01. */
export function dayOf(at: number): number {
	return Math.floor((at + utcOffset) / dayLength);
}

/** The first time from `at` on when the task may place a call; undefined if there is none. */
export function nextOpening(at: number, { CallDay, CallTime }: TaskDefinition): number | undefined {
	const today = dayOf(at);
	const windows = [...CallTime].sort((one, other) => (one.startTime < other.startTime ? -1 : 1));
	for (let day = today; day <= today + 7; day++) {
		const name = callDays[(((day + thursday) % 7) + 7) % 7];
		if (name === undefined || !CallDay.includes(name)) continue;
		const opening = openingOn(day * dayLength - utcOffset, at, windows);
		if (opening !== undefined) return opening;
	}
	return undefined;
}

function openingOn(midnight: number, at: number, windows: readonly CallWindow[]): number | undefined {
	const window = windows.find(({ endTime }) => at < midnight + timeOfDay(endTime));
	return window && Math.max(at, midnight + timeOfDay(window.startTime));
}

function timeOfDay(time: string): number {
	const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
	return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

const dateAndTime = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** Reads `YYYY-MM-DD HH:mm:ss`, the form of CallExpireDate; undefined if it is not a valid date. */
export function parseDateAndTime(text: string): number | undefined {
	const [, date, time] = dateAndTime.exec(text) ?? [];
	const at = Date.parse(`${date}T${time}Z`);
	return Number.isNaN(at) || formatDateAndTime(at - utcOffset) !== text ? undefined : at - utcOffset;
}

/** Writes the same form. */
export function formatDateAndTime(at: number): string {
	return new Date(at + utcOffset).toISOString().slice(0, 19).replace("T", " ");
}
