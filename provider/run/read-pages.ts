import { PageSize } from "./page-size";

/** One page of a list. The service may leave out how many rows the whole list has. */
interface Page<Row> {
	readonly List?: readonly Row[] | null | undefined;
	readonly Total?: number | null | undefined;
}

type Query<Row> = (page: { readonly PageNo: string; readonly PageSize: string }) => Promise<Page<Row>>;

/** How often a list is read that shows fewer rows than it counts: rows change pages while they are read. */
const readings = 3;

export interface Rows<Row> {
	readonly rows: readonly Row[];
	/** How many rows the list counts and does not show. */
	readonly missing: number;
}

/**
 * Every row of a list, each once. Pages may be smaller than requested, and the total may be missing: then the list ends
 * with a page that shows nothing new.
 */
export async function readPages<Row>(query: Query<Row>, idOf: (row: Row) => string): Promise<Rows<Row>> {
	const size = new PageSize();
	const found = new Map<string, Row>();
	const page = async (number: number) => {
		const { List, Total } = await size.request((PageSize) => query({ PageNo: String(number), PageSize }));
		for (const row of List ?? []) found.set(idOf(row), row);
		return { ids: (List ?? []).map(idOf), total: Number.isFinite(Total) ? (Total ?? 0) : 0 };
	};
	let missing = 0;
	for (let left = readings; left > 0; left--) {
		missing = Math.max(0, (await readOnce(page)) - found.size);
		if (missing === 0) break;
	}
	return { rows: [...found.values()], missing };
}

/** Reads a list once. Returns how many rows it counts; 0 if it does not say. */
async function readOnce(
	page: (number: number) => Promise<{ readonly ids: readonly string[]; readonly total: number }>,
): Promise<number> {
	const seen = new Set<string>();
	let total = 0;
	const take = async (number: number) => {
		const { ids, total: counted } = await page(number);
		const before = seen.size;
		for (const id of ids) seen.add(id);
		total = counted;
		return { rows: ids.length, hasNew: seen.size > before };
	};
	const first = await take(1);
	const pages = first.rows > 0 && total > first.rows ? Math.ceil(total / first.rows) : 1;
	await Promise.all(Array.from({ length: pages - 1 }, (_, index) => take(index + 2)));
	let { hasNew } = first;
	for (let next = pages + 1; hasNew && (total === 0 || seen.size < total); next++) ({ hasNew } = await take(next));
	return total;
}
