import { CsvError, Parser } from "csv-parse";
import { UnreadableFile } from "./faults";
import type { TextFile } from "./text-file";

/** A row as it is in the file. */
export interface Row {
	/** The line on which it begins, from 1. */
	readonly line: number;
	/** By the index of the header; `undefined` for a value that JSON leaves out, or that is null. */
	readonly cells: readonly (string | undefined)[];
	readonly hasLineBreak: boolean;
}

export function isFilled(cell: string | undefined): cell is string {
	return cell !== undefined && cell.trim() !== "";
}

/** Longer rows are refused, so that a quotation mark that is not closed does not fill the memory. */
export const longestRow = 1024 * 1024;

/** Hands over rows as soon as they are parsed, also those before an error, without the cost of an object stream. */
class RowParser extends Parser {
	rows: string[][] = [];

	override push(row: string[] | null): boolean {
		if (row === null) return super.push(null);
		this.rows.push(row);
		return true;
	}
}

/** Every row of a CSV file with its line, empty ones too. Throws `UnreadableFile`. */
export async function* csvRows(file: TextFile): AsyncGenerator<Row[]> {
	const parser = new RowParser({
		delimiter: delimiterIn(file.head),
		record_delimiter: ["\r\n", "\n", "\r"],
		relax_column_count: true,
		// A mark inside a cell is part of its text: ="138..." of spreadsheets, and inches.
		relax_quotes: true,
		max_record_size: longestRow,
	});
	let failure: unknown;
	parser.on("error", (error) => {
		failure = error;
	});
	let line = 1;
	const parsed = (): Row[] => {
		const rows = parser.rows.map((cells) => {
			const breaks = lineBreaksIn(cells);
			const row = { line, cells, hasLineBreak: breaks > 0 };
			line += breaks + 1;
			return row;
		});
		parser.rows = [];
		return rows;
	};
	for await (const bytes of file.chunks()) {
		await settled((done) => parser.write(bytes, done));
		yield parsed();
		if (failure !== undefined) throw unreadable(file.path, failure, line);
	}
	await settled((done) => parser.end(done));
	yield parsed();
	if (failure !== undefined) throw unreadable(file.path, failure, line);
}

/** Errors arrive as an event. */
function settled(act: (done: () => void) => void): Promise<void> {
	return new Promise((resolve) => act(() => resolve()));
}

function unreadable(path: string, error: unknown, line: number): unknown {
	if (!(error instanceof CsvError)) return error;
	if (error.code === "CSV_QUOTE_NOT_CLOSED") {
		return new UnreadableFile(
			`has a quotation mark in ${path} that is not closed: the row that begins in line ${line} does not end.`,
			"Close it, or write two quotation marks for one that belongs to a value.",
		);
	}
	if (error.code === "CSV_MAX_RECORD_SIZE") return tooLong(path, line);
	return new UnreadableFile(`has a row in ${path} that cannot be parsed (line ${line}, ${error.code}).`, "Correct it.");
}

export function tooLong(path: string, line: number): UnreadableFile {
	return new UnreadableFile(
		`has a row of more than 1 MB in ${path}, which begins in line ${line}.`,
		"Close the quotation mark that opens there, if there is one, and make sure that this is a list.",
	);
}

function lineBreaksIn(cells: readonly string[]): number {
	let count = 0;
	for (const cell of cells) {
		if (cell.includes("\n") || cell.includes("\r")) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
	}
	return count;
}

/** The separator that the first line with text has most of, outside of quotation marks. */
function delimiterIn(head: string): string {
	const [first = ""] = head.trimStart().split(/[\r\n]/, 1);
	const plain = first.replace(/"(?:[^"]|"")*"/g, "");
	const counted = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: plain.split(delimiter).length }));
	return counted.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}
