import assert from "node:assert/strict";
import { unknown } from "../../provider/definition/values";
import { taskDefinition } from "../../provider/tasks/definition";
import { launchForecast } from "../../provider/tasks/forecast";

import { bases, findingsOf, good, textsOf, without } from "./support/definitions";

const { properties } = taskDefinition;

const window = (startTime: string, endTime: string) => ({ startTime, endTime });

describe("limits", () => {
	const accepted: [property: string, base: keyof typeof bases, values: readonly unknown[]][] = [
		[
			"taskName",
			"task",
			["a", "春季回访", "spring callback 2027", "🎉 spring 👨‍👩‍👧", "a".repeat(5000), "a\u200db", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
		],
		["agentId", "task", ["1", "118712345678901234", "9223372036854775807"]],
		["virtualNumber", "task", ["05710000001", "+865710000001", "0571-0000001", "790626305", "4001234567"]],
		[
			"callTime",
			"task",
			[[window("00:00:00", "23:59:59")], [window("09:00:00", "12:00:00"), window("12:00:00", "13:00:00")]],
		],
		["callDay", "task", [["SUNDAY"], ["SUNDAY", "MONDAY", "SATURDAY", "FRIDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"]]],
		[
			"taskStartTime",
			"scheduled",
			[
				1_803_862_800_000,
				"2027-03-01T09:00:00Z",
				"2027-03-01t09:00:00z",
				"2027-03-01t09:00:00+08:00",
				"2027-03-01T09:00:00.5+08:00",
				"2028-02-29T09:00:00+08:00",
			],
		],
		["missCallRetry", "task", [false]],
		["callRetryTimes", "retrying", [1, 3]],
		["callRetryInterval", "retrying", [1, 120]],
		["taskCps", "task", [1, 500]],
		["source", "task", [0]],
		["phoneType", "engine", [0]],
		["callExpireType", "task", [0]],
		["callExpireMinutes", "expiringByMinutes", [480, 52_560_000]],
		[
			"callExpireDate",
			"expiringByDate",
			[
				"2027-01-04 10:00:01",
				"2028-02-29 23:59:59",
				"2027-03-01T18:00:00+08:00",
				"2027-03-01T10:00:00Z",
				"2027-03-01t10:00:00z",
				new Date(1_893_456_000_000).toISOString(),
				"9999-12-31T15:59:59Z",
			],
		],
		["adoptTaskId", "task", ["118712345678901234", "1"]],
		["runState", "task", ["running", "stopped"]],
		["onDestroy", "task", ["release", "stop", "leave"]],
	];
	for (const [property, base, values] of accepted) {
		for (const value of values) {
			it(`allow ${property} ${JSON.stringify(value).slice(0, 60)}`, () => {
				assert.deepEqual(textsOf(findingsOf({ ...bases[base], [property]: value }), "error"), []);
			});
		}
	}

	it("are checked quickly for ten thousand windows", () => {
		const times = Array.from({ length: 10_000 }, (_, index) => new Date(index * 8000).toISOString().slice(11, 19));
		const callTime = times.map((startTime, index) => window(startTime, times[index + 1] ?? "23:59:59"));

		assert.deepEqual(textsOf(findingsOf({ ...good, callTime }), "error"), []);
	});
});

describe("conditions that only warn", () => {
	const warned: [title: string, definition: object, warning: string][] = [
		[
			"an agent in an engine task",
			{ ...bases.engine, agentId: "118712345678901234" },
			"agentId has no published use in an engine task (source 1).",
		],
		[
			"retries without their details",
			{ ...good, missCallRetry: true },
			"missCallRetry is true without callRetryReason, callRetryTimes, callRetryInterval; the service's defaults are not published and it may refuse.",
		],
		[
			"retries without one of them",
			without(bases.retrying, "callRetryTimes"),
			"missCallRetry is true without callRetryTimes; the service's defaults are not published and it may refuse.",
		],
		[
			"an interval that updates may refuse",
			{ ...bases.retrying, callTime: [window("08:00:00", "20:00:00")], callRetryInterval: 121 },
			"callRetryInterval is above 120: the service accepts it for a new task, but may refuse later updates.",
		],
		[
			"windows without common time",
			{ ...good, callableTime: [window("12:00:00", "14:00:00")] },
			"callableTime has no time in common with callTime: the task will never place a call.",
		],
	];
	for (const [title, definition, warning] of warned) {
		it(`warn about ${title}`, () => {
			const findings = findingsOf({ ...definition });

			assert.deepEqual([textsOf(findings, "error"), textsOf(findings, "warning")], [[], [warning]]);
		});
	}
});

describe("doubtful values", () => {
	const octal =
		"Check it in the console and quote it: YAML reads an unquoted 05710000001 as octal (790626305), and spreadsheets drop a leading 0.";
	const doubts: [
		property: string,
		base: keyof typeof bases,
		values: readonly string[],
		problem: string,
		fix: string,
	][] = [
		[
			"virtualNumber",
			"task",
			["790626305", "5710000001", "13800138000", "4001234567"],
			"has no leading 0, unlike the vendor's examples (0571...).",
			octal,
		],
		[
			"virtualNumber",
			"task",
			["0571-0000001", "+865710000001", "(0571)0000001", "057100000O1"],
			"has characters other than digits in it, unlike the vendor's examples.",
			"Check it in the console.",
		],
		["linePhoneNum", "ownLine", ["5710000001"], "has no leading 0, unlike the vendor's examples (0571...).", octal],
		[
			"agentId",
			"task",
			["1", "13800138000", "1187123456789012"],
			"has fewer digits than the ids in the vendor's documentation (18).",
			"Check it in the console.",
		],
		[
			"agentId",
			"task",
			["118712345678901000", "118712345678901", "1187123456789010000"].filter((text) => text.length > 16),
			"ends in zeros: a spreadsheet keeps 15 digits and replaces the rest with zeros.",
			"Check it in the console.",
		],
		[
			"adoptTaskId",
			"task",
			["118712345678901000"],
			"ends in zeros: a spreadsheet keeps 15 digits and replaces the rest with zeros.",
			"Check it in the console.",
		],
		[
			"applicationCode",
			"engine",
			["АPP-1", "应用-1"],
			"has characters in it that are not ASCII.",
			"Check it in the console: the name is not the code.",
		],
	];
	for (const [property, base, values, problem, fix] of doubts) {
		for (const value of values) {
			it(`cause a warning: ${property} ${value}`, () => {
				const findings = findingsOf({ ...bases[base], [property]: value });

				assert.deepEqual(
					findings.map((one) => [one.severity, one.path, one.problem, one.fix]),
					[["warning", property, problem, fix]],
				);
			});
		}
	}

	const sound: [property: string, base: keyof typeof bases, values: readonly string[]][] = [
		["virtualNumber", "task", ["05710000001", "057100001111", "02012345678"]],
		[
			"linePhoneNum",
			"ownLine",
			["057100002222", "13800138000", "4001234567", "8001234567", "95187", "95013123", "10086"],
		],
		["agentId", "task", ["118712345678901234", "118712345678901230", "118712345678901200"]],
		["applicationCode", "engine", ["APP-1", "1E5", "X", "AXXB", "a.b"]],
		["lineEncoding", "ownLine", ["JILIANG_1_NET"]],
	];
	for (const [property, base, values] of sound) {
		for (const value of values) {
			it(`cause no warning if they are usual: ${property} ${value}`, () => {
				assert.deepEqual(findingsOf({ ...bases[base], [property]: value }), []);
			});
		}
	}
});

describe("a window across midnight", () => {
	const everyDay = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
	const night = [window("22:00:00", "02:00:00")];
	const fixesOf = (definition: object) => findingsOf({ ...good, ...definition }).map(({ path, fix }) => [path, fix]);

	for (const property of ["callTime", "callableTime"]) {
		it(`needs two windows of ${property} if callDay lists every day`, () => {
			for (const callDay of [everyDay, [...everyDay].reverse()]) {
				assert.deepEqual(fixesOf({ callDay, [property]: night }), [
					[
						`${property}[0]`,
						"Swap the two; or, for a window across midnight, write two: one to 23:59:59 and one from 00:00:00.",
					],
				]);
			}
		});

		const others: [title: string, callDay: unknown][] = [
			["one day", ["FRIDAY"]],
			["all days but one", everyDay.slice(1)],
			["days that are not known yet", unknown],
			["a day that is not known yet", [...everyDay.slice(1), unknown]],
		];
		for (const [title, callDay] of others) {
			it(`needs two tasks if ${property} is for ${title}: the hours after midnight belong to the next day`, () => {
				const [[path, fix] = [], ...more] = fixesOf({ callDay, [property]: night });

				assert.equal(path, `${property}[0]`);
				assert.match(fix ?? "", /two tasks: .+ on the following days, .+ only if callDay lists every day/);
				assert.deepEqual(more, []);
			});
		}
	}

	it("is still reported as reversed if the days are invalid as well", () => {
		assert.deepEqual(
			fixesOf({ callDay: "FRIDAY", callTime: night }).map(([path]) => path),
			["callDay", "callTime[0]"],
		);
	});

	it("causes a warning if it is written as two windows and callDay lists only some days", () => {
		const callTime = [window("00:00:00", "02:00:00"), window("22:00:00", "23:59:59")];
		const warned = (callDay: string[]) => textsOf(findingsOf({ ...good, callDay, callTime }), "warning");

		assert.deepEqual(warned(everyDay), []);
		assert.deepEqual(warned(["FRIDAY"]), [
			"callTime has a window that starts at 00:00:00 and one that runs to the end of the day: on each day of callDay the early one comes first, not after the late one.",
		]);
	});

	it("causes no warning for a whole day, an early window or a late one", () => {
		for (const callTime of [
			[window("00:00:00", "23:59:59")],
			[window("00:00:00", "02:00:00"), window("09:00:00", "18:00:00")],
			[window("22:00:00", "23:59:59")],
		]) {
			assert.deepEqual(findingsOf({ ...good, callTime }), []);
		}
	});
});

describe("null in a value", () => {
	const places: [change: object, path: string][] = [
		[{ callDay: ["MONDAY", null] }, "callDay[1]"],
		[{ callTime: [null] }, "callTime[0]"],
		[{ callTime: [{ startTime: null, endTime: "12:00:00" }] }, "callTime[0].startTime"],
		[{ callableTime: [{ startTime: "09:00:00", endTime: null }] }, "callableTime[0].endTime"],
		[{ missCallRetry: true, callRetryReason: [null], callRetryTimes: 1, callRetryInterval: 5 }, "callRetryReason[0]"],
	];
	for (const [change, path] of places) {
		it(`is reported at ${path}`, () => {
			assert.deepEqual(
				findingsOf({ ...good, ...change }).map((finding) => [finding.path, finding.problem]),
				[[path, "is missing."]],
			);
		});
	}
});

describe("conditions on time", () => {
	it("apply to new tasks only: an existing one may have started in the past", () => {
		const definition = { ...bases.scheduled, taskStartTime: "2026-03-02T09:00:00+08:00" };

		assert.deepEqual(findingsOf(definition, { isNew: false }), []);
		assert.equal(textsOf(findingsOf(definition), "error").length, 1);
	});

	for (const callExpireDate of ["2026-03-02 09:00:00", "2026-03-02T01:00:00Z", "2026-03-02t09:00:00.5+08:00"]) {
		it(`apply to new tasks only: an existing one may have expired at ${callExpireDate}`, () => {
			const definition = { ...bases.expiringByDate, callExpireDate };

			assert.deepEqual(findingsOf(definition, { isNew: false }), []);
			assert.equal(textsOf(findingsOf(definition), "error").length, 1);
		});
	}
});

describe("one mistake", () => {
	const once: [title: string, definition: object, path: string][] = [
		["an own line without an engine", { ...good, phoneType: 1 }, "phoneType"],
		["an empty name", { ...good, taskName: "" }, "taskName"],
		["a number far out of range", { ...good, taskCps: 1e20 }, "taskCps"],
		[
			"a window in reverse beside another",
			{ ...good, callTime: [window("18:00:00", "08:00:00"), window("09:00:00", "10:00:00")] },
			"callTime[0]",
		],
		["an interval without retries", { ...good, callRetryInterval: 721 }, "callRetryInterval"],
		["a start that cannot be read", { ...good, startType: "SCHEDULE", taskStartTime: "soon" }, "taskStartTime"],
		["a start type that does not exist", { ...bases.scheduled, startType: "LATER" }, "startType"],
		["an expiry in the past", { ...bases.expiringByDate, callExpireDate: "2026-01-01 00:00:00" }, "callExpireDate"],
	];
	for (const [title, definition, path] of once) {
		it(`is reported once: ${title}`, () => {
			assert.deepEqual(
				findingsOf({ ...definition }).map((finding) => finding.path),
				[path],
			);
		});
	}
});

describe("the list of conditions", () => {
	it("names a source for each, and only properties that exist", () => {
		for (const { condition, source, reads } of taskDefinition.rules) {
			assert.notEqual(source, "");
			for (const property of reads) assert.ok(properties.has(property), property);
			for (const [, named] of condition.matchAll(/`([a-z]\w+)(?=`| unset)/g)) {
				assert.ok(properties.has(named as never) || /^(true|false)$/.test(named ?? ""), `${named} in: ${condition}`);
			}
		}
	});

	it("marks those that only warn", () => {
		for (const { condition } of launchForecast) assert.match(condition, /\(warning\)\.$/);
	});
});
