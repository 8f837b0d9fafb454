import assert from "node:assert/strict";
import fc from "fast-check";
import {
	inChina,
	instantOf,
	instantOfLocal,
	instantOfRfc3339,
	localOf,
	secondOfDay,
	timeOfDay,
	wallClock,
	weekdays,
} from "../../provider/definition/shanghai-time";

describe("the service's wall clock", () => {
	const instants: [iso: string, day: string, second: number][] = [
		["2027-01-04T10:00:00+08:00", "MONDAY", 36_000],
		["2027-01-03T16:00:00Z", "MONDAY", 0],
		["2027-01-03T15:59:59Z", "SUNDAY", 86_399],
		["2027-01-10T23:59:59.999+08:00", "SUNDAY", 86_399],
		["1970-01-01T00:00:00Z", "THURSDAY", 28_800],
		["1969-12-31T00:00:00+08:00", "WEDNESDAY", 0],
		["2028-02-29T12:00:00+08:00", "TUESDAY", 43_200],
	];
	for (const [iso, day, second] of instants) {
		it(`shows ${day}, ${timeOfDay(second)}, at ${iso}`, () => {
			const clock = wallClock(Date.parse(iso));

			assert.deepEqual([clock.day, clock.second], [day, second]);
		});
	}

	it("agrees with the platform's calendar of Asia/Shanghai at every instant of this century", () => {
		const format = new Intl.DateTimeFormat("en-GB", {
			timeZone: "Asia/Shanghai",
			weekday: "long",
			hour: "2-digit",
			minute: "2-digit",
			second: "2-digit",
			hourCycle: "h23",
		});

		fc.assert(
			fc.property(fc.integer({ min: Date.UTC(2001, 0), max: Date.UTC(2100, 0) }), (at) => {
				const { day, second, midnight } = wallClock(at);
				const [weekday = "", time] = format.format(at).split(/,? (?:at )?/);

				assert.deepEqual([day, timeOfDay(second)], [weekday.toUpperCase(), time]);
				assert.equal(Math.floor((at - midnight) / 1000), second);
			}),
		);
	});

	it("names the days as the service does, Monday first", () => {
		assert.deepEqual([weekdays[0], weekdays[6], weekdays.length], ["MONDAY", "SUNDAY", 7]);
	});
});

describe("times of day", () => {
	const readable: Readonly<Record<string, number>> = {
		"00:00:00": 0,
		"09:00": 32_400,
		"09:00:01": 32_401,
		"23:59:59": 86_399,
	};
	for (const [text, second] of Object.entries(readable)) {
		it(`reads ${text}`, () => assert.equal(secondOfDay(text), second));
	}

	for (const text of ["", "9:00:00", "24:00:00", "23:60:00", "23:59:60", "09", "09:00:00 ", "09:00:00.5", "noon"]) {
		it(`does not read "${text}"`, () => assert.equal(secondOfDay(text), undefined));
	}

	it("are restored from their seconds", () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 86_399 }), (second) => secondOfDay(timeOfDay(second)) === second));
	});
});

describe("local dates and times", () => {
	it("are read on the clock of Asia/Shanghai", () => {
		assert.equal(instantOfLocal("2027-03-01 18:00:00"), Date.parse("2027-03-01T10:00:00Z"));
	});

	for (const text of [
		"2027-02-29 10:00:00",
		"2027-04-31 10:00:00",
		"2027-03-01 24:00:00",
		"2027-03-01T10:00:00",
		"2027-03-01",
		"",
	]) {
		it(`do not include "${text}"`, () => assert.equal(instantOfLocal(text), undefined));
	}

	it("are restored from their instants", () => {
		const seconds = fc.integer({ min: Date.UTC(2001, 0) / 1000, max: Date.UTC(2286, 0) / 1000 });

		fc.assert(fc.property(seconds, (second) => instantOfLocal(localOf(second * 1000)) === second * 1000));
	});
});

describe("RFC 3339", () => {
	const readable: Readonly<Record<string, string>> = {
		"2027-03-01T10:00:00Z": "2027-03-01T10:00:00.000Z",
		"2027-03-01t10:00:00z": "2027-03-01T10:00:00.000Z",
		"2027-03-01t10:00:00.25+08:00": "2027-03-01T02:00:00.250Z",
		"2028-02-29T23:59:59-23:59": "2028-03-01T23:58:59.000Z",
	};
	for (const [text, iso] of Object.entries(readable)) {
		it(`reads ${text}`, () => assert.equal(instantOfRfc3339(text), Date.parse(iso)));
	}

	for (const text of [
		"2027-02-29T10:00:00Z",
		"2027-03-01T24:00:00Z",
		"2027-03-01T10:00:00+24:00",
		"2027-03-01T10:00:00+0800",
		"2027-03-01T10:00Z",
		"2027-03-01T10:00:00",
		"2027-03-01 10:00:00Z",
		"2027-13-01T10:00:00Z",
	]) {
		it(`is not ${text}`, () => assert.deepEqual([instantOfRfc3339(text), instantOf(text)], [undefined, undefined]));
	}

	it("is an instant only if the service's clock can show it", () => {
		assert.notEqual(instantOf("9999-12-31T15:59:59Z"), undefined);
		assert.equal(instantOf("9999-12-31T16:00:00Z"), undefined);
	});
});

describe("a moment as people in China read it", () => {
	const moments: [value: unknown, text: string | undefined][] = [
		[1_803_862_800_000, "Monday 2027-03-01 09:00:00 in China"],
		["2027-02-28T20:00:00-05:00", "Monday 2027-03-01 09:00:00 in China"],
		["2027-03-01t01:00:00z", "Monday 2027-03-01 09:00:00 in China"],
		["2027-06-30 18:00:00", "Wednesday 2027-06-30 18:00:00 in China"],
		[1_803_862_800, undefined],
		[Number.NaN, undefined],
		["2027-02-30T09:00:00Z", undefined],
		["soon", undefined],
		[{}, undefined],
		[undefined, undefined],
	];
	for (const [value, text] of moments) {
		it(`is ${text ?? "nothing"} for ${JSON.stringify(value)}`, () => assert.equal(inChina(value), text));
	}
});
