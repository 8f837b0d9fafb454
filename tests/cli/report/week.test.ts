import assert from "node:assert/strict";
import { levelOf, openHours, runsOf, timeOfSlot, weekOf } from "../../../provider/cli/report/week";

const mornings = {
	calendar: { callDay: ["MONDAY", "TUESDAY"], callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }] },
	taskCps: 5,
} as const;
const lateMorning = {
	calendar: { callDay: ["MONDAY"], callTime: [{ startTime: "11:15:00", endTime: "12:40:00" }] },
	taskCps: undefined,
} as const;
const week = weekOf([mornings, lateMorning, { calendar: undefined, taskCps: 100 }]);
const inWords = (day = 0) =>
	runsOf(week.slots[day] ?? []).map(({ from, to, calls }) => `${timeOfSlot(from)}-${timeOfSlot(to)} ${calls}`);

describe("the week of calls at a time", () => {
	it("adds up the campaigns whose windows are open, also for a part of a half hour", () => {
		assert.deepEqual(inWords(0), ["09:00-11:00 5", "11:00-12:00 6", "12:00-13:00 1"]);
		assert.deepEqual(inWords(1), ["09:00-12:00 5"]);
		assert.deepEqual(inWords(6), []);
		assert.equal(week.peak, 6);
	});

	it("counts a campaign whose number the service chooses as one call, and says how many there are", () => {
		assert.equal(week.unlimited, 1);
	});

	it("is open in whole hours around all windows, up to midnight", () => {
		assert.deepEqual(openHours(week), { from: 9, to: 13 });
		const callTime = [{ startTime: "00:30:00", endTime: "23:59:59" }];
		assert.deepEqual(openHours(weekOf([{ calendar: { callDay: ["SUNDAY"], callTime }, taskCps: 1 }])), {
			from: 0,
			to: 24,
		});
	});

	it("has only the hours that the service instance allows", () => {
		const callableTime = [{ startTime: "10:00:00", endTime: "11:00:00" }];
		const { slots } = weekOf([{ ...mornings, calendar: { ...mornings.calendar, callableTime } }]);

		assert.deepEqual(
			runsOf(slots[0] ?? []).map(({ from, to }) => [timeOfSlot(from), timeOfSlot(to)]),
			[["10:00", "11:00"]],
		);
	});

	it("has a level for each number: 0 for none, the highest for the peak", () => {
		assert.deepEqual(
			[0, 1, 3, 4, 6].map((calls) => levelOf(calls, week, 3)),
			[0, 1, 2, 2, 3],
		);
	});
});
