import type { Finding } from "../../definition/finding";
import type { CellProblem } from "./phone-number";

/** What a finding says about rows with the same fault. */
interface KindOfRow {
	readonly severity: Finding["severity"];
	/** Follows "has 3 rows of customers.csv". */
	readonly what: string;
	readonly why?: string;
	readonly fix: string;
}

const asText = "Format the column as text in the spreadsheet and export the numbers again from where they come from.";
const fullNumber = "Write the full number: 11 digits of a mobile, or a landline with its 0 and area code.";
const notCallable = "Remove these rows: the service calls mobiles and landlines of mainland China.";

const numberKinds: Readonly<Record<CellProblem, KindOfRow>> = {
	noNumber: { severity: "error", what: "without a number", fix: "Add the numbers, or remove these rows." },
	scientific: {
		severity: "error",
		what: "with a number in scientific notation",
		why: "a spreadsheet has destroyed the last digits",
		fix: asText,
	},
	decimal: {
		severity: "error",
		what: "with a decimal point in the number",
		why: "a program has converted it, and may have changed digits",
		fix: asText,
	},
	masked: { severity: "error", what: "with a masked number", fix: "Export the full numbers." },
	severalNumbers: {
		severity: "error",
		what: "with more than one number in a cell",
		fix: "Write a row for each number.",
	},
	extension: {
		severity: "error",
		what: "with an extension after the number",
		why: "the service cannot dial it",
		fix: "Remove the extension, or these rows.",
	},
	foreign: { severity: "error", what: "with a number of another country or region", fix: notCallable },
	serviceNumber: {
		severity: "error",
		what: "with a service number, such as 400, 800, 95 and short numbers",
		why: "it cannot be called",
		fix: notCallable,
	},
	landlineWithoutZero: {
		severity: "error",
		what: "with a landline that lacks its leading 0",
		why: "spreadsheets remove it",
		fix: asText,
	},
	mobileAfterZero: { severity: "error", what: "with a 0 before a mobile number", fix: "Remove the 0." },
	tooFewDigits: { severity: "error", what: "with too few digits in the number", fix: fullNumber },
	tooManyDigits: { severity: "error", what: "with too many digits in the number", fix: fullNumber },
	unknownNumber: {
		severity: "error",
		what: "with eleven digits that are neither a mobile nor a landline",
		fix: fullNumber,
	},
	otherCharacters: {
		severity: "error",
		what: "with letters or other characters in the number",
		fix: "Write nothing but the number in this column.",
	},
	hash: {
		severity: "error",
		what: "with a hash instead of a number",
		fix: "Set encryptionType to 1 for MD5, 2 for SHA-256 or 3 for SM3, or use plain numbers.",
	},
	plainNumber: {
		severity: "error",
		what: "with a plain number where encryptionType asks for a hash",
		fix: "Replace the numbers with their hashes, or set encryptionType to 0.",
	},
	wrongHash: {
		severity: "error",
		what: "without a hash of the length that encryptionType asks for",
		fix: "Write 32 hexadecimal digits for encryptionType 1, 64 for 2 and 3.",
	},
};

const otherKinds = {
	outIdScientific: {
		severity: "error",
		what: "with an outId in scientific notation",
		why: "a spreadsheet has destroyed the last digits",
		fix: "Format the column as text in the spreadsheet and export the ids again from where they come from.",
	},
	outIdTooLong: { severity: "error", what: "with an outId of more than 128 characters", fix: "Use shorter ids." },
	outIdControl: {
		severity: "error",
		what: "with a line break or another control character in the outId",
		fix: "Remove it.",
	},
	noOutId: {
		severity: "warning",
		what: "without an outId, which other rows have",
		why: "these get one that is derived from the number",
		fix: "Add the ids, or remove the column if they do not matter.",
	},
	noValue: {
		severity: "warning",
		what: "without a value that other rows have",
		why: "the conversation with these people lacks it",
		fix: "Add the values, or make sure that the conversation works without them.",
	},
	nested: {
		severity: "error",
		what: "with a list or an object as a value",
		fix: "Use text, numbers, true and false: variables are text.",
	},
	badJson: {
		severity: "error",
		what: "without a JSON object",
		fix: "Write one whole object on each line, with each name once.",
	},
	noHeader: {
		severity: "error",
		what: "with a value in a column without a header",
		fix: "Name the column in the header line, or remove it.",
	},
	tooManyCells: {
		severity: "error",
		what: "with more cells than the header",
		why: "values may be in the wrong columns",
		fix: "Put quotation marks around values that contain the separator, or add the missing headers.",
	},
	tooFewCells: {
		severity: "warning",
		what: "with fewer cells than the header",
		why: "the missing ones count as empty",
		fix: "Export the file again, with a cell for each column.",
	},
	manyNumbersInRow: {
		severity: "error",
		what: "with numbers in several columns",
		fix: "Write one number on each line, or add a header line that names the column of the number.",
	},
	notCalledAnyway: {
		severity: "note",
		what: "with a number that is never called, such as service numbers and other countries",
		why: "ignored",
		fix: "",
	},
	lineBreak: {
		severity: "note",
		what: "with a line break in a value",
		why: "if there should be none, a quotation mark is missing there",
		fix: "",
	},
	rowInValue: {
		severity: "error",
		what: "with a number after a line break in a value",
		why: "a quotation mark that is not closed may have taken in the next rows",
		fix: "Close the quotation mark, or remove the line break from the value.",
	},
	unclosedQuote: {
		severity: "error",
		what: "with a quotation mark that is not closed in its line",
		why: "it has taken in the next rows",
		fix: "Close it, or write two quotation marks for one that belongs to a value.",
	},
	blank: { severity: "note", what: "without any value", why: "ignored", fix: "" },
	emptyCells: {
		severity: "note",
		what: "with empty cells after the last column",
		why: "ignored",
		fix: "",
	},
} as const satisfies Readonly<Record<string, KindOfRow>>;

export const rowKinds: Readonly<Record<CellProblem | keyof typeof otherKinds, KindOfRow>> = {
	...numberKinds,
	...otherKinds,
};

/** What can be wrong, or worth knowing, with a row. */
export type RowKind = keyof typeof rowKinds;
