import assert from "node:assert/strict";
import fc from "fast-check";
import {
	common,
	secondsPerWeek,
	shifted,
	union,
	type Week,
	weekOf,
	weekText,
	without,
} from "../../provider/policies/week";
import { calendar } from "./support/weeks";

const minutes = Array.from({ length: secondsPerWeek / 60 }, (_, minute) => minute * 60);
const has = (week: Week, second: number) => week.some(({ start, end }) => start <= second && second < end);
const weeks = calendar.map(weekOf);

describe("a week", () => {
	it("joins parts that touch, also at midnight", () => {
		const callTime = [
			{ startTime: "00:00:00", endTime: "09:00:00" },
			{ startTime: "09:00:00", endTime: "12:00:00" },
		];

		assert.equal(weekText(weekOf({ callDay: ["MONDAY"], callTime })), "MONDAY 00:00:00-12:00:00");
		const sunday = shifted(weekOf({ callDay: ["MONDAY"], callTime }), -6 * 3600);
		assert.equal(weekText(sunday), "MONDAY 00:00:00-06:00:00; SUNDAY 18:00:00-24:00:00");
	});

	it("names days with the same hours once", () => {
		const text = (callDay: Parameters<typeof weekOf>[0]["callDay"]) =>
			weekText(weekOf({ callDay, callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }] }));

		assert.equal(
			text(["FRIDAY", "MONDAY", "TUESDAY"]),
			"MONDAY to TUESDAY 09:00:00-12:00:00; FRIDAY 09:00:00-12:00:00",
		);
		assert.equal(
			text(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]),
			"every day 09:00:00-12:00:00",
		);
	});

	it("is added, compared and moved as its minutes are", () => {
		const offset = fc.integer({ min: -840, max: 840 }).map((minute) => minute * 60);
		fc.assert(
			fc.property(weeks, weeks, offset, (one, other, seconds) => {
				const moved = shifted(one, seconds);
				const [both, all, rest] = [common([one, other]), union([one, other]), without(one, other)];
				for (const minute of minutes) {
					const [a, b] = [has(one, minute), has(other, minute)];
					assert.equal(has(moved, (minute + seconds + secondsPerWeek) % secondsPerWeek), a);
					assert.deepEqual([has(both, minute), has(all, minute), has(rest, minute)], [a && b, a || b, a && !b]);
				}
			}),
			{ numRuns: 20 },
		);
	}).timeout(60_000);
});
