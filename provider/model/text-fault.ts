import { blankEndOf, hasForeignForms, hasVisible, invisibleIn, whiteSpaceIn } from "./characters";

/** Why a text cannot be what its property holds, and what to do. Neither repeats the text: it may be a secret. */
export interface Fault {
	/** The rest of a sentence that begins with the property. */
	readonly problem: string;
	/** Without one, the form of the property says it all. */
	readonly fix?: string;
}
type Look = (text: string) => Fault | undefined;

// Half a surrogate pair has no UTF-8 form, so that a request with it cannot be written.
const unsendable = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

const look =
	(pattern: RegExp, problem: string, fix?: string): Look =>
	(text) =>
		pattern.test(text) ? { problem, ...(fix !== undefined && { fix }) } : undefined;

/** The first fault that a look finds. */
function first(looks: readonly Look[], text: string): Fault | undefined {
	for (const one of looks) {
		const fault = one(text);
		if (fault !== undefined) return fault;
	}
	return undefined;
}

const interpolate =
	"Use pulumi.interpolate`...` with the output in it, or output.apply(value => ...); where the text is nothing but the output, use the output itself.";

/** Texts that JavaScript makes of values which are none. Upper and lower case, cuts and other signs may have changed. */
const madeByMistake: readonly Look[] = [
	look(
		/calling.{0,8}to(?:string|json)/i,
		"holds the text that Pulumi's Output gives in place of its value, which is known only later",
		interpolate,
	),
	look(
		/\[object Promise\]/i,
		"holds [object Promise], the text that JavaScript makes of a promise",
		"Use pulumi.output(promise) with .apply or pulumi.interpolate, or wait for the promise before the text is built.",
	),
	look(
		/\[object [A-Z]\w*\]/i,
		"holds the text that JavaScript makes of an object",
		"Use the part of the object that is meant; of a resource, its taskId or name.",
	),
	look(
		/(?:^|\W)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* [a-z]{3} \d\d \d{4} \d\d:\d\d:\d\d GMT/i,
		"holds the text that JavaScript makes of a Date",
		"Use its toISOString().",
	),
];

/** What a text holds that was never meant: the text of an output, a promise, an object. */
export function mistakenText(text: string): Fault | undefined {
	return first(madeByMistake, text);
}

const lostCharacter = look(
	/\ufffd/u,
	"has U+FFFD in it, which takes the place of a character that was read in a wrong encoding",
	"Use the text itself, from a file in UTF-8.",
);

/** A name may hold anything visible; it begins and ends so, as nobody can see the difference otherwise. */
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

const fromConsole = "Use text: copy it from the console once more.";

/** What no id, number or code has in it. */
const tokens: readonly Look[] = [
	mistakenText,
	(text) => {
		const name = invisibleIn(text);
		return name === undefined
			? undefined
			: { problem: `has an invisible character in it (${name})`, fix: "Remove it, or type the text by hand." };
	},
	(text) => {
		const name = whiteSpaceIn(text);
		return name === undefined ? undefined : { problem: `has white space in it${inBrackets(name)}` };
	},
	look(unsendable, "has a line break or another control character in it"),
	look(
		/^=/,
		"begins with =, as a formula of a spreadsheet does",
		"Remove what the spreadsheet has added, the quotes included.",
	),
	look(
		/^['’‘‛`´＇]/u,
		"begins with an apostrophe, by which spreadsheets mark text",
		"Remove the apostrophe: use what follows it.",
	),
	look(/['"’‘“”`´＂＇]/u, "has a quotation mark in it", "Remove it: use what is inside the quotation marks."),
	(text) =>
		hasForeignForms(text)
			? {
					problem: "has full-width characters in it, or digits of another script",
					fix: "Use 0 to 9 and plain letters, typed with the input method switched off.",
				}
			: undefined,
	lostCharacter,
];

const masks = String.raw`[*×•●▪■…]|\.{2,}`;
const notation = "is in a spreadsheet's scientific notation, and its last digits are lost";
const formatFirst = "Format the column as text, and copy it from the console once more.";

/** The largest number that has the service's type of an id. */
const largestId = 2n ** 63n - 1n;

const ids: readonly Look[] = [
	look(
		new RegExp(String.raw`${masks}|_{3,}|x{2,}|#{2,}|\?{2,}`, "iu"),
		"is masked, as the example of the vendor's page is, and no id",
		"Use the whole id: copy it from the console, as text.",
	),
	look(/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i, notation, formatFirst),
	look(
		/^[+-]?\d+[.,]\d{0,2}$/,
		"has a decimal point: it was a number for a while, and its last digits are probably lost",
		fromConsole,
	),
	look(/^\d{1,4}(?:[-,._/]\d{1,4})+$/, "has separators between its digits", "Remove them."),
	look(/^\D*$/, "has no digit in it, and an id is decimal text", "Use the id, not the name: copy it from the console."),
	look(/^0|\D/, "is not an id in decimal text"),
	(text) =>
		BigInt(text) > largestId
			? { problem: "is larger than any id of the service, which has 19 digits at most", fix: fromConsole }
			: undefined,
];

/** An id of the service is decimal text. */
export function idFault(text: string): Fault | undefined {
	return first([...tokens, ...ids], text);
}

const numbers: readonly Look[] = [
	look(
		new RegExp(String.raw`${masks}|_{3,}|x{2,}|\dx|x\d|#{2,}|\?{2,}`, "iu"),
		"is masked, as the example of the vendor's page is, and no number",
		"Use the whole number: copy it from the console.",
	),
	look(/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i, notation, formatFirst),
	look(/^[+-]?\d+[.,]\d*$/, "has a decimal point: it was a number for a while, and a leading 0 is lost", fromConsole),
	look(/^\D*$/, "has no digit in it", "Use the number, not its name: copy it from the console."),
];

/** The number of a line or service instance. Only an example of its form is published: what cannot be one is refused. */
export function numberFault(text: string): Fault | undefined {
	return first([...tokens, ...numbers], text);
}

const codes: readonly Look[] = [
	look(
		new RegExp(`${masks}|X{4,}|x{4,}`, "u"),
		"is masked, as the example of the vendor's page is, and no code",
		"Use the whole code: copy it from the console.",
	),
	look(/^\d[.,]\d+e\+\d+$/i, notation, formatFirst),
	look(/^[<{$[]|[>}\]]$/, "is a placeholder that was never filled in", "Use the code: copy it from the console."),
];

/** A code whose form is not published. */
export function codeFault(text: string): Fault | undefined {
	return first([...tokens, ...codes], text);
}
