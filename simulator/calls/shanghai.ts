import { CALL_DAYS, type CallWindow, type TaskDefinition } from "../task-definition";

/* The vendor names no time zone for windows and dates; China has one, without summer time. */
const OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;
const THURSDAY = 3;

/** The day of an instant in Shanghai, counted from 1970-01-01. */
export function dayOf(at: number): number {
	return Math.floor((at + OFFSET) / DAY);
}

/** The first instant from `at` on in which the task may place a call; absent when it never may. */
export function nextOpening(at: number, { CallDay, CallTime }: TaskDefinition): number | undefined {
	const today = dayOf(at);
	const windows = [...CallTime].sort((one, other) => (one.startTime < other.startTime ? -1 : 1));
	for (let day = today; day <= today + 7; day++) {
		const name = CALL_DAYS[(((day + THURSDAY) % 7) + 7) % 7];
		if (name === undefined || !CallDay.includes(name)) continue;
		const opening = openingOn(day * DAY - OFFSET, at, windows);
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

const DATE_AND_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** `YYYY-MM-DD HH:mm:ss`, as CallExpireDate has it; absent when it is no such date. */
export function parseDateAndTime(text: string): number | undefined {
	const [, date, time] = DATE_AND_TIME.exec(text) ?? [];
	const at = Date.parse(`${date}T${time}Z`);
	return Number.isNaN(at) || formatDateAndTime(at - OFFSET) !== text ? undefined : at - OFFSET;
}

/** The same form, of an instant. */
export function formatDateAndTime(at: number): string {
	return new Date(at + OFFSET).toISOString().slice(0, 19).replace("T", " ");
}
