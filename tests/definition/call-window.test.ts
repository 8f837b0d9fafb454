import assert from "node:assert/strict";
import { intersection, normalWindows, spanOf, spansOf } from "../../provider/definition/call-window";

const window = (startTime: string, endTime: string) => ({ startTime, endTime });

describe("call windows", () => {
	it("are spans of seconds", () => {
		assert.deepEqual(spanOf(window("09:00:00", "10:00:01")), { start: 32_400, end: 36_001 });
	});

	it("are undefined if an end is not a time of day", () => {
		assert.equal(spanOf(window("09:00:00", "25:00:00")), undefined);
	});

	it("are sorted by start, then by end", () => {
		const spans = spansOf([
			window("14:00:00", "15:00:00"),
			window("09:00:00", "12:00:00"),
			window("09:00:00", "10:00:00"),
		]);

		assert.deepEqual(
			spans.map(({ start, end }) => [start / 3600, end / 3600]),
			[
				[9, 10],
				[9, 12],
				[14, 15],
			],
		);
	});

	it("have one normal form in every order, with and without seconds", () => {
		const normal = [window("09:00:00", "12:00:00"), window("14:00:00", "18:00:00")];

		assert.deepEqual(normalWindows([window("14:00", "18:00"), window("09:00:00", "12:00")]), normal);
		assert.deepEqual(normalWindows(normal), normal);
	});

	it("intersect in the time that is in both lists", () => {
		const morning = spansOf([window("09:00:00", "12:00:00"), window("14:00:00", "18:00:00")]);

		const common = intersection(morning, spansOf([window("11:00:00", "15:00:00")]));

		assert.deepEqual(common, spansOf([window("11:00:00", "12:00:00"), window("14:00:00", "15:00:00")]));
	});

	it("do not intersect if they only touch", () => {
		const touching = intersection(spansOf([window("09:00:00", "12:00:00")]), spansOf([window("12:00:00", "13:00:00")]));

		assert.deepEqual(touching, []);
	});
});
