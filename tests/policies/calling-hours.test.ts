import assert from "node:assert/strict";
import fc from "fast-check";
import { weekdays } from "../../provider/definition/shanghai-time";
import { callingRules, type Region } from "../../provider/policies";
import { callingHours } from "../../provider/policies/calling-hours";
import { aiCallTaskTokens, calleeListTokens } from "../../provider/program/type-tokens";
import { report, task, unknownText } from "./support/run-policy";
import { type Calendar, calendar, callsAt } from "./support/weeks";

const policy = "aiccs-calling-hours";
const window = (startTime: string, endTime: string) => ({ startTime, endTime });
const night = task({ callTime: [window("09:00:00", "12:00:00"), window("20:00:00", "21:30:00")] });

describe("the policy of calling hours", () => {
	it("accepts windows from 08:00 to 21:00 in mainland China", async () => {
		assert.deepEqual(await report(policy, task({ callTime: [window("08:00:00", "21:00:00")] })), []);
	});

	it("reports the window that reaches outside, the rule with its source, and what to do", async () => {
		assert.deepEqual(await report(policy, night), [
			"callTime[1] reaches outside the allowed hours in Asia/Shanghai at UTC+8. Allowed: every day 08:00:00-21:00:00 on the clock of Asia/Shanghai (mainland China: 电话号码外呼规则, Tencent Cloud Contact Center: what the carriers require of its numbers, 2026-02-11). Choose callDay and callTime within these hours.",
		]);
	});

	it("shows times with showValues", async () => {
		const [message = ""] = await report(policy, night, { showValues: true });

		assert.match(message, /^callTime\[1\] .* at UTC\+8 \(MONDAY 21:00:00-21:30:00\)\./);
	});

	it("sees the resources of both shells, and no others", async () => {
		assert.equal((await report(policy, { ...night, type: aiCallTaskTokens.schema })).length, 1);
		assert.equal((await report(policy, { ...night, type: calleeListTokens.dynamic })).length, 0);
		assert.equal((await report(policy, { ...night, type: "random:index/randomId:RandomId" })).length, 0);
	});

	it("checks only the hours that callableTime leaves", async () => {
		assert.deepEqual(
			await report(policy, task({ ...night.props, callableTime: [window("08:00:00", "20:30:00")] })),
			[],
		);
	});

	for (const unknown of [
		{ callDay: unknownText },
		{ callDay: [unknownText] },
		{ callTime: [window("20:00:00", unknownText)] },
		{ callableTime: unknownText },
	]) {
		it(`waits for the update where a preview does not know ${JSON.stringify(unknown)}`, async () => {
			assert.deepEqual(await report(policy, task({ ...night.props, ...unknown })), []);
		});
	}

	for (const broken of [
		{ callDay: "MONDAY" },
		{ callTime: [window("20:00", "late")] },
		{ callTime: null },
		{ callTime: 9 },
	])
		it(`leaves ${JSON.stringify(broken)} to the provider's own check`, async () => {
			assert.deepEqual(await report(policy, task(broken)), []);
		});

	it("converts to the callee's clock, in summer and winter", async () => {
		// 10:00 in France is 17:00 in China in winter, and 16:00 in summer.
		const inWinter = task({ callTime: [window("17:00:00", "19:00:00")] });
		const inSummerOnly = task({ callTime: [window("16:00:00", "19:00:00")] });
		const config = { region: "FR", showValues: true };

		assert.deepEqual(await report(policy, inWinter, config), []);
		const [message = ""] = await report(policy, inSummerOnly, config);
		assert.match(message, /in Europe\/Paris at UTC\+1 \(MONDAY 09:00:00-10:00:00; in China MONDAY 16:00:00-17:00:00\)/);
		assert.match(message, /Décret n° 2022-1313/);
		assert.match(
			message,
			/in the whole year: MONDAY 17:00:00-19:00:00, 21:00:00-24:00:00; TUESDAY to FRIDAY 00:00:00-02:00:00, 17:00:00-19:00:00, 21:00:00-24:00:00; SATURDAY 00:00:00-02:00:00\.$/,
		);
	});

	it("reports days on which no hour is allowed, once for all windows", async () => {
		const saturday = task({
			callDay: ["SATURDAY"],
			callTime: [window("17:00:00", "18:00:00"), window("18:00:00", "19:00:00")],
		});

		const messages = await report(policy, saturday, { region: "FR" });

		assert.equal(messages.length, 1);
		assert.match(
			messages[0] ?? "",
			/^callDay leads to calls on a day on which none are allowed in Europe\/Paris at UTC\+1\. Allowed: MONDAY to FRIDAY /,
		);
	});

	it("counts the days where the people are: Saturday morning in China is Friday evening in New York", async () => {
		const config = {
			region: "US",
			timeZones: ["America/New_York"],
			hours: [{ callDay: ["FRIDAY"], callTime: [window("19:00:00", "20:30:00")] }],
		};

		assert.deepEqual(
			await report(policy, task({ callDay: ["SATURDAY"], callTime: [window("08:00:00", "08:30:00")] }), config),
			[],
		);
		assert.equal(
			(await report(policy, task({ callDay: ["FRIDAY"], callTime: [window("08:00:00", "08:30:00")] }), config)).length,
			1,
		);
	});

	it("keeps the hours in every time zone of a region, unless the configuration names some", async () => {
		// 21:00 in New York is 15:00 or 16:00 in Honolulu; 08:00 there is 13:00 or 14:00 in New York.
		const morning = task({ callTime: [window("22:00:00", "23:00:00")] });

		assert.match((await report(policy, morning, { region: "US" })).join(), /Pacific\/Honolulu|America\//);
		assert.deepEqual(await report(policy, morning, { region: "US", timeZones: ["America/New_York"] }), []);
	});

	it("says where no hour suits every time zone", async () => {
		const [message] = await report(policy, task({}), { region: "FR", timeZones: ["Europe/Paris", "Pacific/Auckland"] });

		assert.match(message ?? "", /No hour of the week is allowed in all of these time zones/);
	});

	it("names the configuration as the source of own hours", async () => {
		const config = { hours: [{ callDay: ["MONDAY"], callTime: [window("10:00:00", "11:00:00")] }] };

		const [message] = await report(policy, task({}), config);

		assert.match(
			message ?? "",
			/Allowed: MONDAY 10:00:00-11:00:00 .*hours in the configuration of the policy aiccs-calling-hours\)/,
		);
	});

	it("finds the same as a count at every quarter of an hour of a year, in six regions", function () {
		this.timeout(120_000);
		const start = Date.parse("2026-11-26T00:00:00+08:00");
		const find = callingHours(() => start).find;
		const regions = ["CN-voice", "HK", "FR", "GB", "US", "ES"] as const;
		// Windows to the quarter of an hour: clocks change by whole hours.
		const quarters = calendar.map(({ callDay, callTime }) => ({ callDay, callTime: callTime.flatMap(quarterly) }));
		const short = fc.record({
			callDay: quarters.map(({ callDay }) => callDay),
			callTime: fc.integer({ min: 0, max: 93 }).map((first) => [window(quarterText(first), quarterText(first + 2))]),
		});
		const counts = { allowed: 0, outside: 0 };
		fc.assert(
			fc.property(fc.constantFrom(...regions), fc.oneof(quarters, short), (region, one) => {
				fc.pre(one.callTime.length > 0);
				const zone = callingRules[region].timeZones[0] ?? assert.fail();
				const seen = { urn: "", name: "spring", isGiven: () => true, inputs: { ...required, ...one } };
				const config = { region, timeZones: [zone], showValues: false };

				const isOutside = find(seen, config).length > 0;

				counts[isOutside ? "outside" : "allowed"]++;
				assert.equal(isOutside, isEverOutside(region, one, start), JSON.stringify([region, one]));
			}),
			{ numRuns: 300 },
		);
		assert.ok(counts.allowed > 20 && counts.outside > 20, JSON.stringify(counts));
	});
});

const required = { taskName: "spring", startType: "IMMEDIATE" } as const;

function quarterText(quarter: number): string {
	return `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}:00`;
}

function quarterly({ startTime, endTime }: Calendar["callTime"][number]) {
	const round = (time: string) =>
		`${time.slice(0, 3)}${String(Math.floor(Number(time.slice(3, 5)) / 15) * 15).padStart(2, "0")}:00`;
	return round(startTime) < round(endTime) ? window(round(startTime), round(endTime)) : [];
}

const localClocks = new Map<string, { day: string; time: string }[]>();
const quarterOfHour = 15 * 60_000;

/** The clock of a time zone at each quarter of an hour of a year, as the runtime writes dates. */
function clocksOf(timeZone: string, start: number): { day: string; time: string }[] {
	const found = localClocks.get(timeZone);
	if (found !== undefined) return found;
	const format = new Intl.DateTimeFormat("en-GB", {
		timeZone,
		weekday: "long",
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
	});
	const clocks = Array.from({ length: 365 * 96 }, (_, quarter) => {
		const [day = "", time = ""] = format.format(start + quarter * quarterOfHour).split(/,? /);
		return { day: day.toUpperCase(), time: `${time}:00` };
	});
	localClocks.set(timeZone, clocks);
	return clocks;
}

function isEverOutside(region: Region, one: Calendar, start: number): boolean {
	const { hours, timeZones } = callingRules[region];
	const [zone = assert.fail()] = timeZones;
	return clocksOf(zone, start).some(({ day, time }, quarter) => {
		// The start is a Thursday in China.
		const chinese = weekdays[(3 + Math.floor(quarter / 96)) % 7] ?? assert.fail();
		if (!callsAt(one, chinese, (quarter % 96) * 15)) return false;
		return !hours.some(
			({ callDay, callTime }) =>
				callDay.some((allowed) => allowed === day) &&
				callTime.some(({ startTime, endTime }) => startTime <= time && time < endTime),
		);
	});
}
