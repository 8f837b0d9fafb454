import { isLosslessNumber, parse } from "lossless-json";
import { headerOf } from "./columns";
import { longestRow, type Row, tooLong } from "./csv-rows";
import { type Faults, UnreadableFile } from "./faults";
import type { RowKind } from "./row-kinds";
import type { TextFile } from "./text-file";

/** More names than this are data, not columns. */
const mostColumns = 1000;

/**
 * The rows of a JSON Lines file. Their cells are in the order of `headers`, which grows with every new name. Empty lines
 * are rows without cells.
 */
export async function* jsonRows(file: TextFile, headers: string[], faults: Faults): AsyncGenerator<Row[]> {
	const objects = new ObjectReader(file.path, headers, faults);
	for await (const lines of linesOf(file)) {
		yield lines.flatMap(({ line, text }) => {
			const cells = text.trim() === "" ? [] : objects.cellsOf(text, line);
			return cells === undefined ? [] : [{ line, cells, hasLineBreak: false }];
		});
	}
}

class ObjectReader {
	readonly #path: string;
	readonly #headers: string[];
	readonly #faults: Faults;
	readonly #places = new Map<string, number>();

	constructor(path: string, headers: string[], faults: Faults) {
		this.#path = path;
		this.#headers = headers;
		this.#faults = faults;
	}

	/** The values by the place of their name. Reports a line that cannot be a row. */
	cellsOf(text: string, line: number): (string | undefined)[] | undefined {
		const value = parsed(text);
		if (value === undefined) return this.#refused("badJson", line);
		const cells: (string | undefined)[] = [];
		for (const [name, part] of Object.entries(value)) {
			const place = this.#placeOf(headerOf(name));
			const cell = textOf(part);
			if (cell === nested) return this.#refused("nested", line, name);
			// Names that differ by blanks are one name.
			if (place in cells) return this.#refused("badJson", line);
			cells[place] = cell;
		}
		return cells;
	}

	#refused(kind: RowKind, line: number, column?: string): undefined {
		this.#faults.add({ file: this.#path, line, kind, column });
	}

	#placeOf(header: string): number {
		const known = this.#places.get(header);
		if (known !== undefined) return known;
		const place = this.#headers.length;
		if (place >= mostColumns) {
			const problem = `has more than ${mostColumns} different names in the objects of ${this.#path}.`;
			throw new UnreadableFile(problem, "Use one name for each variable.");
		}
		this.#places.set(header, place);
		this.#headers.push(header);
		return place;
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
