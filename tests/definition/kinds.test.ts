import assert from "node:assert/strict";
import fc from "fast-check";
import { normalWindows } from "../../provider/definition/call-window";
import { epochOf, type KindName, kinds } from "../../provider/definition/kinds";
import { localOf, timeOfDay, weekdays } from "../../provider/definition/shanghai-time";
import type { Value } from "../../provider/definition/values";

const same = (kind: KindName, one: unknown, other: unknown) =>
	assert.deepEqual(kinds[kind].normal(one), kinds[kind].normal(other));

const window = fc
	.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 2, maxLength: 2 })
	.map((ends) => ends.sort((a, b) => a - b))
	.map(([start = 0, end = 0]) => ({ startTime: timeOfDay(start), endTime: timeOfDay(end) }));
const windows = fc.array(window, { minLength: 1, maxLength: 5 });
const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 });
const instant = fc.integer({ min: 1e12, max: 9_999_999_999_999 });

/** RFC 3339 of an instant, with an offset of some hours. */
const at = (epoch: number, hours: number) => {
	const sign = hours < 0 ? "-" : "+";
	const offset = `${sign}${String(Math.abs(hours)).padStart(2, "0")}:00`;
	return new Date(epoch + hours * 3_600_000).toISOString().replace("Z", offset);
};

describe("a value sent and read back", () => {
	it("is the same text", () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
				same("text", kinds.text.readBack(kinds.text.wire(text)), text);
			}),
		);
	});

	it("is the same whole number, as number or as text", () => {
		fc.assert(
			fc.property(fc.integer(), (number) => {
				same("whole", kinds.whole.readBack(number), number);
				same("whole", kinds.whole.readBack(kinds.whole.wire(number)), number);
			}),
		);
	});

	it("is the same flag", () => {
		for (const flag of [true, false]) {
			assert.equal(kinds.flag.wire(flag), String(flag));
			same("flag", kinds.flag.readBack(JSON.parse(kinds.flag.wire(flag))), flag);
		}
	});

	it("is the same set in any order", () => {
		fc.assert(
			fc.property(days, fc.func(fc.integer()), (set, weight) => {
				const shuffled = [...JSON.parse(kinds.set.wire(set))].sort((a, b) => weight(a) - weight(b));

				same("set", kinds.set.readBack(shuffled), set);
			}),
		);
	});

	it("is the same windows in any order, with seconds and without", () => {
		fc.assert(
			fc.property(windows, fc.boolean(), (declared, backwards) => {
				const texts: string[] = JSON.parse(kinds.windows.wire(declared));
				const sent: { startTime: string; endTime: string }[] = texts.map((text) => JSON.parse(text));
				const short = (time: string) => time.replace(/:00$/, "");
				const rows = sent.map(({ startTime, endTime }) => ({ StartTime: short(startTime), EndTime: short(endTime) }));

				same("windows", kinds.windows.readBack(backwards ? rows.reverse() : rows), declared);
				assert.deepEqual(sent, declared);
			}),
		);
	});

	it("is the same instant in every notation", () => {
		fc.assert(
			fc.property(instant, fc.integer({ min: -12, max: 14 }), (epoch, hours) => {
				const text = at(epoch, hours);

				assert.equal(kinds.instant.wire(text), String(epoch));
				assert.equal(kinds.instant.wire(epoch), String(epoch));
				assert.equal(kinds.instant.wire(text.toLowerCase()), String(epoch));
				same("instant", kinds.instant.readBack(epoch), text);
				same("instant", text.toLowerCase(), text);
				same("instant", kinds.instant.readBack(String(epoch)), epoch);
				assert.equal(epochOf(text), epoch);
			}),
		);
	});
});

describe("a date and time sent and read back", () => {
	it("is the same moment to the second in every notation, in the vendor's form on the clock of Shanghai", () => {
		fc.assert(
			fc.property(instant, fc.integer({ min: -12, max: 14 }), fc.boolean(), (epoch, hours, small) => {
				const text = small ? at(epoch, hours).toLowerCase() : at(epoch, hours);
				const sent = kinds.dateTime.wire(text);

				assert.equal(sent, localOf(epoch));
				assert.equal(kinds.dateTime.wire(sent), sent);
				same("dateTime", kinds.dateTime.readBack(sent), text);
				same("dateTime", new Date(epoch).toISOString(), sent);
			}),
		);
	});

	it("is what the state of earlier versions has", () => {
		same("dateTime", "2027-12-31T00:00:00+08:00", "2027-12-31 00:00:00");
		assert.equal(kinds.dateTime.wire("2027-12-31 00:00:00"), "2027-12-31 00:00:00");
		assert.notDeepEqual(kinds.dateTime.normal("2027-12-31 00:00:01"), kinds.dateTime.normal("2027-12-31 00:00:00"));
	});
});

describe("the request parameter of a value", () => {
	const sent: [kind: KindName, value: Value, text: string][] = [
		["text", "spring", "spring"],
		["whole", 5, "5"],
		["flag", false, "false"],
		["set", ["MONDAY", "FRIDAY"], '["MONDAY","FRIDAY"]'],
		["set", [], "[]"],
		[
			"windows",
			[{ endTime: "10:00:00", startTime: "09:00:00" }],
			String.raw`["{\"startTime\":\"09:00:00\",\"endTime\":\"10:00:00\"}"]`,
		],
		["windows", [], "[]"],
		["instant", "2027-03-01T09:00:00+08:00", "1803862800000"],
		["whole", Number.MAX_SAFE_INTEGER, "9007199254740991"],
	];
	for (const [kind, value, text] of sent) {
		it(`is ${text} for ${JSON.stringify(value)}`, () => assert.equal(kinds[kind].wire(value), text));
	}
});

describe("a read-back that is absent or malformed", () => {
	const unreadable: Readonly<Record<KindName, readonly unknown[]>> = {
		text: ["", 5, {}],
		whole: ["", "five", "1.5", {}, true],
		flag: ["true", 1, {}],
		set: ["MONDAY", [1], {}],
		files: ["spring.csv", {}, { path: "spring.csv" }, [{ path: 1, hash: "a" }], []],
		names: [["phone"], { phone: 1 }, "phone"],
		windows: [
			"09:00-10:00",
			[{ startTime: "09:00:00", endTime: "10:00:00" }],
			[{ StartTime: "09:00:00" }],
			[
				{ StartTime: "09:00:00", EndTime: "12:00:00" },
				{ StartTime: "14:00:00", EndTime: "24:00:00" },
			],
		],
		instant: ["2027-03-01", {}, true],
		dateTime: ["", "2027-03-01", "2027-02-30 18:00:00", "soon", 1_893_456_000_000, {}],
	};
	for (const kind of Object.keys(kinds) as KindName[]) {
		for (const raw of [undefined, null, ...unreadable[kind]]) {
			it(`is no ${kind}: ${JSON.stringify(raw)}`, () => assert.equal(kinds[kind].readBack(raw), undefined));
		}
	}
});

describe("the normal form of a value", () => {
	it("is the value itself if its shape is wrong, so that it can be compared before it is checked", () => {
		const odd = [5, "", "x", true, [5], [{}], {}, { startTime: "9" }, [{ startTime: "9", endTime: "10" }]];

		for (const kind of Object.keys(kinds) as KindName[]) {
			for (const value of odd) assert.deepEqual(kinds[kind].normal(value), value, `${kind} ${JSON.stringify(value)}`);
		}
	});

	it("does not depend on the order of a set", () => same("set", ["FRIDAY", "MONDAY"], ["MONDAY", "FRIDAY"]));

	it("of windows is sorted", () => {
		fc.assert(fc.property(windows, (list) => assert.deepEqual(kinds.windows.normal(list), normalWindows(list))));
	});

	it("differs between two milliseconds", () => {
		assert.notEqual(kinds.instant.normal(1_803_862_800_000), kinds.instant.normal("2027-03-01T09:00:00.001+08:00"));
	});

	it("of a local time is the time on the clock", () => {
		fc.assert(fc.property(instant, (epoch) => assert.equal(kinds.text.readBack(localOf(epoch)), localOf(epoch))));
	});
});
