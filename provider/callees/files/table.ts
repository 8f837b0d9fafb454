import { headerOf } from "./columns";
import { csvRows, isFilled, type Row } from "./csv-rows";
import { type Faults, UnreadableFile } from "./faults";
import { jsonRows } from "./json-rows";
import { isLikeANumber, isNumber } from "./phone-number";
import type { RowKind } from "./row-kinds";
import { isJson, openText, type TextFile } from "./text-file";

/** The rows of a file of either format. */
export interface Table {
	readonly path: string;
	readonly isJson: boolean;
	/** Complete when the first rows arrive; in JSON, later rows may add some. */
	readonly headers: readonly string[];
	/** False for a list of numbers that begins with its first row. */
	readonly hasHeader: boolean;
	/** In parts that are never empty. Throws `UnreadableFile`. */
	parts(): AsyncGenerator<readonly Row[]>;
}

/** Opens a file. Throws `UnreadableFile`. */
export async function openTable(path: string, faults: Faults): Promise<Table> {
	const file = await openText(path, faults);
	return isJson(file) ? jsonTable(file, faults) : csvTable(file, faults);
}

function isEmpty({ cells }: Row): boolean {
	return !cells.some(isFilled);
}

/** What a line break in a value may mean: rows that are lost in it. */
function lineBreakKind({ cells }: Row): RowKind {
	const broken = cells.flatMap((cell) => (cell !== undefined && /[\r\n]/.test(cell) ? [cell] : []));
	// The parser keeps the mark before a value if something else than a separator follows the closing one.
	if (broken.some((cell) => cell.startsWith('"'))) return "unclosedQuote";
	const parts = broken.flatMap((cell) => cell.split(/[\r\n]+/).slice(1)).flatMap((line) => line.split(/[,;\t"]/));
	return parts.some(isNumber) ? "rowInValue" : "lineBreak";
}

/** The rows with something in them; empty ones are counted. */
async function* filled(
	path: string,
	parts: AsyncIterable<readonly Row[]>,
	faults: Faults,
): AsyncGenerator<Row[], void> {
	for await (const rows of parts) {
		const kept = rows.filter((row) => {
			const empty = isEmpty(row);
			if (empty) faults.add({ file: path, line: row.line, kind: "blank" });
			else if (row.hasLineBreak) faults.add({ file: path, line: row.line, kind: lineBreakKind(row) });
			return !empty;
		});
		if (kept.length > 0) yield kept;
	}
}

function jsonTable(file: TextFile, faults: Faults): Table {
	const { path } = file;
	const headers: string[] = [];
	return {
		path,
		isJson: true,
		headers,
		hasHeader: true,
		parts: () => filled(path, jsonRows(file, headers, faults), faults),
	};
}

async function csvTable(file: TextFile, faults: Faults): Promise<Table> {
	const { path } = file;
	const top = await firstRow(file);
	const texts = top.cells.map((cell) => cell ?? "");
	const hasHeader = !texts.some(isLikeANumber);
	return {
		path,
		isJson: false,
		headers: texts.map(headerOf),
		hasHeader,
		async *parts() {
			for await (const rows of filled(path, csvRows(file), faults)) {
				const own = hasHeader ? rows.filter(({ line }) => line !== top.line) : rows;
				if (own.length > 0) yield own;
			}
		},
	};
}

async function firstRow(file: TextFile): Promise<Row> {
	for await (const rows of csvRows(file)) {
		const row = rows.find((one) => !isEmpty(one));
		if (row !== undefined) return row;
	}
	throw new UnreadableFile(`names ${file.path}, which has only empty lines.`, "Use a file with rows.");
}
