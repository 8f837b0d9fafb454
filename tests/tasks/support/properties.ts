import type { Property } from "../../../provider/tasks/model";
import * as bad from "./bad-inputs";

/** What the tests know of a property: from the vendor's pages, and not from the model. */
interface Expected {
	/** Its type in schema.json. */
	readonly type: string;
	/** Two values, each valid by itself. */
	readonly values: readonly [unknown, unknown];
	/** Definitions that the service would refuse for its value, or that are mistakes. */
	readonly bad: readonly bad.BadInput[];
}

function codeOfText(base: bad.Base, property: Property, values: readonly [string, string]): Expected {
	const mistakes = [...bad.tokens(base, property, bad.token), ...bad.codesOfText(base, property)];
	return { type: "string", values, bad: mistakes };
}

function lineNumber(base: bad.Base, property: Property, values: readonly [string, string]): Expected {
	return { type: "string", values, bad: [...bad.tokens(base, property, bad.line), ...bad.lines(base, property)] };
}

function id(property: Property, values: readonly [string, string]): Expected {
	return { type: "string", values, bad: [...bad.tokens("task", property, bad.id), ...bad.ids(property)] };
}

function choice(
	property: Property,
	values: readonly [string, string],
	form: string,
	near: Readonly<Record<string, string>>,
): Expected {
	return { type: "string", values, bad: bad.choices("task", property, form, near) };
}

function code(base: bad.Base, property: Property, values: readonly [number, number], form: string): Expected {
	return { type: "integer", values, bad: bad.codes(base, property, form) };
}

interface Range {
	readonly from: number;
	readonly to: number;
	readonly tooLarge: readonly number[];
}

function whole(
	base: bad.Base,
	property: Property,
	values: readonly [number, number],
	{ from, to, tooLarge }: Range,
): Expected {
	const form = `a whole number from ${from} to ${to}`;
	return { type: "integer", values, bad: bad.wholes(base, property, form, tooLarge) };
}

function windows(base: bad.Base, property: "callTime" | "callableTime"): Expected {
	const morning = { startTime: "09:00:00", endTime: "11:30:00" };
	const noon = { startTime: "10:00:00", endTime: "11:00:00" };
	return { type: "array of object", values: [[morning], [noon]], bad: bad.windowLists(base, property) };
}

/** The expectations for each property; add a new one here. */
export const expectedProperties: { readonly [Name in Property]: Expected } = {
	taskName: { type: "string", values: ["spring-callback", "autumn-callback"], bad: bad.names() },
	startType: choice("startType", ["IMMEDIATE", "SCHEDULE"], bad.startTypes, {
		immediate: "IMMEDIATE",
		Schedule: "SCHEDULE",
		SCHEDULED: "SCHEDULE",
	}),
	callDay: {
		type: "array of string",
		values: [["MONDAY"], ["SUNDAY"]],
		bad: [
			...bad.sets("task", "callDay", bad.days, ["MONDAY", "TUESDAY"]),
			...bad.wrongWithin("task", "callDay", [
				[["FUNDAY"], "[0]", "is not one of its values.", `Did you mean "SUNDAY"? ${bad.use(bad.days)}`],
				[["Mon"], "[0]", "is not one of its values.", `Did you mean "MONDAY"? ${bad.use(bad.days)}`],
			]),
		],
	},
	callTime: windows("task", "callTime"),
	agentId: id("agentId", ["118712345678901234", "118712345678905678"]),
	virtualNumber: lineNumber("task", "virtualNumber", ["05710000001", "05710000002"]),
	taskStartTime: {
		type: "integer or string",
		values: ["2027-03-01T09:00:00+08:00", "2027-04-01T09:00:00+08:00"],
		bad: bad.instants(),
	},
	missCallRetry: {
		type: "boolean",
		values: [true, false],
		bad: bad.wrong("retrying", "missCallRetry", [
			["true", "is a text.", "Use true or false, without quotes."],
			["yes", "is a text.", "Use true or false, without quotes."],
			[1, "is a number.", "Use true or false."],
			[0, "is a number.", "Use true or false."],
			[[true], "is a list.", "Use true or false."],
			[{}, "is an object.", "Use true or false."],
		]),
	},
	callRetryReason: {
		type: "array of string",
		values: [["NO_ANSWER"], ["SUSPEND"]],
		bad: bad.sets("retrying", "callRetryReason", bad.reasons, ["NO_ANSWER", "USER_BUSY"]),
	},
	callRetryTimes: whole("retrying", "callRetryTimes", [2, 1], { from: 1, to: 3, tooLarge: [4, 1000] }),
	callRetryInterval: whole("retrying", "callRetryInterval", [30, 60], { from: 1, to: 720, tooLarge: [721, 86_400] }),
	taskCps: whole("task", "taskCps", [5, 6], { from: 1, to: 500, tooLarge: [501, 5000] }),
	source: code("engine", "source", [0, 1], "0 or 1"),
	applicationCode: codeOfText("engine", "applicationCode", ["APP-1", "APP-2"]),
	phoneType: code("ownLine", "phoneType", [0, 1], "0 or 1"),
	lineEncoding: codeOfText("ownLine", "lineEncoding", ["JILIANG_1_NET", "JILIANG_2_NET"]),
	linePhoneNum: lineNumber("ownLine", "linePhoneNum", ["057100002222", "057100003333"]),
	callExpireType: code("expiringByMinutes", "callExpireType", [2, 1], "0, 1 or 2"),
	callExpireMinutes: whole("expiringByMinutes", "callExpireMinutes", [600, 60], {
		from: 1,
		to: 52_560_000,
		tooLarge: [52_560_001, 1_803_862_800_000],
	}),
	callExpireDate: {
		type: "string",
		values: ["2027-06-30 18:00:00", "2027-12-31 00:00:00"],
		bad: bad.dates(),
	},
	callableTime: windows("withCallable", "callableTime"),
	account: { type: "string", values: ["emea", "apac"], bad: bad.accounts() },
	adoptTaskId: id("adoptTaskId", ["118712345678901235", "118712345678900000"]),
	runState: choice("runState", ["stopped", "running"], "running or stopped", {
		Running: "running",
		stop: "stopped",
		RUNNING: "running",
	}),
	onDestroy: choice("onDestroy", ["release", "leave"], "release, stop or leave", {
		Release: "release",
		leaves: "leave",
	}),
};

/** Definitions that the service would refuse, or that are mistakes. */
export const badInputs: readonly bad.BadInput[] = [
	...Object.values(expectedProperties).flatMap((property) => property.bad),
	...bad.otherBadInputs,
];
