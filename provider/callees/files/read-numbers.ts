import { error, warning } from "../../definition/finding";
import { numberColumnOf } from "./columns";
import { isFilled, type Row } from "./csv-rows";
import { UnreadableFile } from "./faults";
import { isLikeANumber, numberOf } from "./phone-number";
import type { ReadOptions } from "./read-callees";
import type { RowKind } from "./row-kinds";
import { openTable, type Table } from "./table";

/** A number of a file. */
export interface FileNumber {
	/** In normal form or, encrypted, the hash as it is written. */
	readonly number: string;
	/** The line on which the row begins, from 1. */
	readonly line: number;
}

type NumberOptions = Omit<ReadOptions, "columns">;

/**
 * Reads the numbers of a CSV file, a JSON Lines file or a list of one number a line, in chunks. A row that cannot be
 * understood is an error, as the people of this file must not be called. Faults are collected and never thrown.
 */
export async function* readNumbers(path: string, options: NumberOptions): AsyncGenerator<readonly FileNumber[]> {
	const { faults } = options;
	try {
		yield* numbersOf(await openTable(path, faults), options);
	} catch (failure) {
		if (!(failure instanceof UnreadableFile)) throw failure;
		faults.addFinding(error(faults.property, failure.problem, failure.fix));
	}
}

async function* numbersOf(table: Table, options: NumberOptions): AsyncGenerator<readonly FileNumber[]> {
	const { path, headers, isJson } = table;
	const { faults } = options;
	const column = () => numberColumnOf({ path, headers, isJson, faults });
	let index = table.hasHeader && !isJson ? column() : undefined;
	let isEmpty = true;
	for await (const rows of table.parts()) {
		isEmpty = false;
		if (table.hasHeader) index ??= column();
		const numbers = rows.flatMap((row) => numberIn(path, row, index, options, headers) ?? []);
		if (numbers.length > 0) yield numbers;
	}
	if (isEmpty) {
		const fix = "Make sure that this is the right file.";
		faults.addFinding(warning(faults.property, `has no number in ${path}, so it keeps no one from being called.`, fix));
	}
}

function numberIn(
	path: string,
	row: Row,
	index: number | undefined,
	{ encryptionType, faults }: NumberOptions,
	headers: readonly string[],
): FileNumber | undefined {
	const { line } = row;
	const add = (kind: RowKind) => {
		faults.add({ file: path, line, kind, column: index === undefined ? undefined : headers[index] });
		return undefined;
	};
	// A line break may be missing, and the next row with it.
	if (index !== undefined && row.cells.slice(headers.length).some(isFilled)) {
		faults.add({ file: path, line, kind: "tooManyCells" });
	}
	const cell = index === undefined ? onlyNumber(row) : (row.cells[index] ?? "");
	if (cell === undefined) return add("manyNumbersInRow");
	const found = numberOf(cell, encryptionType);
	if ("number" in found) return { number: found.number, line };
	return add(found.problem === "foreign" || found.problem === "serviceNumber" ? "notCalledAnyway" : found.problem);
}

/** The number of a row without a header; `undefined` if there are several. */
function onlyNumber({ cells }: Row): string | undefined {
	const filled = cells.filter(isFilled);
	const numbers = filled.length === 1 ? filled : filled.filter(isLikeANumber);
	return numbers.length > 1 ? undefined : (numbers[0] ?? filled[0]);
}
