import { inspect } from "node:util";
import type { Definition } from "../../../provider/model/check-definition";
import { type Ground, grounds, without } from "./definitions";

/** A definition with one mistake, and what a user is told: the place, what is wrong there, what to do. */
export interface BadInput {
	readonly title: string;
	readonly definition: Definition;
	readonly expected: readonly Told[];
}
export type Told = readonly [path: string, problem: string, fix: string];
type Mistake = readonly [value: unknown, problem: string, fix: string];

const id = 'the id as text, for example "118712345678901234"';
const token = "text without white space";
const name = "a name that begins and ends with a visible character and has no line break";
const startTypes = "IMMEDIATE or SCHEDULE";
const days = "MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY or SUNDAY";
const reasons = "CALL_REJECTED, USER_BUSY, SUSPEND, INVALID_NUMBER, POWERED_OFF, NETWORK_BUSY or NO_ANSWER";
const windows = 'a list of windows such as [{ startTime: "09:00:00", endTime: "18:00:00" }]';
const window = 'a window such as { startTime: "09:00:00", endTime: "18:00:00" }';
const time = 'a time of day with seconds, for example "09:00:00" (the last one of a day is "23:59:59")';
const instant = 'epoch milliseconds (13 digits) or RFC 3339 with an offset, for example "2027-03-01T09:00:00+08:00"';
const date = 'a date and time YYYY-MM-DD HH:mm:ss, for example "2027-03-01 18:00:00"';
const control = "has a line break or another control character in it.";
const invisible = "has white space, or an invisible character, at an end.";

const use = (form: string) => `Use ${form}.`;
const add = (form: string) => `Add ${form}.`;

/** The title of a value; a long one is cut. */
function shown(value: unknown): string {
	const text = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 4 });
	return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}

/** Each wrong value of one property, at the property itself. */
function wrong(ground: Ground, property: string, mistakes: readonly Mistake[]): BadInput[] {
	return mistakes.map(([value, problem, fix]) => ({
		title: `${property}: ${shown(value)}`,
		definition: { ...grounds[ground], [property]: value },
		expected: [[property, problem, fix]],
	}));
}

/** Each wrong value of one property, with a place of its own below the property. */
function wrongWithin(ground: Ground, property: string, mistakes: readonly (readonly [unknown, ...Told])[]): BadInput[] {
	return mistakes.map(([value, below, problem, fix]) => ({
		title: `${property}: ${shown(value)}`,
		definition: { ...grounds[ground], [property]: value },
		expected: [[`${property}${below}`, problem, fix]],
	}));
}

function texts(ground: Ground, property: string, form: string): BadInput[] {
	return wrong(ground, property, [
		[5710000001, "is a number.", use(`${form}, in quotes`)],
		[true, "is a boolean.", use(form)],
		[["a"], "is a list.", use(form)],
		[{ a: 1 }, "is an object.", use(form)],
		["", "is empty.", use(form)],
	]);
}

function tokens(ground: Ground, property: string, form: string): BadInput[] {
	return [
		...texts(ground, property, form),
		...wrong(ground, property, [
			["a b", "has white space in it.", use(form)],
			[" a", "has white space in it.", use(form)],
			["a\n", "has white space in it.", use(form)],
			["a\u0000", control, use(form)],
			["a\ud800", control, use(form)],
		]),
	];
}

function wholes(ground: Ground, property: string, form: string, large: readonly number[]): BadInput[] {
	return wrong(ground, property, [
		[0, "is too small.", use(form)],
		[-1, "is too small.", use(form)],
		[-1e20, "is too small.", use(form)],
		...large.map((value) => [value, "is too large.", use(form)] as const),
		[1e20, "is too large.", use(form)],
		[1.5, "is not a whole number.", use(form)],
		[Number.NaN, "is not a number that can be sent.", use(form)],
		[Number.POSITIVE_INFINITY, "is not a number that can be sent.", use(form)],
		["1", "is a text.", use(`${form}, without quotes`)],
		["", "is a text.", use(`${form}, without quotes`)],
		[true, "is a boolean.", use(form)],
		[[1], "is a list.", use(form)],
		[{}, "is an object.", use(form)],
	]);
}

function codes(ground: Ground, property: string, form: string): BadInput[] {
	return wrong(ground, property, [
		[-1, "is not one of its values.", use(form)],
		[3, "is not one of its values.", use(form)],
		[0.5, "is not one of its values.", use(form)],
		["1", "is a text.", use(`${form}, without quotes`)],
		["one", "is a text.", use(`${form}, without quotes`)],
		[true, "is a boolean.", use(form)],
		[[0], "is a list.", use(form)],
		[{}, "is an object.", use(form)],
	]);
}

function choices(ground: Ground, property: string, form: string, near: Readonly<Record<string, string>>): BadInput[] {
	return wrong(ground, property, [
		["", "is not one of its values.", use(form)],
		["whenever", "is not one of its values.", use(form)],
		[1, "is a number.", use(`${form}, in quotes`)],
		[true, "is a boolean.", use(form)],
		[["a"], "is a list.", use(form)],
		[{}, "is an object.", use(form)],
		...Object.entries(near).map(
			([written, meant]) =>
				[written, "is not one of its values.", `Did you mean "${meant}"? ${use(form)}`] as const satisfies Mistake,
		),
	]);
}

function sets(ground: Ground, property: string, form: string, [first, second]: readonly [string, string]): BadInput[] {
	const list = use(`a list of ${form}`);
	return [
		...wrong(ground, property, [
			[first, "is a text.", list],
			[`${first},${second}`, "is a text.", list],
			[1, "is a number.", list],
			[true, "is a boolean.", list],
			[{ 0: first }, "is an object.", list],
			[[], "is empty.", list],
		]),
		...wrongWithin(ground, property, [
			[[1], "[0]", "is a number.", use(form)],
			[[first, true], "[1]", "is a boolean.", use(form)],
			[[null], "[0]", "is missing.", add(form)],
			[[first, [second]], "[1]", "is a list.", use(form)],
			[[first, ""], "[1]", "is not one of its values.", use(form)],
			[[first, "whenever"], "[1]", "is not one of its values.", use(form)],
			[[first, second.toLowerCase()], "[1]", "is not one of its values.", `Did you mean "${second}"? ${use(form)}`],
			[[`${first} `], "[0]", "is not one of its values.", `Did you mean "${first}"? ${use(form)}`],
			[[first, second, first], "[2]", `repeats ${property}[0].`, "Remove one of them."],
		]),
	];
}

const nine = { startTime: "09:00:00", endTime: "12:00:00" };

function windowLists(ground: Ground, property: "callTime" | "callableTime"): BadInput[] {
	return [
		...wrong(ground, property, [
			["09:00:00-12:00:00", "is a text.", use(windows)],
			[9, "is a number.", use(windows)],
			[true, "is a boolean.", use(windows)],
			[nine, "is an object.", use(windows)],
			[{}, "is an object.", use(windows)],
			[[], "is empty.", use(windows)],
		]),
		...wrongWithin(ground, property, [
			[["09:00:00-12:00:00"], "[0]", "is a text.", use(window)],
			[[JSON.stringify(nine)], "[0]", "is a text.", use(window)],
			[[nine, 14], "[1]", "is a number.", use(window)],
			[[null], "[0]", "is missing.", add(window)],
			[[["09:00:00", "12:00:00"]], "[0]", "is a list.", use(window)],
			[[{ startTime: "09:00:00" }], "[0].endTime", "is missing.", add(time)],
			[[{ endTime: "09:00:00" }], "[0].startTime", "is missing.", add(time)],
			[[{ ...nine, startTime: null }], "[0].startTime", "is missing.", add(time)],
			[
				[{ ...nine, day: "MONDAY" }],
				"[0].day",
				"is not a part of a window.",
				"Remove it: a window has startTime and endTime only.",
			],
			[
				[{ start: "09:00:00", endTime: "12:00:00" }],
				"[0].start",
				"is not a part of a window.",
				"Did you mean startTime?",
			],
			[
				[{ StartTime: "09:00:00", endTime: "12:00:00" }],
				"[0].StartTime",
				"is not a part of a window.",
				"Did you mean startTime?",
			],
			[
				[{ startTime: "12:00:00", endTime: "09:00:00" }],
				"[0]",
				"is reversed: it ends before it starts.",
				"Swap the two, or, for a window across midnight, write two: one to 23:59:59 and one from 00:00:00.",
			],
			[
				[{ startTime: "09:00:00", endTime: "09:00:00" }],
				"[0]",
				"is empty: it ends when it starts.",
				"Make endTime later than startTime.",
			],
			[[nine, nine], "[1]", `overlaps ${property}[0].`, "Merge the two, or move one of them."],
			[
				[nine, { startTime: "11:59:59", endTime: "13:00:00" }],
				"[1]",
				`overlaps ${property}[0].`,
				"Merge the two, or move one of them.",
			],
			[
				[nine, { startTime: "14:00:00", endTime: "15:00:00" }, { startTime: "08:00:00", endTime: "18:00:00" }],
				"[2]",
				`overlaps ${property}[0].`,
				"Merge the two, or move one of them.",
			],
		]),
		...timesOfDay(ground, property),
	];
}

function timesOfDay(ground: Ground, property: string): BadInput[] {
	const unreadable = ["", "noon", "9:00:00", "09:00", "24:00:00", "09:60:00", "09:00:60", " 09:00:00", "09:00:00Z"];
	return ["startTime", "endTime"].flatMap((part) =>
		wrongWithin(ground, property, [
			...unreadable.map(
				(text) => [[{ ...nine, [part]: text }], `[0].${part}`, "is not a time of day HH:mm:ss.", use(time)] as const,
			),
			[[{ ...nine, [part]: 9 }], `[0].${part}`, "is a number.", use(time)],
			[[{ ...nine, [part]: ["09:00:00"] }], `[0].${part}`, "is a list.", use(time)],
		]),
	);
}

function instants(): BadInput[] {
	const range = "is not between the years 2001 and 2286 in milliseconds.";
	const unreadable = "is not a point in time that can be read.";
	return wrong("scheduled", "taskStartTime", [
		["1893456000000", "is a number in quotes.", use(instant)],
		[1893456000, range, use(instant)],
		[1893456000000000, range, use(instant)],
		[0, range, use(instant)],
		[-1893456000000, range, use(instant)],
		[1893456000000.5, "is not a whole number.", use(instant)],
		[Number.NaN, "is not a number that can be sent.", use(instant)],
		["9999-03-01T09:00:00+08:00", range, use(instant)],
		["0001-03-01T09:00:00+08:00", range, use(instant)],
		["2027-03-01T09:00:00", "has no offset.", use(instant)],
		["2027-03-01T09:00:00.000", "has no offset.", use(instant)],
		["2027-03-01T09:00+08:00", unreadable, use(instant)],
		["2027-03-01 09:00:00", unreadable, use(instant)],
		["2027-03-01 09:00:00+08:00", unreadable, use(instant)],
		["2027-03-01", unreadable, use(instant)],
		["2027-02-30T09:00:00+08:00", unreadable, use(instant)],
		["2027-02-29T09:00:00Z", unreadable, use(instant)],
		["2027-13-01T09:00:00Z", unreadable, use(instant)],
		["2027-03-01T24:00:00Z", unreadable, use(instant)],
		["2027-03-01T09:00:00+0800", unreadable, use(instant)],
		["2027-03-01T09:00:00+25:00", unreadable, use(instant)],
		["Mon, 01 Mar 2027 09:00:00 GMT", unreadable, use(instant)],
		["tomorrow", unreadable, use(instant)],
		["", unreadable, use(instant)],
		[true, "is a boolean.", use(instant)],
		[[1893456000000], "is a list.", use(instant)],
		[{}, "is an object.", use(instant)],
		["2027-01-04T09:59:59+08:00", "lies in the past, and the task does not exist yet.", "Choose a later time."],
		["2027-01-04T10:00:00+08:00", "lies in the past, and the task does not exist yet.", "Choose a later time."],
		[1767225600000, "lies in the past, and the task does not exist yet.", "Choose a later time."],
	]);
}

function dates(): BadInput[] {
	const unreadable = [
		"2027-03-01",
		"2027-03-01 18:00",
		"2027-03-01T18:00:00",
		"2027-03-01T18:00:00+08:00",
		"2027-02-30 18:00:00",
		"2027-03-01 24:00:00",
		"2027-3-1 18:00:00",
		"01.03.2027 18:00:00",
		"2027-03-01 18:00:00 ",
	];
	return wrong("expiringByDate", "callExpireDate", [
		["", "is empty.", use(date)],
		...unreadable.map((text) => [text, "is not a date and time that exists.", use(date)] as const),
		[1893456000000, "is a number.", use(`${date}, in quotes`)],
		[true, "is a boolean.", use(date)],
		["2027-01-04 10:00:00", "lies in the past: no number could ever be called.", "Choose a later moment."],
		["2020-01-01 00:00:00", "lies in the past: no number could ever be called.", "Choose a later moment."],
	]);
}

function names(): BadInput[] {
	const ends = [
		" spring",
		"spring ",
		"\tspring",
		"spring\n",
		"\u3000spring",
		"spring\u00a0",
		"\u200bspring",
		"\ufeffa",
		" ",
	];
	return [
		...texts("task", "taskName", name),
		...wrong("task", "taskName", [
			...ends.map((text) => [text, /[\t\n]/.test(text) ? control : invisible, use(name)] as const),
			["spring\nautumn", control, use(name)],
			["spring\u2028autumn", control, use(name)],
			["spring\u0007", control, use(name)],
			["spring\udc00", control, use(name)],
		]),
	];
}

function missing(ground: Ground, property: string, problem: string, fix: string): BadInput[] {
	return [
		{
			title: `${property} missing (${ground})`,
			definition: without(grounds[ground], property),
			expected: [[property, problem, fix]],
		},
	];
}

function strangers(): BadInput[] {
	const meant: Readonly<Record<string, string>> = {
		TaskName: "taskName",
		taskname: "taskName",
		name: "taskName",
		Source: "source",
		callDays: "callDay",
		callTimes: "callTime",
		callerNumber: "virtualNumber",
		retryEnable: "missCallRetry",
		retryReasons: "callRetryReason",
		retryCount: "callRetryTimes",
		retryInterval: "callRetryInterval",
		concurrentCount: "taskCps",
		taskCPS: "taskCps",
		callableTimes: "callableTime",
		missedCallRetry: "missCallRetry",
		taskId: "adoptTaskId",
		runstate: "runState",
		onDelete: "",
		sceneId: "",
		description: "",
		applicationName: "",
	};
	return Object.entries(meant).map(([key, property]) => ({
		title: `${key}, which is no property`,
		definition: { ...grounds.task, [key]: "5" },
		expected: [
			[key, "is not a property of an AI call task.", property === "" ? "Remove it." : `Did you mean ${property}?`],
		],
	}));
}

/** A property misspelt in place of the right one: said once, not also as missing. */
function misspelt(): BadInput[] {
	return ["taskName", "startType", "callDay", "callTime", "agentId", "virtualNumber"].map((property) => {
		const key = property.charAt(0).toUpperCase() + property.slice(1);
		return {
			title: `${key} in place of ${property}`,
			definition: { ...without(grounds.task, property), [key]: grounds.task[property] },
			expected: [[key, "is not a property of an AI call task.", `Did you mean ${property}?`]],
		};
	});
}

function useless(ground: Ground, property: string, value: unknown, condition: string): BadInput[] {
	return [
		{
			title: `${property} unless ${condition} (${ground})`,
			definition: { ...grounds[ground], [property]: value },
			expected: [[property, `has no effect unless ${condition}.`, `Remove it, or make sure that ${condition}.`]],
		},
	];
}

function conditions(): BadInput[] {
	const needed = (property: string, condition: string, form: string) =>
		[property, `is missing: it is required when ${condition}.`, add(form)] as const;
	const retryOff = { ...grounds.retrying, missCallRetry: false };
	const noEffect = (property: string): Told => [
		property,
		"has no effect unless missCallRetry is true.",
		"Remove it, or make sure that missCallRetry is true.",
	];
	return [
		...missing("scheduled", ...needed("taskStartTime", "startType is SCHEDULE", instant)),
		...missing("engine", ...needed("applicationCode", "source is 1", token)),
		...missing("ownLine", ...needed("lineEncoding", "phoneType is 1", token)),
		...missing("ownLine", ...needed("linePhoneNum", "phoneType is 1", token)),
		...missing(
			"expiringByMinutes",
			...needed("callExpireMinutes", "callExpireType is 1", "a whole number from 1 to 52560000"),
		),
		...missing("expiringByDate", ...needed("callExpireDate", "callExpireType is 2", date)),
		...useless("task", "taskStartTime", "2027-03-01T09:00:00+08:00", "startType is SCHEDULE"),
		...useless("task", "callRetryReason", ["NO_ANSWER"], "missCallRetry is true"),
		...useless("task", "callRetryTimes", 1, "missCallRetry is true"),
		...useless("task", "callRetryInterval", 10, "missCallRetry is true"),
		...useless("task", "applicationCode", "APP-1", "source is 1"),
		...useless("task", "phoneType", 0, "source is 1"),
		...useless("task", "phoneType", 1, "source is 1"),
		...useless("task", "lineEncoding", "JILIANG_1_NET", "phoneType is 1"),
		...useless("engine", "lineEncoding", "JILIANG_1_NET", "phoneType is 1"),
		...useless("engine", "linePhoneNum", "057100002222", "phoneType is 1"),
		...useless("task", "callExpireMinutes", 60, "callExpireType is 1"),
		...useless("task", "callExpireDate", "2027-06-30 18:00:00", "callExpireType is 2"),
		...useless("expiringByMinutes", "callExpireDate", "2027-06-30 18:00:00", "callExpireType is 2"),
		...useless("expiringByDate", "callExpireMinutes", 60, "callExpireType is 1"),
		{
			title: "retry details while missCallRetry is false",
			definition: retryOff,
			expected: [noEffect("callRetryReason"), noEffect("callRetryTimes"), noEffect("callRetryInterval")],
		},
	];
}

function absent(): BadInput[] {
	const agent = ["is missing: it is required unless source is 1.", "Add the id of a published agent."] as const;
	const number = [
		"is missing: it is required unless phoneType is 1.",
		"Add the number of the service instance that places the calls.",
	] as const;
	return [
		...missing("task", "taskName", "is missing.", add(name)),
		...missing("task", "startType", "is missing.", add(startTypes)),
		...missing("task", "callDay", "is missing.", add(`a list of ${days}`)),
		...missing("task", "callTime", "is missing.", add(windows)),
		...missing("task", "agentId", ...agent),
		...missing("task", "virtualNumber", ...number),
		...missing("engine", "virtualNumber", ...number),
		{
			title: "an empty window",
			definition: { ...grounds.task, callTime: [{}] },
			expected: [
				["callTime[0].startTime", "is missing.", add(time)],
				["callTime[0].endTime", "is missing.", add(time)],
			],
		},
		{
			title: "nothing at all",
			definition: {},
			expected: [
				["taskName", "is missing.", add(name)],
				["startType", "is missing.", add(startTypes)],
				["callDay", "is missing.", add(`a list of ${days}`)],
				["callTime", "is missing.", add(windows)],
				["agentId", ...agent],
				["virtualNumber", ...number],
			],
		},
	];
}

/** Definitions that the service would refuse, or that cannot mean what was meant. */
export const badInputs: readonly BadInput[] = [
	...absent(),
	...names(),
	...choices("task", "startType", startTypes, { immediate: "IMMEDIATE", Schedule: "SCHEDULE", SCHEDULED: "SCHEDULE" }),
	...sets("task", "callDay", days, ["MONDAY", "TUESDAY"]),
	...wrongWithin("task", "callDay", [
		[["FUNDAY"], "[0]", "is not one of its values.", `Did you mean "SUNDAY"? ${use(days)}`],
		[["Mon"], "[0]", "is not one of its values.", `Did you mean "MONDAY"? ${use(days)}`],
	]),
	...windowLists("task", "callTime"),
	...tokens("task", "agentId", id),
	...tokens("task", "virtualNumber", token),
	...instants(),
	...wrong("retrying", "missCallRetry", [
		["true", "is a text.", "Use true or false, without quotes."],
		["yes", "is a text.", "Use true or false, without quotes."],
		[1, "is a number.", "Use true or false."],
		[0, "is a number.", "Use true or false."],
		[[true], "is a list.", "Use true or false."],
		[{}, "is an object.", "Use true or false."],
	]),
	...sets("retrying", "callRetryReason", reasons, ["NO_ANSWER", "USER_BUSY"]),
	...wholes("retrying", "callRetryTimes", "a whole number from 1 to 3", [4, 1000]),
	...wholes("retrying", "callRetryInterval", "a whole number from 1 to 720", [721, 86_400]),
	...wholes("task", "taskCps", "a whole number from 1 to 500", [501, 5000]),
	...codes("engine", "source", "0 or 1"),
	...tokens("engine", "applicationCode", token),
	...codes("ownLine", "phoneType", "0 or 1"),
	...tokens("ownLine", "lineEncoding", token),
	...tokens("ownLine", "linePhoneNum", token),
	...codes("expiringByMinutes", "callExpireType", "0, 1 or 2"),
	...wholes(
		"expiringByMinutes",
		"callExpireMinutes",
		"a whole number from 1 to 52560000",
		[52_560_001, 1_803_862_800_000],
	),
	...dates(),
	...windowLists("withCallable", "callableTime"),
	...wrong("task", "adoptTaskId", [
		["", "is not an id in decimal text.", use(id)],
		["task-1", "is not an id in decimal text.", use(id)],
		["0118712345678901234", "is not an id in decimal text.", use(id)],
		["-118712345678901234", "is not an id in decimal text.", use(id)],
		["118712345678901234\n", "is not an id in decimal text.", use(id)],
		["1.18712345678901234e17", "is not an id in decimal text.", use(id)],
		[118712345678901, "is a number.", use(`${id}, in quotes`)],
		[true, "is a boolean.", use(id)],
	]),
	...choices("task", "runState", "running or stopped", { Running: "running", stop: "stopped", RUNNING: "running" }),
	...choices("task", "onDestroy", "release, stop or leave", { Release: "release", leaves: "leave" }),
	...strangers(),
	...misspelt(),
	...conditions(),
];
