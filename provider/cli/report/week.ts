import { type CallCalendar, callableSpans } from "../../definition/call-calendar";
import { weekdays } from "../../definition/shanghai-time";

/** Parts of a day in the picture of a week. */
export const slotsOfDay = 48;
const secondsOfSlot = 86_400 / slotsOfDay;

/** The most calls that campaigns may place at a time, by day (Monday first) and half hour, in China. */
export interface Week {
	readonly slots: readonly (readonly number[])[];
	/** The largest of them. */
	readonly peak: number;
	/** Campaigns that leave the number of calls to the service: each counts as one call. */
	readonly unlimited: number;
}

export interface Caller {
	readonly calendar: CallCalendar | undefined;
	readonly taskCps: number | undefined;
}

/** Adds up the campaigns whose calendars are known. */
export function weekOf(callers: readonly Caller[]): Week {
	const slots = weekdays.map(() => new Array<number>(slotsOfDay).fill(0));
	for (const { calendar, taskCps = 1 } of callers) {
		if (calendar === undefined) continue;
		const open = openSlots(calendar);
		for (const [day, row] of slots.entries()) {
			if (!calendar.callDay?.includes(weekdays[day] ?? "MONDAY")) continue;
			for (const slot of open) row[slot] = (row[slot] ?? 0) + taskCps;
		}
	}
	const unlimited = callers.filter(({ calendar, taskCps }) => calendar !== undefined && taskCps === undefined).length;
	return { slots, peak: Math.max(0, ...slots.flat()), unlimited };
}

/** The half hours in which a window is open, if only for a part. */
function openSlots(calendar: CallCalendar): Set<number> {
	const open = new Set<number>();
	for (const { start, end } of callableSpans(calendar)) {
		for (let slot = Math.floor(start / secondsOfSlot); slot * secondsOfSlot < end; slot++) open.add(slot);
	}
	return open;
}
