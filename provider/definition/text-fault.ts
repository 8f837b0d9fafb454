import { blankEndOf, hasForeignForms, hasVisible, invisibleIn, whiteSpaceIn } from "./characters";

/** Why a text is not valid for its property, and what to do. Neither repeats the text, which may be a secret. */
export interface Fault {
	/** The rest of a sentence that begins with the property. */
	readonly problem: string;
	/** Without it, the form of the property is the fix. */
	readonly fix?: string;
}
type Check = (text: string) => Fault | undefined;

// Half a surrogate pair has no UTF-8 form, so it cannot be sent.
const unsendable = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

const faultIf =
	(pattern: RegExp, problem: string, fix?: string): Check =>
	(text) =>
		pattern.test(text) ? { problem, ...(fix !== undefined && { fix }) } : undefined;

/** The fault that the first failing check reports. */
function firstFault(checks: readonly Check[], text: string): Fault | undefined {
	for (const check of checks) {
		const fault = check(text);
		if (fault !== undefined) return fault;
	}
	return undefined;
}

const interpolate =
	"Use pulumi.interpolate`...` (Python: pulumi.Output.format) or output.apply; if the output is the whole value, pass the output itself.";

/** Text that programs make of other values. The program may have changed its case, cut it or replaced characters. */
const conversionChecks: readonly Check[] = [
	faultIf(
		/calling.{0,8}(?:to(?:string|json)|_{2}str__)|\boutput(?:<t>|\[t\])|future version of @?pulumi/i,
		"has the text of a Pulumi Output in it instead of its value",
		interpolate,
	),
	faultIf(
		/\[object Promise\]/i,
		"has [object Promise] in it: a promise was converted to text",
		"Use pulumi.output(promise) with .apply or pulumi.interpolate, or wait for the promise first.",
	),
	faultIf(
		/\[object [A-Z]\w*\]/i,
		"has [object ...] in it: an object was converted to text",
		"Use a property of the object, for example its id or name.",
	),
	faultIf(
		/(?:^|\W)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* [a-z]{3} \d\d \d{4} \d\d:\d\d:\d\d GMT/i,
		"has the text of a Date in it",
		"Use its toISOString().",
	),
];

/** Finds the text of an output, a promise or an object in a text. */
export function mistakenText(text: string): Fault | undefined {
	return firstFault(conversionChecks, text);
}

const lostCharacter = faultIf(
	/\ufffd/u,
	"has U+FFFD in it, the replacement character: the text was decoded with the wrong encoding",
	"Use the original text, read as UTF-8.",
);

/** A name may contain any character, but must begin and end with a visible one: people cannot see the difference. */
export function nameFault(text: string): Fault | undefined {
	if (unsendable.test(text))
		return mistakenText(text) ?? { problem: "has a line break or another control character in it" };
	if (!hasVisible(text)) return { problem: "has no visible character in it" };
	const blank = blankEndOf(text);
	if (blank !== undefined)
		return { problem: `has white space, or an invisible character, at an end${inBrackets(blank)}` };
	return mistakenText(text) ?? lostCharacter(text);
}

function inBrackets(name: string): string {
	return name === "" ? "" : ` (${name})`;
}

const fromConsole = "Copy it from the console again. Use text, not a number.";

/** Faults of ids, numbers and codes. */
const tokenChecks: readonly Check[] = [
	mistakenText,
	(text) => {
		const name = invisibleIn(text);
		return name === undefined
			? undefined
			: { problem: `has an invisible character in it (${name})`, fix: "Remove it, or type the value by hand." };
	},
	(text) => {
		const name = whiteSpaceIn(text);
		return name === undefined ? undefined : { problem: `has white space in it${inBrackets(name)}` };
	},
	faultIf(unsendable, "has a line break or another control character in it"),
	faultIf(/^=/, "begins with =, like a spreadsheet formula", "Use the value alone, without = and quotation marks."),
	faultIf(/^['’‘‛`´＇]/u, "begins with an apostrophe, which spreadsheets use to mark text", "Remove the apostrophe."),
	faultIf(/['"’‘“”`´＂＇]/u, "has quotation marks in it", "Remove them."),
	(text) =>
		hasForeignForms(text)
			? {
					problem: "has full-width characters or digits of another script in it",
					fix: "Use plain ASCII digits and letters.",
				}
			: undefined,
	lostCharacter,
];

const masks = String.raw`[*×•●▪■…]|\.{2,}`;
const notation = "is in scientific notation, as spreadsheets write large numbers: its last digits are lost";
const formatFirst = "Copy it from the console again, into a cell that is formatted as text.";

/** Ids are signed 64-bit integers. */
const largestId = 2n ** 63n - 1n;

const idChecks: readonly Check[] = [
	faultIf(
		new RegExp(String.raw`${masks}|_{3,}|x{2,}|#{2,}|\?{2,}`, "iu"),
		"is masked, like the example in the vendor's documentation; it is not a real id",
		"Use the full id: copy it from the console, as text.",
	),
	faultIf(/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i, notation, formatFirst),
	faultIf(
		/^[+-]?\d+[.,]\d{0,2}$/,
		"has a decimal point: it was converted to a number, which can lose the last digits",
		fromConsole,
	),
	faultIf(/^\d{1,4}(?:[-,._/]\d{1,4})+$/, "has separators between its digits", "Remove them."),
	faultIf(/^\D*$/, "has no digits in it; an id is decimal text", "Use the id, not the name: copy it from the console."),
	faultIf(/^0|\D/, "is not an id in decimal text"),
	(text) =>
		BigInt(text) > largestId
			? { problem: "is larger than any id of the service (19 digits at most)", fix: fromConsole }
			: undefined,
];

/** An id of the service is decimal text. */
export function idFault(text: string): Fault | undefined {
	return firstFault([...tokenChecks, ...idChecks], text);
}

const numberChecks: readonly Check[] = [
	faultIf(
		new RegExp(String.raw`${masks}|_{3,}|x{2,}|\dx|x\d|#{2,}|\?{2,}`, "iu"),
		"is masked, like the example in the vendor's documentation; it is not a real number",
		"Use the full number: copy it from the console.",
	),
	faultIf(/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i, notation, formatFirst),
	faultIf(
		/^[+-]?\d+[.,]\d*$/,
		"has a decimal point: it was converted to a number, which loses a leading 0",
		fromConsole,
	),
	faultIf(/^\D*$/, "has no digit in it", "Use the number, not its name: copy it from the console."),
];

/** The number of a line or service instance. Only examples are published, so only impossible values are faults. */
export function numberFault(text: string): Fault | undefined {
	return firstFault([...tokenChecks, ...numberChecks], text);
}

const codeChecks: readonly Check[] = [
	faultIf(
		new RegExp(`${masks}|X{4,}|x{4,}`, "u"),
		"is masked, like the example in the vendor's documentation; it is not a real code",
		"Use the full code: copy it from the console.",
	),
	faultIf(/^\d[.,]\d+e\+\d+$/i, notation, formatFirst),
	faultIf(/^[<{$[]|[>}\]]$/, "is a placeholder that was never filled in", "Use the code: copy it from the console."),
];

/** A code whose form is not published. */
export function codeFault(text: string): Fault | undefined {
	return firstFault([...tokenChecks, ...codeChecks], text);
}
