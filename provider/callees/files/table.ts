import { headerOf } from "./columns";
import { csvRows, type Row } from "./csv-rows";
import { type Faults, UnreadableFile } from "./faults";
import { jsonRows } from "./json-rows";
import { isLikeANumber } from "./phone-number";
import { isJson, openText } from "./text-file";

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
	const file = await openText(path);
	return isJson(file)
		? jsonTable(path, (headers) => jsonRows(file, headers, faults), faults)
		: csvTable(path, csvRows(file), faults);
}

function isEmpty({ cells }: Row): boolean {
	return cells.every((cell) => cell === undefined || cell.trim() === "");
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
			return !empty;
		});
		if (kept.length > 0) yield kept;
	}
}

async function jsonTable(
	path: string,
	rowsInto: (headers: string[]) => AsyncGenerator<Row[]>,
	faults: Faults,
): Promise<Table> {
	const headers: string[] = [];
	return { path, isJson: true, headers, hasHeader: true, parts: () => filled(path, rowsInto(headers), faults) };
}

async function csvTable(path: string, rows: AsyncGenerator<Row[]>, faults: Faults): Promise<Table> {
	const parts = filled(path, rows, faults);
	const part = await parts.next();
	const first = part.done ? [] : part.value;
	const [top] = first;
	if (top === undefined)
		throw new UnreadableFile(`names ${path}, which has only empty lines.`, "Use a file with rows.");
	const texts = top.cells.map((cell) => cell ?? "");
	const hasHeader = !texts.some(isLikeANumber);
	const headers = texts.map(headerOf);
	return {
		path,
		isJson: false,
		headers,
		hasHeader,
		async *parts() {
			const others = hasHeader ? first.slice(1) : first;
			if (others.length > 0) yield others;
			yield* parts;
		},
	};
}
