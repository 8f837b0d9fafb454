import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Values } from "../../support/engine";
import { type Base, bases, monday, without } from "./definitions";

export type { Base } from "./definitions";

/** A definition with one mistake, and the expected findings. */
export interface BadInput {
	readonly title: string;
	readonly definition: Values;
	readonly expected: readonly Reported[];
}
export type Reported = readonly [path: string, problem: string, fix: string];
type Mistake = readonly [value: unknown, problem: string, fix: string];

export const id = 'the id as text, for example "118712345678901234"';
export const token = "text without white space";
export const line = 'the number as text, for example "05710000001"';
const name = "a name that begins and ends with a visible character and has no line break";
export const startTypes = "IMMEDIATE or SCHEDULE";
export const days = "MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY or SUNDAY";
export const reasons = "CALL_REJECTED, USER_BUSY, SUSPEND, INVALID_NUMBER, POWERED_OFF, NETWORK_BUSY or NO_ANSWER";
const windows = 'a list of windows such as [{ startTime: "09:00:00", endTime: "18:00:00" }]';
const window = 'a window such as { startTime: "09:00:00", endTime: "18:00:00" }';
const time = 'a time of day with seconds, for example "09:00:00" (the last one of a day is "23:59:59")';
const instant = 'epoch milliseconds (13 digits) or RFC 3339 with an offset, for example "2027-03-01T09:00:00+08:00"';
const date =
	'a date and time in China YYYY-MM-DD HH:mm:ss, for example "2027-03-01 18:00:00", or RFC 3339 with an offset, for example "2027-03-01T18:00:00+08:00"';
const control = "has a line break or another control character in it.";
const masked = (what: string) => `is masked, like the example in the vendor's documentation; it is not a real ${what}.`;
const emptyObject = (was: string) => `is an empty object, which is what Pulumi makes of a ${was}.`;
const outputText = "has the text of a Pulumi Output in it instead of its value.";
const interpolate =
	"Use pulumi.interpolate`...` (Python: pulumi.Output.format) or output.apply; if the output is the whole value, pass the output itself.";
const scientific = "is in scientific notation, as spreadsheets write large numbers: its last digits are lost.";
const formatFirst = "Copy it from the console again, into a cell that is formatted as text.";
const lost = "is a number, and its last digits are lost already: a number keeps about 15 of an id's 18 digits.";
const copyAgain = `Copy the id from the console, not from this message. Use text, in quotes. YAML programs also read a configured value of digits as a number: pulumi config set <key> '"<id>"'.`;

export const use = (form: string) => `Use ${form}.`;
const add = (form: string) => `Add ${form}.`;
const takes = (form: string) => `It takes ${form}.`;

/** The title of a value, cut if it is long. */
function shown(value: unknown): string {
	const text = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 4 });
	return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}

/** Invalid values of one property, reported at the property. */
export function wrong(base: Base, property: string, mistakes: readonly Mistake[]): BadInput[] {
	return mistakes.map(([value, problem, fix]) => ({
		title: `${property}: ${shown(value)}`,
		definition: { ...bases[base], [property]: value },
		expected: [[property, problem, fix]],
	}));
}

/** Invalid values of one property, each reported at its own path below the property. */
export function wrongWithin(
	base: Base,
	property: string,
	mistakes: readonly (readonly [unknown, ...Reported])[],
): BadInput[] {
	return mistakes.map(([value, below, problem, fix]) => ({
		title: `${property}: ${shown(value)}`,
		definition: { ...bases[base], [property]: value },
		expected: [[`${property}${below}`, problem, fix]],
	}));
}

function texts(base: Base, property: string, form: string): BadInput[] {
	return wrong(base, property, [
		[true, "is a boolean.", use(form)],
		[["a"], "is a list.", use(form)],
		[{ a: 1 }, "is an object.", use(form)],
		["", "is empty.", use(form)],
	]);
}

/** Faults of ids, numbers and codes. */
export function tokens(base: Base, property: string, form: string): BadInput[] {
	const hidden = (name: string) => `has an invisible character in it (${name}).`;
	const remove = "Remove it, or type the value by hand.";
	const apostrophe = "begins with an apostrophe, which spreadsheets use to mark text.";
	const wide = "has full-width characters or digits of another script in it.";
	const plain = "Use plain ASCII digits and letters.";
	const quoted = "has quotation marks in it.";
	const unquote = "Remove them.";
	return [
		...texts(base, property, form),
		...wrong(base, property, [
			["05 71", "has white space in it.", use(form)],
			[" 0571", "has white space in it.", use(form)],
			["0571\n", "has white space in it.", use(form)],
			["0571\u00a0", "has white space in it (U+00A0, no-break space).", use(form)],
			["\u30000571", "has white space in it (U+3000, ideographic space).", use(form)],
			["0571\u0000", control, use(form)],
			["0571\ud800", control, use(form)],
			["0571\u200b", hidden("U+200B, zero width space"), remove],
			["\u200e0571", hidden("U+200E, left-to-right mark"), remove],
			["\u202d0571\u202c", hidden("U+202D, left-to-right override"), remove],
			["\ufeff0571", hidden("U+FEFF, byte order mark"), remove],
			["05\u00ad71", hidden("U+00AD, soft hyphen"), remove],
			["0571\u2066", hidden("U+2066"), remove],
			["\u3164", hidden("U+3164, Hangul filler"), remove],
			["０５７１", wide, plain],
			["057１", wide, plain],
			["٠٥٧١", wide, plain],
			["ＡＰＰ１", wide, plain],
			["'0571", apostrophe, "Remove the apostrophe."],
			["’0571", apostrophe, "Remove the apostrophe."],
			['"0571"', quoted, unquote],
			["“0571”", quoted, unquote],
			['="0571"', "begins with =, like a spreadsheet formula.", "Use the value alone, without = and quotation marks."],
			[
				"0571\ufffd",
				"has U+FFFD in it, the replacement character: the text was decoded with the wrong encoding.",
				"Use the original text, read as UTF-8.",
			],
			[
				"[object Object]",
				"has [object ...] in it: an object was converted to text.",
				"Use a property of the object, for example its id or name.",
			],
			...outputTexts.map((text) => [text, outputText, interpolate] as const),
		]),
	];
}

const oldOutput = `Calling [toString] on an [Output<T>] is not supported.

To get the value of an Output<T> as an Output<string> consider either:
1: o.apply(v => \`prefix\${v}suffix\`)
2: pulumi.interpolate \`prefix\${v}suffix\`

See https://pulumi.io/help/outputs for more details.
This function may throw in a future version of @pulumi/pulumi.`;

/** The text of an output in a string, and what programs make of it. */
const pythonOutput = `Calling __str__ on an Output[T] is not supported.

To get the value of an Output[T] as an Output[str] consider:
1. o.apply(lambda v: f"prefix{v}suffix")

See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.
This function may throw in a future version of Pulumi.`;

const outputTexts: readonly string[] = [
	`spring-${pythonOutput}`,
	String(pulumi.output("a")),
	`second-${pulumi.output("a")}`,
	JSON.stringify({ id: pulumi.output("a") }),
	`${pulumi.output(["a"])}`.replaceAll("\n", " "),
	`${pulumi.output(5)}`.toLowerCase(),
	`second-${pulumi.output("a")}`.slice(0, 40),
	`second-${pulumi.output("a")}`.slice(-70).replaceAll("\n", " "),
	`second-${pulumi.output("a")}`.toLowerCase().replaceAll(/[^a-z]+/g, "-"),
	`second-${pulumi.output("a")}`.toUpperCase().replaceAll(/[^A-Z]+/g, "_"),
	oldOutput,
	`second-${oldOutput}`,
];

function outputsEverywhere(): BadInput[] {
	const [text = ""] = outputTexts;
	const places: readonly (readonly [Base, property: string, value: unknown, path: string])[] = [
		["task", "startType", text, "startType"],
		["task", "callDay", ["MONDAY", text], "callDay[1]"],
		["task", "callTime", [{ startTime: text, endTime: "12:00:00" }], "callTime[0].startTime"],
		["withCallable", "callableTime", [{ startTime: "09:00:00", endTime: text }], "callableTime[0].endTime"],
		["task", "callTime", [text], "callTime[0]"],
		["task", "callTime", text, "callTime"],
		["scheduled", "taskStartTime", text, "taskStartTime"],
		["retrying", "missCallRetry", text, "missCallRetry"],
		["retrying", "callRetryReason", [text], "callRetryReason[0]"],
		["task", "taskCps", text, "taskCps"],
		["expiringByDate", "callExpireDate", text, "callExpireDate"],
		["task", "runState", text, "runState"],
		["task", "onDestroy", text, "onDestroy"],
	];
	return places.map(([base, property, value, path]) => ({
		title: `the text of an output in ${path}`,
		definition: { ...bases[base], [property]: value },
		expected: [[path, outputText, interpolate]],
	}));
}

/** Faults of ids. */
export function ids(property: string): BadInput[] {
	const console = "Copy it from the console again. Use text, not a number.";
	const whole = "Use the full id: copy it from the console, as text.";
	const words = "has no digits in it; an id is decimal text.";
	const separators = "has separators between its digits.";
	const notDecimal = "is not an id in decimal text.";
	return wrong("task", property, [
		...[
			"1187**************",
			"1187••••••••••••••",
			"1187xxxxxxxxxxxxxx",
			"1187XXXX",
			"1187...",
			"1187…",
			"****",
			"1187######",
		].map((text) => [text, masked("id"), whole] as const),
		...["1.18712345678901E+17", "1.18712E17", "1,18712345678901E+17", "1.18712345678901234e17", "1e17"].map(
			(text) => [text, scientific, formatFirst] as const,
		),
		[
			"118712345678901234.0",
			"has a decimal point: it was converted to a number, which can lose the last digits.",
			console,
		],
		["118,712,345,678,901,234", separators, "Remove them."],
		["1187-1234-5678-9012-34", separators, "Remove them."],
		["my agent".replace(" ", "-"), words, "Use the id, not the name: copy it from the console."],
		["智能外呼", words, "Use the id, not the name: copy it from the console."],
		["<agentId>", words, "Use the id, not the name: copy it from the console."],
		["$" + "{AGENT_ID}", words, "Use the id, not the name: copy it from the console."],
		["agent-1", notDecimal, use(id)],
		["0x1187", notDecimal, use(id)],
		["0118712345678901234", notDecimal, use(id)],
		["-118712345678901234", notDecimal, use(id)],
		["+118712345678901234", notDecimal, use(id)],
		["0", notDecimal, use(id)],
		["9223372036854775808", "is larger than any id of the service (19 digits at most).", console],
		[118712345678901230, lost, copyAgain],
		[1.18712345678901e17, lost, copyAgain],
		[118712345678901, "is a number.", use(`${id}, in quotes`)],
		[{}, emptyObject("BigInt"), `Use its toString(). ${takes(id)}`],
	]);
}

/** Faults of line numbers. */
export function lines(base: Base, property: string): BadInput[] {
	const octal = "is a number, so a leading 0 is lost (YAML reads an unquoted 05710000001 as octal, 790626305).";
	const whole = "Use the full number: copy it from the console.";
	const words = "Use the number, not its name: copy it from the console.";
	return wrong(base, property, [
		[5710000001, octal, use(`${line}, in quotes`)],
		[790626305, octal, use(`${line}, in quotes`)],
		...["05710000XXXX", "05710000xxxx", "0571****0001", "05710000...", "0571000000X", "0571____", "0571??", "****"].map(
			(text) => [text, masked("number"), whole] as const,
		),
		...["5.71E+09", "5.710000001E9", "5,71e+9"].map((text) => [text, scientific, formatFirst] as const),
		[
			"5710000001.0",
			"has a decimal point: it was converted to a number, which loses a leading 0.",
			"Copy it from the console again. Use text, not a number.",
		],
		["service-instance", "has no digit in it.", words],
		["服务实例", "has no digit in it.", words],
		[{}, emptyObject("BigInt"), `Use its toString(). ${takes(line)}`],
	]);
}

export function codesOfText(base: Base, property: string): BadInput[] {
	return wrong(base, property, [
		[5, "is a number.", use(`${token}, in quotes`)],
		["JILIANG_****_NET", masked("code"), "Use the full code: copy it from the console."],
		["JILIANG_..._NET", masked("code"), "Use the full code: copy it from the console."],
		["APP-XXXX", masked("code"), "Use the full code: copy it from the console."],
		["1.2E+10", scientific, formatFirst],
		["<code>", "is a placeholder that was never filled in.", "Use the code: copy it from the console."],
		["$" + "{CODE}", "is a placeholder that was never filled in.", "Use the code: copy it from the console."],
	]);
}

export function accounts(): BadInput[] {
	const form = 'the name of an account of aiccs:accounts, such as "emea"';
	return wrong("task", "account", [
		[5, "is a number.", use(`${form}, in quotes`)],
		[["emea"], "is a list.", use(form)],
		["", "is empty.", use(form)],
	]);
}

export function wholes(base: Base, property: string, form: string, large: readonly number[]): BadInput[] {
	return wrong(base, property, [
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
		[{}, emptyObject("BigInt"), `Use Number(value). ${takes(form)}`],
	]);
}

export function codes(base: Base, property: string, form: string): BadInput[] {
	return wrong(base, property, [
		[-1, "is not one of its values.", use(form)],
		[3, "is not one of its values.", use(form)],
		[0.5, "is not one of its values.", use(form)],
		["1", "is a text.", use(`${form}, without quotes`)],
		["one", "is a text.", use(`${form}, without quotes`)],
		[true, "is a boolean.", use(form)],
		[[0], "is a list.", use(form)],
		[{}, emptyObject("BigInt"), `Use Number(value). ${takes(form)}`],
	]);
}

export function choices(
	base: Base,
	property: string,
	form: string,
	near: Readonly<Record<string, string>>,
): BadInput[] {
	return wrong(base, property, [
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

export function sets(
	base: Base,
	property: string,
	form: string,
	[first, second]: readonly [string, string],
): BadInput[] {
	const list = use(`a list of ${form}`);
	return [
		...wrong(base, property, [
			[first, "is a text.", list],
			[`${first},${second}`, "is a text.", list],
			[1, "is a number.", list],
			[true, "is a boolean.", list],
			[{ 0: first }, "is an object.", list],
			[{}, emptyObject("Set or Map"), `Use a list, such as [...set]. ${takes(`a list of ${form}`)}`],
			[[], "is empty.", list],
		]),
		...wrongWithin(base, property, [
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

const twoTasks =
	"Swap the two; or, for calls across midnight, declare two tasks: one that calls until 23:59:59 on these days, and one that calls from 00:00:00 on the following days, because the hours after midnight belong to the next day; two windows in one task work only if callDay lists every day.";
const nine = { startTime: "09:00:00", endTime: "12:00:00" };

export function windowLists(base: Base, property: "callTime" | "callableTime"): BadInput[] {
	return [
		...wrong(base, property, [
			["09:00:00-12:00:00", "is a text.", use(windows)],
			[9, "is a number.", use(windows)],
			[true, "is a boolean.", use(windows)],
			[nine, "is an object.", use(windows)],
			[{}, emptyObject("Set or Map"), `Use a list, such as [...set]. ${takes(windows)}`],
			[[], "is empty.", use(windows)],
		]),
		...wrongWithin(base, property, [
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
			[[{ startTime: "12:00:00", endTime: "09:00:00" }], "[0]", "is reversed: it ends before it starts.", twoTasks],
			[
				[{ startTime: "09:00:00", endTime: "09:00:00" }],
				"[0]",
				"is empty: it ends when it starts.",
				"Make endTime later than startTime.",
			],
			[[nine, nine], "[1]", `overlaps ${property}[0].`, "Merge the two, or move one of them."],
			[
				[{ from: "09:00:00", endTime: "12:00:00" }],
				"[0].from",
				"is not a part of a window.",
				"Did you mean startTime?",
			],
			[
				[{ startTime: "09:00:00", until: "12:00:00" }],
				"[0].until",
				"is not a part of a window.",
				"Did you mean endTime?",
			],
			[[{ ...nine, timeZone: "Europe/Berlin" }], "[0].timeZone", "is not a part of a window.", onTheClockOfChina],
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
		...timesOfDay(base, property),
	];
}

function timesOfDay(base: Base, property: string): BadInput[] {
	const unreadable = ["", "noon", "9:00:00", "09:00", "24:00:00", "09:60:00", "09:00:60", " 09:00:00", "09:00:00Z"];
	return ["startTime", "endTime"].flatMap((part) =>
		wrongWithin(base, property, [
			...unreadable.map(
				(text) => [[{ ...nine, [part]: text }], `[0].${part}`, "is not a time of day HH:mm:ss.", use(time)] as const,
			),
			[[{ ...nine, [part]: 9 }], `[0].${part}`, "is a number.", use(time)],
			[[{ ...nine, [part]: ["09:00:00"] }], `[0].${part}`, "is a list.", use(time)],
			[[{ ...nine, [part]: {} }], `[0].${part}`, emptyObject("Date"), `Use the time of day as text. ${takes(time)}`],
		]),
	);
}

export function instants(): BadInput[] {
	const range = "is not between the years 2001 and 2286 in milliseconds.";
	const unreadable = "is not a point in time that can be read.";
	const seconds = "Use milliseconds: multiply by 1000.";
	return wrong("scheduled", "taskStartTime", [
		["1893456000000", "is a number in quotes.", use(instant)],
		["1893456000", "is a number in quotes, and is in seconds.", seconds],
		[1893456000, "is in seconds.", seconds],
		[1893456000.123, "is in seconds.", seconds],
		[1893456000000000, "is in microseconds.", "Use milliseconds: divide by 1000."],
		[1893456000000000000, "is in nanoseconds.", "Use milliseconds: divide by 1000000."],
		[0, range, use(instant)],
		[-1893456000000, range, use(instant)],
		[1893456000000.5, "is not a whole number.", use(instant)],
		[Number.NaN, "is not a number that can be sent.", use(instant)],
		["9999-03-01T09:00:00+08:00", range, use(instant)],
		["0001-03-01T09:00:00+08:00", range, use(instant)],
		["2027-03-01T09:00:00", "has no offset.", use(instant)],
		["2027-03-01T09:00:00.000", "has no offset.", use(instant)],
		["2027-03-01T09:00+08:00", unreadable, use(instant)],
		["2027-03-01t09:00:00", "has no offset.", use(instant)],
		["2027-03-01 09:00:00", "has no offset.", use(instant)],
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
		[{}, emptyObject("Date"), `Use its toISOString(). ${takes(instant)}`],
		[{ ts: 1893456000000, isLuxonDateTime: true }, "is an object.", dateObject(instant)],
		[String(new Date(monday)), dateText, "Use its toISOString()."],
		["2027-01-04T09:59:59+08:00", "lies in the past, and the task does not exist yet.", "Choose a later time."],
		["2027-01-04T10:00:00+08:00", "lies in the past, and the task does not exist yet.", "Choose a later time."],
		[1767225600000, "lies in the past, and the task does not exist yet.", "Choose a later time."],
	]);
}

const dateText = "has the text of a Date in it.";
const dateObject = (form: string) => `Use text. Most objects for dates have toISOString(). ${takes(form)}`;

export function dates(): BadInput[] {
	const unreadable = "is not a date and time that can be read.";
	const nonexistent = "is not a date and time that exists.";
	const past = ["lies in the past: no number could ever be called.", "Choose a later moment."] as const;
	return wrong("expiringByDate", "callExpireDate", [
		["", "is empty.", use(date)],
		["2027-03-01", "has no time of day.", use(date)],
		["2027-03-01T18:00:00", "has no offset.", use(date)],
		["2027-03-01t18:00:00.000", "has no offset.", use(date)],
		["2027-02-30 18:00:00", nonexistent, use(date)],
		["2027-03-01 24:00:00", nonexistent, use(date)],
		["2027-02-30T18:00:00Z", nonexistent, use(date)],
		["2027-02-29t18:00:00+08:00", nonexistent, use(date)],
		["2027-03-01T18:60:00+08:00", nonexistent, use(date)],
		["2027-03-01 18:00", unreadable, use(date)],
		["2027-3-1 18:00:00", unreadable, use(date)],
		["01.03.2027 18:00:00", unreadable, use(date)],
		["2027-03-01 18:00:00 ", unreadable, use(date)],
		["soon", unreadable, use(date)],
		["9999-12-31T23:59:59Z", "is outside the years 0000 to 9999 in China.", use(date)],
		["1893456000000", "is a number in quotes.", use(date)],
		[1893456000000, "is a number.", `Use ${date}; of epoch milliseconds, new Date(milliseconds).toISOString().`],
		[true, "is a boolean.", use(date)],
		[{}, emptyObject("Date"), `Use its toISOString(). ${takes(date)}`],
		[{ $d: {}, $y: 2027 }, "is an object.", dateObject(date)],
		[String(new Date(monday)), dateText, "Use its toISOString()."],
		["2027-01-04 10:00:00", ...past],
		["2020-01-01 00:00:00", ...past],
		["2027-01-04T02:00:00Z", ...past],
		["2027-01-04t09:59:59.999+08:00", ...past],
	]);
}

export function names(): BadInput[] {
	const atAnEnd = (name: string) => `has white space, or an invisible character, at an end${name && ` (${name})`}.`;
	const ends: readonly (readonly [text: string, name: string])[] = [
		[" spring", ""],
		["spring ", ""],
		["\u3000spring", "U+3000, ideographic space"],
		["spring\u00a0", "U+00A0, no-break space"],
		["spring\u2003", "U+2003"],
		["\u200bspring", "U+200B, zero width space"],
		["\ufeffa", "U+FEFF, byte order mark"],
		["spring\u00ad", "U+00AD, soft hyphen"],
		["spring\u180e", "U+180E, Mongolian vowel separator"],
		["spring\u2066", "U+2066"],
		["spring\u2067", "U+2067"],
		["spring\u2068", "U+2068"],
		["spring\u2069", "U+2069"],
		["\u2068spring", "U+2068"],
		["spring\u061c", "U+061C"],
		["spring\u034f", "U+034F"],
		["spring\u3164", "U+3164, Hangul filler"],
		["spring\uffa0", "U+FFA0"],
		["spring\u2800", "U+2800, empty braille pattern"],
		["\u115fspring", "U+115F"],
		["spring\u1160", "U+1160"],
		["spring\u200d", "U+200D, zero width joiner"],
		["spring\ufe0f", "U+FE0F"],
		["spring\u{e0041}", "U+E0041"],
		["spring\u{e007f}", "U+E007F"],
		["spring\u{1d159}", "U+1D159"],
		["spring\ufffb", "U+FFFB"],
	];
	const nothing = [" ", "\u3164", "\u2800", "\u2800\u3164 \u200b", "\u115f\u1160", "\u00ad", "\u180e", "\u2066\u2069"];
	return [
		...texts("task", "taskName", name),
		...wrong("task", "taskName", [
			[5, "is a number.", use(`${name}, in quotes`)],
			...ends.map(([text, which]) => [text, atAnEnd(which), use(name)] as const),
			...nothing.map((text) => [text, "has no visible character in it.", use(name)] as const),
			["\tspring", control, use(name)],
			["spring\n", control, use(name)],
			["spring\nautumn", control, use(name)],
			["spring\u2028autumn", control, use(name)],
			["spring\u0007", control, use(name)],
			["spring\u0085", control, use(name)],
			["spring\udc00", control, use(name)],
			[
				"spring \ufffd",
				"has U+FFFD in it, the replacement character: the text was decoded with the wrong encoding.",
				"Use the original text, read as UTF-8.",
			],
			[
				"spring-[object Promise]",
				"has [object Promise] in it: a promise was converted to text.",
				"Use pulumi.output(promise) with .apply or pulumi.interpolate, or wait for the promise first.",
			],
			[
				"spring-[object Object]",
				"has [object ...] in it: an object was converted to text.",
				"Use a property of the object, for example its id or name.",
			],
			...outputTexts.map((text) => [text, outputText, interpolate] as const),
		]),
	];
}

function missing(base: Base, property: string, problem: string, fix: string): BadInput[] {
	return [
		{
			title: `${property} missing (${base})`,
			definition: without(bases[base], property),
			expected: [[property, problem, fix]],
		},
	];
}

const onTheClockOfChina =
	"Remove it: days and windows are always on the clock of Asia/Shanghai (UTC+8). Convert the times to that clock.";
const importedLater =
	"Remove it: the people to call are not part of a task. Declare a CalleeList with the task's taskId. The number that places the calls is virtualNumber.";

/** Names that are not properties, with the property or advice that the finding gives. */
function unknownNames(): BadInput[] {
	const meant: Readonly<Record<string, string>> = {
		TaskName: "taskName",
		taskname: "taskName",
		task_name: "taskName",
		name: "taskName",
		Source: "source",
		callDays: "callDay",
		workingDays: "callDay",
		callTimes: "callTime",
		timeWindows: "callTime",
		businessHours: "callTime",
		startTime: "taskStartTime",
		scheduledTime: "taskStartTime",
		callerNumber: "virtualNumber",
		callerId: "virtualNumber",
		robotId: "agentId",
		retryEnable: "missCallRetry",
		retry: "missCallRetry",
		retryReasons: "callRetryReason",
		retryCount: "callRetryTimes",
		retryTimes: "callRetryTimes",
		ringAgainTimes: "callRetryTimes",
		maxRetries: "callRetryTimes",
		max_retries: "callRetryTimes",
		retryInterval: "callRetryInterval",
		ringAgainInterval: "callRetryInterval",
		concurrentCount: "taskCps",
		taskCPS: "taskCps",
		cps: "taskCps",
		concurrency: "taskCps",
		maxConcurrency: "taskCps",
		MaxConcurrency: "taskCps",
		max_concurrency: "taskCps",
		maxConcurrentCalls: "taskCps",
		concurrentCalls: "taskCps",
		callableTimes: "callableTime",
		missedCallRetry: "missCallRetry",
		taskId: "adoptTaskId",
		runstate: "runState",
		status: "runState",
		endTime: "callExpireDate",
		expireDate: "callExpireDate",
		onDelete: "onDestroy",
	};
	const advised: Readonly<Record<string, readonly string[]>> = {
		"Remove it.": ["sceneId", "description", "applicationName", "tags"],
		[onTheClockOfChina]: ["timeZone", "timezone", "TimeZone", "time_zone", "tz", "localTimeZoneConfig", "utcOffset"],
		[importedLater]: [
			"phoneNumbers",
			"phone_numbers",
			"contacts",
			"callees",
			"numbers",
			"PhoneNumberList",
			"recipients",
		],
		"Remove it: what the agent says, and in which voice, belongs to the agent (agentId).": ["prompt", "ttsVoiceCode"],
		"Remove it: where receipts go is set in the console, for the whole account.": ["callbackUrl", "webhook"],
		"Remove it: it belongs to the configuration of the stack (pulumi config set aiccs:...).": ["region", "accessKeyId"],
	};
	const fixes = [
		...Object.entries(meant).map(([key, property]) => [key, `Did you mean ${property}?`] as const),
		...Object.entries(advised).flatMap(([fix, keys]) => keys.map((key) => [key, fix] as const)),
	];
	return fixes.map(([key, fix]) => ({
		title: `${key}, which is not a property`,
		definition: { ...bases.task, [key]: "5" },
		expected: [[key, "is not a property of an AI call task.", fix]],
	}));
}

/** Misspelt properties: reported once, and not also as missing. */
function misspelt(): BadInput[] {
	return ["taskName", "startType", "callDay", "callTime", "agentId", "virtualNumber"].map((property) => {
		const key = property.charAt(0).toUpperCase() + property.slice(1);
		return {
			title: `${key} in place of ${property}`,
			definition: { ...without(bases.task, property), [key]: bases.task[property] },
			expected: [[key, "is not a property of an AI call task.", `Did you mean ${property}?`]],
		};
	});
}

function useless(base: Base, property: string, value: unknown, condition: string): BadInput[] {
	return [
		{
			title: `${property} unless ${condition} (${base})`,
			definition: { ...bases[base], [property]: value },
			expected: [[property, `has no effect unless ${condition}.`, `Remove it, or make sure that ${condition}.`]],
		},
	];
}

function conditions(): BadInput[] {
	const needed = (property: string, condition: string, form: string) =>
		[property, `is missing: it is required when ${condition}.`, add(form)] as const;
	const retryOff = { ...bases.retrying, missCallRetry: false };
	const noEffect = (property: string): Reported => [
		property,
		"has no effect unless missCallRetry is true.",
		"Remove it, or make sure that missCallRetry is true.",
	];
	return [
		...missing("scheduled", ...needed("taskStartTime", "startType is SCHEDULE", instant)),
		...missing("engine", ...needed("applicationCode", "source is 1", token)),
		...missing("ownLine", ...needed("lineEncoding", "phoneType is 1", token)),
		...missing("ownLine", ...needed("linePhoneNum", "phoneType is 1", line)),
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
			definition: { ...bases.task, callTime: [{}] },
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

/** Mistakes that are not those of one property's value. */
export const otherBadInputs: readonly BadInput[] = [
	...absent(),
	...outputsEverywhere(),
	...unknownNames(),
	...misspelt(),
	...conditions(),
];
