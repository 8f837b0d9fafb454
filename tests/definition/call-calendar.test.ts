import assert from "node:assert/strict";
import { openUntil } from "../../provider/definition/call-calendar";
import { localOf } from "../../provider/definition/shanghai-time";

const at = (local: string) => Date.parse(`${local.replace(" ", "T")}+08:00`);
const hour = 3_600_000;

const mondays = {
	callDay: ["MONDAY"],
	callTime: [
		{ startTime: "09:00:00", endTime: "12:00:00" },
		{ startTime: "14:00:00", endTime: "15:00:00" },
	],
} as const;

describe("the moment by which windows have been open for some time", () => {
	const cases: [hours: number, from: string, until: string | undefined][] = [
		[1, "2027-01-04 09:00:00", "2027-01-04 10:00:00"],
		[3, "2027-01-04 09:00:00", "2027-01-04 12:00:00"],
		[3.5, "2027-01-04 09:00:00", "2027-01-04 14:30:00"],
		[4.5, "2027-01-04 09:00:00", "2027-01-11 09:30:00"],
		[1, "2027-01-05 00:00:00", "2027-01-11 10:00:00"],
		[52 * 4, "2027-01-04 09:00:00", "2027-12-27 15:00:00"],
		[54 * 4, "2027-01-04 09:00:00", undefined],
	];
	for (const [hours, from, until] of cases) {
		it(`is ${until ?? "not within a year"} for ${hours} hours from ${from}`, () => {
			const found = openUntil(mondays, at(from), hours * hour);

			assert.equal(found === undefined ? undefined : localOf(found), until);
		});
	}

	it("heeds the hours of the service instance", () => {
		const late = { ...mondays, callableTime: [{ startTime: "11:00:00", endTime: "14:30:00" }] };
		const found = openUntil(late, at("2027-01-04 08:00:00"), 1.25 * hour);

		assert.equal(found && localOf(found), "2027-01-04 14:15:00");
	});
});
