import { invalidParameter } from "./refusals";
import type { Settings } from "./settings";

interface Paging {
	readonly PageNo?: number | undefined;
	readonly PageSize?: number | undefined;
}

/** A list whose items may be found only when they are needed. */
export interface Sliceable<Item> {
	readonly length: number;
	slice(start: number, end: number): readonly Item[];
}

/** One page of `items`. Builds no other rows. */
export function pageOf<Item, Row>(
	settings: Settings,
	{ PageNo = 1, PageSize = 10 }: Paging,
	items: Sliceable<Item>,
	rowOf: (item: Item) => Row,
	pageSizeMax = settings.pageSizeMax,
) {
	if (PageSize > pageSizeMax && settings.pageSizeAboveMax === "refused") {
		throw invalidParameter(settings, "PageSize", `It must be at most ${pageSizeMax}.`);
	}
	const size = Math.min(PageSize, pageSizeMax);
	const rows = items.slice((PageNo - 1) * size, PageNo * size);
	return { PageNo, PageSize: size, Total: items.length, List: rows.map(rowOf) };
}
