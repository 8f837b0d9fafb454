import assert from "node:assert/strict";
import { properties } from "../../provider/model/ai-call-task";
import { launchForecast } from "../../provider/model/launch-forecast";
import { rules } from "../../provider/model/rules";
import { good, grounds, judge, said, without } from "./support/definitions";

const window = (startTime: string, endTime: string) => ({ startTime, endTime });

describe("limits", () => {
	const accepted: [property: string, ground: keyof typeof grounds, values: readonly unknown[]][] = [
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
			[1_803_862_800_000, "2027-03-01T09:00:00Z", "2027-03-01T09:00:00.5+08:00", "2028-02-29T09:00:00+08:00"],
		],
		["missCallRetry", "task", [false]],
		["callRetryTimes", "retrying", [1, 3]],
		["callRetryInterval", "retrying", [1, 120]],
		["taskCps", "task", [1, 500]],
		["source", "task", [0]],
		["phoneType", "engine", [0]],
		["callExpireType", "task", [0]],
		["callExpireMinutes", "expiringByMinutes", [480, 52_560_000]],
		["callExpireDate", "expiringByDate", ["2027-01-04 10:00:01", "2028-02-29 23:59:59"]],
		["adoptTaskId", "task", ["118712345678901234", "1"]],
		["runState", "task", ["running", "stopped"]],
		["onDestroy", "task", ["release", "stop", "leave"]],
	];
	for (const [property, ground, values] of accepted) {
		for (const value of values) {
			it(`let ${property} be ${JSON.stringify(value).slice(0, 60)}`, () => {
				assert.deepEqual(said(judge({ ...grounds[ground], [property]: value }), "error"), []);
			});
		}
	}

	it("hold for ten thousand windows without a long wait", () => {
		const times = Array.from({ length: 10_000 }, (_, index) => new Date(index * 8000).toISOString().slice(11, 19));
		const callTime = times.map((startTime, index) => window(startTime, times[index + 1] ?? "23:59:59"));

		assert.deepEqual(said(judge({ ...good, callTime }), "error"), []);
	});
});

describe("conditions that only warn", () => {
	const warned: [title: string, definition: object, warning: string][] = [
		[
			"an agent in an engine task",
			{ ...grounds.engine, agentId: "118712345678901234" },
			"agentId has no published use in an engine task (source 1).",
		],
		[
			"retries without their details",
			{ ...good, missCallRetry: true },
			"missCallRetry is true without callRetryReason, callRetryTimes, callRetryInterval; the service's defaults are not published and it may refuse.",
		],
		[
			"retries without one of them",
			without(grounds.retrying, "callRetryTimes"),
			"missCallRetry is true without callRetryTimes; the service's defaults are not published and it may refuse.",
		],
		[
			"an interval that updates may refuse",
			{ ...grounds.retrying, callTime: [window("08:00:00", "20:00:00")], callRetryInterval: 121 },
			"callRetryInterval is above 120: a task can be created so, but later updates of it may be refused.",
		],
		[
			"windows that have nothing in common",
			{ ...good, callableTime: [window("12:00:00", "14:00:00")] },
			"callableTime has no time in common with callTime: the task will never place a call.",
		],
	];
	for (const [title, definition, warning] of warned) {
		it(`warn of ${title}`, () => {
			const findings = judge({ ...definition });

			assert.deepEqual([said(findings, "error"), said(findings, "warning")], [[], [warning]]);
		});
	}
});

describe("conditions on time", () => {
	it("are for new tasks: an existing one has started in the past", () => {
		const definition = { ...grounds.scheduled, taskStartTime: "2026-03-02T09:00:00+08:00" };

		assert.deepEqual(judge(definition, { isNew: false }), []);
		assert.equal(said(judge(definition), "error").length, 1);
	});

	it("are for new tasks: an existing one may have expired", () => {
		const definition = { ...grounds.expiringByDate, callExpireDate: "2026-03-02 09:00:00" };

		assert.deepEqual(judge(definition, { isNew: false }), []);
		assert.equal(said(judge(definition), "error").length, 1);
	});
});

describe("one mistake", () => {
	const once: [title: string, definition: object, path: string][] = [
		["a line of one's own without an engine", { ...good, phoneType: 1 }, "phoneType"],
		["an empty name", { ...good, taskName: "" }, "taskName"],
		["a number far out of range", { ...good, taskCps: 1e20 }, "taskCps"],
		[
			"a window in reverse beside another",
			{ ...good, callTime: [window("18:00:00", "08:00:00"), window("09:00:00", "10:00:00")] },
			"callTime[0]",
		],
		["an interval without retries", { ...good, callRetryInterval: 721 }, "callRetryInterval"],
		["a start that cannot be read", { ...good, startType: "SCHEDULE", taskStartTime: "soon" }, "taskStartTime"],
		["a start type that does not exist", { ...grounds.scheduled, startType: "LATER" }, "startType"],
		["an expiry that is over", { ...grounds.expiringByDate, callExpireDate: "2026-01-01 00:00:00" }, "callExpireDate"],
	];
	for (const [title, definition, path] of once) {
		it(`is said once: ${title}`, () => {
			assert.deepEqual(
				judge({ ...definition }).map((finding) => finding.path),
				[path],
			);
		});
	}
});

describe("the list of conditions", () => {
	it("names a source for each, and only properties that exist", () => {
		for (const { says, source, reads } of [...rules, ...launchForecast]) {
			assert.notEqual(source, "");
			for (const property of reads) assert.ok(properties.has(property), property);
			for (const [, named] of says.matchAll(/`([a-z]\w+)(?=`| unset)/g)) {
				assert.ok(properties.has(named as never) || /^(true|false)$/.test(named ?? ""), `${named} in: ${says}`);
			}
		}
	});

	it("says which of them only warn", () => {
		for (const { says } of launchForecast) assert.match(says, /\(warning\)\.$/);
	});
});
