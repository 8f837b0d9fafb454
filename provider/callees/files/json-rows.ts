import { isLosslessNumber, parse } from "lossless-json";
import { longestRow, type Row, tooLong } from "./csv-rows";
import type { Faults } from "./faults";
import { UnreadableFile } from "./faults";
import type { TextFile } from "./text-file";

/** More names than this are data, not columns. */
const mostColumns = 1000;

/**
 * The rows of a JSON Lines file. Their cells are in the order of `headers`, which grows with every new name. Empty lines
 * are rows without cells.
 */
export async function* jsonRows(file: TextFile, headers: string[], faults: Faults): AsyncGenerator<Row[]> {
	const { path } = file;
	const places = new Map<string, number>();
	for await (const lines of linesOf(file)) {
		yield lines.flatMap(({ line, text }) => {
			const cells = text.trim() === "" ? [] : cellsOf(parsed(text), line);
			return cells === undefined ? [] : [{ line, cells, hasLineBreak: false }];
		});
	}

	/** Reports what cannot be a row. */
	function cellsOf(value: object | undefined, line: number): (string | undefined)[] | undefined {
		if (value === undefined) {
			faults.add({ file: path, line, kind: "badJson" });
			return undefined;
		}
		const cells: (string | undefined)[] = [];
		let isFlat = true;
		for (const [name, part] of Object.entries(value)) {
			const cell = textOf(part);
			if (cell === nested) {
				isFlat = false;
				faults.add({ file: path, line, kind: "nested", column: name });
			} else cells[placeOf(name)] = cell;
		}
		return isFlat ? cells : undefined;
	}

	function placeOf(name: string): number {
		const header = name.trim();
		const known = places.get(header);
		if (known !== undefined) return known;
		if (headers.length >= mostColumns) {
			throw new UnreadableFile(
				`has more than ${mostColumns} different names in the objects of ${path}.`,
				"Use one name for each variable.",
			);
		}
		places.set(header, headers.length);
		return headers.push(header) - 1;
	}
}

const nested = Symbol("a list or an object");

function textOf(value: unknown): string | undefined | typeof nested {
	if (typeof value === "string") return value;
	if (value === null || value === undefined) return undefined;
	if (isLosslessNumber(value)) return value.value;
	return typeof value === "boolean" ? String(value) : nested;
}

/** The object of a line; `undefined` for anything else. */
function parsed(text: string): object | undefined {
	try {
		const value = parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

interface Line {
	readonly line: number;
	readonly text: string;
}

async function* linesOf(file: TextFile): AsyncGenerator<Line[]> {
	let rest = "";
	let line = 1;
	const decoder = new TextDecoder();
	for await (const bytes of file.chunks()) {
		const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n");
		const long = parts.findIndex((text) => text.length > longestRow);
		rest = parts.pop() ?? "";
		yield (long < 0 ? parts : parts.slice(0, long)).map((text) => ({ line: line++, text }));
		if (long >= 0) throw tooLong(file.path, line);
	}
	if (rest !== "") yield [{ line, text: rest }];
}
