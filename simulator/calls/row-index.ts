/** Rows by a key that few of them share. */
export interface RowIndex<Row> {
	/** In the order in which they were added. */
	rowsOf(key: string): readonly Row[];
	add(key: string, row: Row): void;
}

export function createRowIndex<Row extends object>(): RowIndex<Row> {
	// Most keys have one row; a list for each would double the memory.
	const single = new Map<string, Row>();
	const shared = new Map<string, Row[]>();
	return {
		rowsOf(key) {
			const first = single.get(key);
			return first === undefined ? [] : [first, ...(shared.get(key) ?? [])];
		},
		add(key, row) {
			if (!single.has(key)) single.set(key, row);
			else if (!shared.get(key)?.push(row)) shared.set(key, [row]);
		},
	};
}
