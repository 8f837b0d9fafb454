import { createRanks, type Ranks } from "./ranks";

interface Row {
	/** Its place in the order of changes. */
	changePlace: number;
	readonly status: string;
}

/** Rows in some order: each has a place, and a place may be empty. */
export interface OrderedRows<Kind extends Row> {
	readonly ranks: Ranks<Kind["status"]>;
	readonly rows: readonly Kind[];
}

/** The rows in the order of their last change of status, an import included. */
export interface ChangeOrder<Kind extends Row> {
	/** Puts a row last. `from` is its former status; undefined for a new row. */
	moveToEnd(row: Kind, from: Kind["status"] | undefined): void;
	/** Built at the first query, then kept up to date. */
	current(): OrderedRows<Kind>;
}

export function createChangeOrder<Kind extends Row>(all: readonly Kind[]): ChangeOrder<Kind> {
	let nextPlace = 0;
	let built: { readonly ranks: Ranks<Kind["status"]>; readonly rows: Kind[] } | undefined;

	const build = () => {
		const rows = all.toSorted((one, other) => one.changePlace - other.changePlace);
		const ranks = createRanks<Kind["status"]>();
		for (const [place, row] of rows.entries()) {
			row.changePlace = place;
			ranks.add(place, row.status);
		}
		nextPlace = rows.length;
		return { ranks, rows };
	};

	return {
		moveToEnd(row, from) {
			if (from !== undefined) built?.ranks.remove(row.changePlace, from);
			row.changePlace = nextPlace++;
			if (built === undefined) return;
			built.ranks.add(row.changePlace, row.status);
			built.rows[row.changePlace] = row;
			// Every move leaves a place empty.
			if (nextPlace > 2 * all.length + 1000) built = undefined;
		},
		current() {
			built ??= build();
			return built;
		},
	};
}
