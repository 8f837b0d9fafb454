/** Why a text is not a number that can be called. */
export type NumberProblem =
	| "noNumber"
	| "scientific"
	| "decimal"
	| "masked"
	| "severalNumbers"
	| "extension"
	| "foreign"
	| "serviceNumber"
	| "landlineWithoutZero"
	| "mobileAfterZero"
	| "tooFewDigits"
	| "tooManyDigits"
	| "unknownNumber"
	| "otherCharacters";

const mobile = /^1[3-9]\d{9}$/;
const mobileInside = /(?<!\d)1[3-9]\d{9}(?!\d)/;
/** 0, an area code and a local number: 010 and 02x have three digits, the others four. */
const landline = /^0(?:(?:10|2\d)\d{7,8}|[3-9]\d{2}\d{6,8})$/;
const usualLandline = /^0(?:(?:10|2\d)\d{8}|[3-9]\d{2}\d{7,8})$/;
const foreign = /^(?:\+|00)(?!86)[1-9]\d{6,14}$/;
/** 400 and 800 numbers, 95 and 96 numbers, and short ones such as 10086 and 12345. */
const service = /^(?:[48]00\d{7}|9[56]\d{3,6}|1[0-2]\d{1,6})$/;
/** An area code and a local number without the 0 before them. */
const withoutZero = /^(?:10\d{8}|2\d{9}|[3-9]\d{8,10})$/;

/** Blanks, brackets, dashes of all kinds and dots, which people put between digits. */
const separators = /[\s\p{Pd}\u2212()[\].·]+/u;
const everySeparator = new RegExp(separators.source, "gu");

/**
 * The normal form of a Chinese number: 11 digits of a mobile, or a landline with its 0. Only what cannot change the number
 * is removed: the country's code, separators, a spreadsheet's marks. Nothing is guessed.
 */
export function normalNumber(text: string): { readonly number: string } | { readonly problem: NumberProblem } {
	if (mobile.test(text)) return { number: text };
	const plain = unwrapped(text);
	const problem = shapeProblem(plain);
	if (problem !== undefined) return { problem };
	const digits = plain.replace(everySeparator, "");
	if (foreign.test(digits)) return { problem: "foreign" };
	const national = nationalForm(digits);
	if (mobile.test(national)) return { number: national };
	if (/^0\d+$/.test(national) && hasExtension(plain)) return { problem: "extension" };
	return landline.test(national) ? { number: national } : { problem: digitsProblem(national) };
}

/** Without invisible characters, full-width forms, an apostrophe before it and a formula around it. */
function unwrapped(text: string): string {
	const plain = text
		.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replace(/\p{Cf}/gu, "")
		.trim();
	return plain
		.replace(/^="?([^"]*)"?$/, "$1")
		.replace(/^['’‘‛`´]+/, "")
		.trim();
}

function shapeProblem(plain: string): NumberProblem | undefined {
	if (plain === "") return "noNumber";
	if (plain.length > 100) return "otherCharacters";
	if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(plain)) return "scientific";
	if (/^[+-]?\d+\.\d*$/.test(plain)) return "decimal";
	if (/\d/.test(plain) && /[*×#●•…]|[xX·_?]{2,}/.test(plain)) return "masked";
	const parts = plain.split(/[\s,;/|、]+/).filter((part) => part.replace(/\D/g, "").length >= 7);
	return parts.length > 1 ? "severalNumbers" : undefined;
}

/** In the international form, which begins with + or 00, a landline has no 0. */
function nationalForm(digits: string): string {
	const [, prefix, rest = ""] = /^(\+86|0086|86)(.*)$/.exec(digits) ?? [];
	if (prefix === undefined) return digits;
	if (mobile.test(rest) || landline.test(rest)) return rest;
	if (prefix !== "86" && withoutZero.test(rest) && !service.test(rest)) return `0${rest}`;
	return prefix === "86" ? digits : rest;
}

function digitsProblem(digits: string): NumberProblem {
	if (!/^\d+$/.test(digits)) return "otherCharacters";
	if (service.test(digits)) return "serviceNumber";
	if (/^01[3-9]\d{9}$/.test(digits)) return "mobileAfterZero";
	if (withoutZero.test(digits)) return "landlineWithoutZero";
	if (digits.length === 11) return "unknownNumber";
	return digits.length < 11 ? "tooFewDigits" : "tooManyDigits";
}

/** True if digits follow a whole number: 0571-8888888-8 has as many digits as another landline. */
function hasExtension(plain: string): boolean {
	const groups = plain.split(separators).filter((group) => group !== "");
	return groups.slice(0, -1).some((group, index) => {
		const isLocal = index > 0 && /^\d{7,8}$/.test(group);
		return isLocal || usualLandline.test(nationalForm(groups.slice(0, index + 1).join("")));
	});
}

/** The digits of a hash by `encryptionType`: MD5, SHA-256 and SM3. */
const hashLengths = { 1: 32, 2: 64, 3: 64 } as const;

export type EncryptionType = 0 | keyof typeof hashLengths;

/** Why a text is not what `encryptionType` says. */
export type CellProblem = NumberProblem | "hash" | "plainNumber" | "wrongHash";

/** The number of a cell in normal form or, encrypted, its hash as it is written. */
export function numberOf(
	text: string,
	encryptionType: EncryptionType,
): { readonly number: string } | { readonly problem: CellProblem } {
	if (encryptionType === 0) {
		const found = normalNumber(text);
		return "problem" in found && isHash(text) ? { problem: "hash" } : found;
	}
	const trimmed = text.trim();
	if (trimmed === "") return { problem: "noNumber" };
	if (trimmed.length === hashLengths[encryptionType] && /^[0-9a-f]+$/i.test(trimmed)) return { number: trimmed };
	return { problem: "number" in normalNumber(trimmed) ? "plainNumber" : "wrongHash" };
}

/** True for a number or a hash. */
export function isNumber(text: string): boolean {
	return isHash(text) || "number" in normalNumber(text);
}

function isHash(text: string): boolean {
	return /^\s*(?:[0-9a-f]{32}|[0-9a-f]{64})\s*$/i.test(text);
}

/** True for text that is not a header: a number, a damaged one, or a hash. */
export function isLikeANumber(text: string): boolean {
	if (isHash(text)) return true;
	const plain = unwrapped(text);
	if (mobileInside.test(plain)) return true;
	const digits = plain.replace(/\D/g, "").length;
	const problem = shapeProblem(plain);
	if (problem === "scientific" || problem === "masked") return digits >= 4;
	// Dates in headers have eight digits.
	return !/\p{L}{2}/u.test(plain) && digits >= 9;
}
