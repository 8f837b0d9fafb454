import { type CallCalendar, callableSpans } from "../../definition/call-calendar";
import { weekdays } from "../../definition/shanghai-time";

/** Parts of a day in the picture of a week. */
const slotsOfDay = 48;
export const slotsOfHour = slotsOfDay / 24;
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

/** A part of a day with the same number of calls at a time. */
export interface Run {
	/** The first half hour, and the one after the last. */
	readonly from: number;
	readonly to: number;
	readonly calls: number;
}

/** The parts of a day in which there are calls. */
export function runsOf(day: readonly number[]): Run[] {
	const runs: Run[] = [];
	for (const [slot, calls] of day.entries()) {
		const last = runs.at(-1);
		if (last?.to === slot && last.calls === calls) runs[runs.length - 1] = { ...last, to: slot + 1 };
		else if (calls > 0) runs.push({ from: slot, to: slot + 1, calls });
	}
	return runs;
}

/** Whole hours around all calls of the week. */
export function openHours({ slots }: Week): { readonly from: number; readonly to: number } {
	const runs = slots.flatMap(runsOf);
	return {
		from: Math.floor(Math.min(slotsOfDay, ...runs.map(({ from }) => from)) / slotsOfHour),
		to: Math.ceil(Math.max(0, ...runs.map(({ to }) => to)) / slotsOfHour),
	};
}

/** How large a number is, from 1 to `levels`; 0 if it is 0. */
export function levelOf(calls: number, { peak }: Week, levels: number): number {
	return calls === 0 ? 0 : Math.max(1, Math.ceil((calls / peak) * levels));
}

/** `09:30` */
export function timeOfSlot(slot: number): string {
	return `${String(Math.floor(slot / slotsOfHour)).padStart(2, "0")}:${slot % slotsOfHour === 0 ? "00" : "30"}`;
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
