import fc from "fast-check";
import { weekdays } from "../../../provider/definition/shanghai-time";

const clock = (minute: number) =>
	`${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;

/** Days and windows of a task, to the minute; no two windows overlap. */
export const calendar = fc.record({
	callDay: fc.subarray([...weekdays], { minLength: 1 }),
	callTime: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 6 }).map((minutes) => {
		const ends = minutes.toSorted((a, b) => a - b);
		return ends.flatMap((start, index) => {
			const end = ends[index + 1];
			return index % 2 === 1 || end === undefined ? [] : [{ startTime: clock(start), endTime: clock(end) }];
		});
	}),
});
export type Calendar = typeof calendar extends fc.Arbitrary<infer T> ? T : never;

/** True if a task with these days and windows calls in a minute of the day, counted from 0, on a day of China. */
export function callsAt({ callDay, callTime }: Calendar, day: (typeof weekdays)[number], minute: number): boolean {
	const time = clock(minute);
	return callDay.includes(day) && callTime.some(({ startTime, endTime }) => startTime <= time && time < endTime);
}
