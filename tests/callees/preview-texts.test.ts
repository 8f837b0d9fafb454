import assert from "node:assert/strict";
import fc from "fast-check";
import { forecast, forecastIn } from "../../provider/callees/forecast";
import { peopleIn, peopleText } from "../../provider/callees/people-counts";
import { weekdays } from "../../provider/definition/shanghai-time";

const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000_000 }));
const counts = fc.record({
	listed: count,
	toImport: count,
	there: count,
	toWithdraw: count,
	tooLate: count,
	leftOut: count,
	suppressed: count,
	duplicates: count,
	others: count,
});
const monday = Date.parse("2026-01-05T10:00:00+08:00");
const callTime = [{ startTime: "09:00:00", endTime: "18:00:00" }];
const plan = { callDay: weekdays, callTime, startType: "IMMEDIATE", taskStartTime: undefined, taskCps: 2 };

describe("the texts of a list's preview", () => {
	it("give back the counts that they were made of", () => {
		fc.assert(fc.property(counts, (given) => assert.deepEqual(peopleIn(peopleText(given)), { ...given })));
	});

	it("give back when calls begin and end", () => {
		const at = (clock: string) => Date.parse(`2026-01-05T${clock}+08:00`);

		assert.deepEqual(forecastIn(forecast(plan, 4, monday).problem), { begin: undefined, end: at("10:02:00") });
		assert.deepEqual(forecastIn(forecast(plan, 4, at("08:00:00")).problem), {
			begin: at("09:00:00"),
			end: at("09:02:00"),
		});
		assert.deepEqual(forecastIn(forecast({ ...plan, taskCps: undefined }, 4, at("08:00:00")).problem), {
			begin: at("09:00:00"),
			end: undefined,
		});
		assert.deepEqual(forecastIn(forecast(plan, 100_000_000, monday).problem), { begin: undefined, end: undefined });
	});

	it("are not read from other texts", () => {
		for (const text of [
			"",
			"5 people",
			"No call window of the task opens within a week.",
			"people on the list. To import: 3.",
		]) {
			assert.equal(peopleIn(text), undefined);
			assert.equal(forecastIn(text), undefined);
		}
	});
});
