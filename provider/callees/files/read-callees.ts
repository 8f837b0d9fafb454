import { error, note } from "../../definition/finding";
import {
	type Columns,
	checkColumns,
	type Layout,
	type LayoutOptions,
	lacksNamedNumber,
	layoutOf,
	noteVariables,
} from "./columns";
import { isFilled, type Row } from "./csv-rows";
import { type Faults, Lines, UnreadableFile } from "./faults";
import { type EncryptionType, numberOf } from "./phone-number";
import type { RowKind } from "./row-kinds";
import { openTable, type Table } from "./table";

/**
 * One person of the files. A class: V8 may take the objects that a literal makes for long-lived ones, and then keeps each
 * of them, and its texts, until it collects all of its memory.
 */
export class FileCallee {
	/** In normal form or, encrypted, the digest as it is written. */
	readonly number: string;
	readonly outId: string | undefined;
	/** Only those with a value. */
	readonly variables: Readonly<Record<string, string>>;
	/** The line on which the row begins, from 1. */
	readonly line: number;

	constructor(number: string, outId: string | undefined, variables: Readonly<Record<string, string>>, line: number) {
		this.number = number;
		this.outId = outId;
		this.variables = variables;
		this.line = line;
	}
}

export interface ReadOptions {
	readonly columns?: Columns | undefined;
	readonly encryptionType: EncryptionType;
	/** Collects what is wrong; read it when the iteration has ended. */
	readonly faults: Faults;
}

/**
 * Reads the valid callees of a CSV or JSON Lines file, in its order and in chunks. The memory that this takes does not
 * grow with the file. Reading it again yields the same callees. Faults are collected and never thrown.
 */
export async function* readCallees(path: string, options: ReadOptions): AsyncGenerator<readonly FileCallee[]> {
	try {
		yield* calleesOf(await openTable(path, options.faults), options);
	} catch (failure) {
		if (!(failure instanceof UnreadableFile)) throw failure;
		options.faults.addFinding(error(options.faults.property, failure.problem, failure.fix));
	}
}

async function* calleesOf(table: Table, options: ReadOptions): AsyncGenerator<readonly FileCallee[]> {
	const { path, headers } = table;
	if (!table.hasHeader) {
		throw new UnreadableFile(
			`has no header line in ${path}: its first row has a number.`,
			"Add a line with the names of the columns before it, for example calleeNumber,outId,customerName.",
		);
	}
	const { columns, faults } = options;
	const layoutOptions: LayoutOptions = { path, headers, isJson: table.isJson, columns, faults };
	let rows: RowReader | undefined;
	let isEmpty = true;
	for await (const part of table.parts()) {
		if (lacksNamedNumber(layoutOptions)) return checkColumns(layoutOptions);
		rows ??= new RowReader(layoutOptions, options);
		const callees = part.flatMap((row) => rows?.calleeOf(row) ?? []);
		isEmpty = false;
		if (callees.length > 0) yield callees;
	}
	if (isEmpty) {
		const what = table.isJson ? `has no object in ${path} that can be read.` : `has only a header in ${path}.`;
		throw new UnreadableFile(what, "Add the people.");
	}
	checkColumns(layoutOptions);
	rows?.end();
}

/** A column whose values some rows may lack. */
interface Optional {
	readonly index: number;
	readonly name: string;
	readonly missing: Lines;
	isPresent: boolean;
}

/** Makes callees of rows, and counts what is missing. */
class RowReader {
	readonly #options: LayoutOptions;
	readonly #encryptionType: EncryptionType;
	/** All rows so far: a column that begins later is missing in them. */
	readonly #rows = new Lines();
	#layout: Layout;
	#width: number;
	#outId: Optional | undefined;
	#variables: Optional[] = [];
	#hasNamelessValue = false;

	constructor(options: LayoutOptions, { encryptionType }: ReadOptions) {
		this.#options = options;
		this.#encryptionType = encryptionType;
		this.#width = options.headers.length;
		this.#layout = this.#newLayout();
	}

	calleeOf(row: Row): FileCallee | undefined {
		if (this.#options.headers.length > this.#width) this.#layout = this.#newLayout();
		const isWhole = this.#hasItsCells(row);
		const number = this.#numberOf(row);
		const outId = this.#outIdOf(row);
		const variables = this.#variablesOf(row);
		this.#rows.add(row.line);
		if (!isWhole || number === undefined || outId === undefined) return undefined;
		return new FileCallee(number, outId === "" ? undefined : outId, variables, row.line);
	}

	/** Reports what shows only after the last row. */
	end(): void {
		const { path, headers, faults } = this.#options;
		const report = (kind: RowKind, { index, missing, isPresent }: Optional) => {
			if (isPresent) faults.addLines({ file: path, kind, column: headers[index] }, missing);
		};
		if (this.#outId !== undefined) report("noOutId", this.#outId);
		for (const variable of this.#variables) report("noValue", variable);
		const nameless = headers.filter((header) => header === "").length;
		if (nameless > 0 && !this.#hasNamelessValue) {
			const columns = nameless === 1 ? "1 column" : `${nameless} columns`;
			faults.addFinding(
				note(faults.property, `has ${columns} in ${path} without a header and without values: ignored.`),
			);
		}
		noteVariables(this.#options, this.#layout);
	}

	#newLayout(): Layout {
		const layout = layoutOf(this.#options);
		const known = new Map([...this.#variables, ...(this.#outId ? [this.#outId] : [])].map((one) => [one.index, one]));
		const optional = (index: number, name: string): Optional =>
			known.get(index) ?? { index, name, missing: this.#rows.copy(), isPresent: false };
		this.#outId = layout.outId === undefined ? undefined : optional(layout.outId, "outId");
		this.#variables = layout.variables.map(({ index, name }) => optional(index, name));
		this.#width = this.#options.headers.length;
		return layout;
	}

	#add(kind: RowKind, { line }: Row, index?: number): void {
		const { path, headers, faults } = this.#options;
		faults.add({ file: path, line, kind, column: index === undefined ? undefined : headers[index] });
	}

	/** False if its values may be in the wrong columns. */
	#hasItsCells(row: Row): boolean {
		const { headers } = this.#options;
		if (row.cells.length < headers.length && !this.#options.isJson) this.#add("tooFewCells", row);
		const hasNameless = row.cells.some((cell, index) => headers[index] === "" && isFilled(cell));
		if (hasNameless) {
			this.#hasNamelessValue = true;
			this.#add("noHeader", row);
		}
		if (row.cells.length <= headers.length) return !hasNameless;
		const isEmpty = !row.cells.slice(headers.length).some(isFilled);
		this.#add(isEmpty ? "emptyCells" : "tooManyCells", row);
		return isEmpty && !hasNameless;
	}

	#numberOf(row: Row): string | undefined {
		const found = numberOf(row.cells[this.#layout.number] ?? "", this.#encryptionType);
		if ("number" in found) return found.number;
		this.#add(found.problem, row, this.#layout.number);
		return undefined;
	}

	/** Empty if the row has none; `undefined` if it has an invalid one. */
	#outIdOf(row: Row): string | undefined {
		if (this.#outId === undefined) return "";
		const outId = this.#valueOf(row, this.#outId);
		if (outId === undefined) return "";
		const kind = outIdProblem(outId);
		if (kind === undefined) return outId;
		this.#add(kind, row, this.#outId.index);
		return undefined;
	}

	#variablesOf(row: Row): Record<string, string> {
		const variables: Record<string, string> = {};
		for (const variable of this.#variables) {
			const value = this.#valueOf(row, variable);
			if (value !== undefined) variables[variable.name] = value;
		}
		return variables;
	}

	#valueOf({ line, cells }: Row, column: Optional): string | undefined {
		const value = cells[column.index]?.trim();
		if (value === undefined || value === "") {
			// A row that ends before the column is reported as such.
			if (column.index < cells.length || this.#options.isJson) column.missing.add(line);
			return undefined;
		}
		column.isPresent = true;
		return value;
	}
}

function outIdProblem(outId: string): RowKind | undefined {
	if (outId.length > 128) return "outIdTooLong";
	if (/[\p{Cc}\u2028\u2029]/u.test(outId)) return "outIdControl";
	return /^\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(outId) && /[+.,]/.test(outId) ? "outIdScientific" : undefined;
}
