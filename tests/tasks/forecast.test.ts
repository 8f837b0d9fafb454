import assert from "node:assert/strict";
import fc from "fast-check";
import { firstCallableInstant } from "../../provider/definition/call-calendar";
import { localOf, timeOfDay, wallClock, weekdays } from "../../provider/definition/shanghai-time";
import { bases, findingsOf, good, monday, textsOf } from "./support/definitions";

const shanghai = (text: string) => Date.parse(`${text.replace(" ", "T")}+08:00`);
const window = (startTime: string, endTime: string) => ({ startTime, endTime });

const weekdayMornings = {
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [window("09:00:00", "12:00:00")],
} as const;

describe("the first moment at which a task may call", () => {
	const firsts: [from: string, first: string, callableTime?: ReturnType<typeof window>[]][] = [
		["2027-01-04 10:00:00", "2027-01-04 10:00:00"],
		["2027-01-04 08:59:59", "2027-01-04 09:00:00"],
		["2027-01-04 09:00:00", "2027-01-04 09:00:00"],
		["2027-01-04 11:59:59", "2027-01-04 11:59:59"],
		["2027-01-04 12:00:00", "2027-01-05 09:00:00"],
		["2027-01-08 12:00:00", "2027-01-11 09:00:00"],
		["2027-01-09 10:00:00", "2027-01-11 09:00:00"],
		["2027-01-04 09:00:00", "2027-01-04 11:00:00", [window("11:00:00", "20:00:00")]],
		["2027-01-04 11:30:00", "2027-01-05 09:00:00", [window("08:00:00", "11:00:00")]],
	];
	for (const [from, first, callableTime] of firsts) {
		it(`is ${first} from ${from} on${callableTime ? " with fewer callable times" : ""}`, () => {
			const task = {
				...weekdayMornings,
				callDay: [...weekdayMornings.callDay],
				callTime: [...weekdayMornings.callTime],
			};

			const found = firstCallableInstant(callableTime ? { ...task, callableTime } : task, shanghai(from));

			assert.equal(found === undefined ? undefined : localOf(found), first);
		});
	}

	it("is a week later if the only window of the week is just over", () => {
		const task = { callDay: ["MONDAY" as const], callTime: [window("09:00:00", "10:00:00")] };

		const found = firstCallableInstant(task, shanghai("2027-01-04 10:00:00"));

		assert.equal(found, shanghai("2027-01-11 09:00:00"));
	});

	it("does not exist if the two lists have no time in common", () => {
		const task = {
			callDay: ["MONDAY" as const],
			callTime: [window("09:00:00", "10:00:00")],
			callableTime: [window("11:00:00", "12:00:00")],
		};

		assert.equal(firstCallableInstant(task, monday), undefined);
	});

	it("is inside a window, on a day of the task, and no earlier moment is", () => {
		const ends = fc.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 2, maxLength: 2 });
		const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 });
		const seconds = fc.integer({ min: 0, max: 7 * 86_400 });

		fc.assert(
			fc.property(ends, days, seconds, (pair, callDay, after) => {
				const [start = 0, end = 0] = [...pair].sort((a, b) => a - b);
				const from = monday + after * 1000;
				const isOpen = (at: number) => {
					const { day, second } = wallClock(at);
					return callDay.includes(day) && second >= start && second < end;
				};

				const first = firstCallableInstant({ callDay, callTime: [window(timeOfDay(start), timeOfDay(end))] }, from);

				assert.ok(first !== undefined && first >= from && isOpen(first));
				if (first > from) assert.ok(!isOpen(first - 1000) && !isOpen(from));
			}),
		);
	});
});

describe("the forecast of a launch", () => {
	const warnings = (change: object, now = monday) => textsOf(findingsOf({ ...good, ...change }, { now }), "warning");

	it("does not warn about a valid definition", () => {
		for (const definition of Object.values(bases)) assert.deepEqual(textsOf(findingsOf(definition), "warning"), []);
	});

	it("warns about a start outside every window", () => {
		const start = { startType: "SCHEDULE", taskStartTime: "2027-03-01T08:00:00+08:00" };

		assert.deepEqual(warnings(start), [
			"taskStartTime lies outside every call window: the task starts then but places its first call only when the next window opens.",
		]);
	});

	for (const inside of ["2027-03-01T09:00:00+08:00", "2027-03-01T01:00:00Z", 1_803_862_800_000]) {
		it(`does not warn about a start at ${inside}, when a window opens`, () => {
			assert.deepEqual(warnings({ startType: "SCHEDULE", taskStartTime: inside }), []);
		});
	}

	it("does not warn about the start of an existing task", () => {
		const definition = { ...bases.scheduled, taskStartTime: "2027-03-01T08:00:00+08:00" };

		assert.deepEqual(findingsOf(definition, { isNew: false }), []);
	});

	const over = "callExpireDate lies before the first call window opens: the task will never place a call.";
	const expiries: [callExpireDate: string, change: object, warned: boolean][] = [
		["2027-01-04 10:00:01", {}, false],
		["2027-01-09 12:00:00", { callDay: ["SUNDAY"] }, true],
		["2027-01-10 09:00:00", { callDay: ["SUNDAY"] }, true],
		["2027-01-10 09:00:01", { callDay: ["SUNDAY"] }, false],
		["2027-02-01 10:00:00", { startType: "SCHEDULE", taskStartTime: "2027-03-01T09:00:00+08:00" }, true],
		["2027-03-01 09:00:01", { startType: "SCHEDULE", taskStartTime: "2027-03-01T09:00:00+08:00" }, false],
	];
	for (const [callExpireDate, change, warned] of expiries) {
		it(`${warned ? "warns" : "does not warn"} about an expiry on ${callExpireDate} with ${JSON.stringify(change)}`, () => {
			assert.deepEqual(warnings({ ...change, callExpireType: 2, callExpireDate }), warned ? [over] : []);
		});
	}

	const gone =
		"callExpireMinutes is over before the task can place its first call: numbers imported now would never be called.";
	const lives: [minutes: number, now: string, change: object, warned: boolean][] = [
		[1, "2027-01-04 10:00:00", {}, false],
		[60, "2027-01-04 08:00:00", {}, true],
		[61, "2027-01-04 08:00:00", {}, false],
		[120, "2027-01-04 12:00:00", {}, true],
		[600, "2027-01-08 18:00:00", {}, true],
		[600, "2027-01-04 10:00:00", { startType: "SCHEDULE", taskStartTime: "2027-03-01T09:00:00+08:00" }, true],
		[60, "2027-01-04 10:00:00", { startType: "SCHEDULE", taskStartTime: "2027-01-04T10:30:00+08:00" }, false],
	];
	for (const [callExpireMinutes, now, change, warned] of lives) {
		it(`${warned ? "warns" : "does not warn"} about ${callExpireMinutes} minutes at ${now} with ${JSON.stringify(change)}`, () => {
			const found = warnings({ ...change, callExpireType: 1, callExpireMinutes }, shanghai(now));

			assert.deepEqual(found, warned ? [gone] : []);
		});
	}

	const late = "callRetryInterval reaches past the end of every call window: each retry waits for a later window.";
	const intervals: [minutes: number, change: object, warned: boolean][] = [
		[30, {}, false],
		[120, { callTime: [window("09:00:00", "11:00:00")] }, true],
		[119, { callTime: [window("09:00:00", "11:00:00")] }, false],
		[60, { callableTime: [window("09:00:00", "10:00:00")] }, true],
		[60, { callTime: [window("09:00:00", "09:30:00"), window("14:00:00", "16:00:00")] }, false],
	];
	for (const [callRetryInterval, change, warned] of intervals) {
		it(`${warned ? "warns" : "does not warn"} about retries after ${callRetryInterval} minutes with ${JSON.stringify(change)}`, () => {
			const definition = { ...bases.retrying, ...change, callRetryInterval };

			assert.deepEqual(textsOf(findingsOf(definition), "warning"), warned ? [late] : []);
		});
	}

	const idle = "taskCps cannot be used up: every call window is shorter than a call of one minute.";
	const loads: [taskCps: number, end: string, warned: boolean][] = [
		[500, "09:00:59", true],
		[2, "09:00:59", true],
		[1, "09:00:59", false],
		[500, "09:01:00", false],
	];
	for (const [taskCps, end, warned] of loads) {
		it(`${warned ? "warns" : "does not warn"} about ${taskCps} calls at once in a window to ${end}`, () => {
			assert.deepEqual(warnings({ taskCps, callTime: [window("09:00:00", end)] }), warned ? [idle] : []);
		});
	}

	it("does not warn about invalid windows", () => {
		const reversed = {
			callTime: [window("18:00:00", "09:00:00")],
			callableTime: [window("10:00:00", "11:00:00")],
			taskCps: 5,
		};

		const findings = findingsOf({ ...bases.expiringByMinutes, ...reversed });

		assert.deepEqual(
			findings.map(({ path }) => path),
			["callTime[0]"],
		);
	});
});
