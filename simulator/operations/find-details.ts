import {
	type CallStore,
	countVisible,
	type Detail,
	type DetailStatus,
	firstIndex,
	rowsOfBatch,
} from "../calls/call-store";
import type { OrderedRows } from "../calls/change-order";
import type { CallResult } from "../calls/place-call";
import type { Sliceable } from "../paging";
import type { Service } from "../service";
import type { Settings } from "../settings";
import { callResultOf } from "./call-record";

/** The filters of QueryAiCallDetailPage. */
export interface DetailFilters {
	readonly Status: number;
	readonly BatchId?: string | undefined;
	readonly CalledNumber?: string | undefined;
	readonly CallResult?: CallResult | undefined;
	readonly MajorIntent?: string | undefined;
	readonly MinConversationDuration?: number | undefined;
	readonly MaxConversationDuration?: number | undefined;
	readonly StartImportedTime?: number | undefined;
	readonly EndImportedTime?: number | undefined;
	readonly StartCallingTime?: number | undefined;
	readonly EndCallingTime?: number | undefined;
	readonly OutId?: string | undefined;
	readonly DetailIds?: readonly string[] | undefined;
}

/** The numbers that match, in the order of the list. Reads as few of the task's numbers as its indexes allow. */
export function findDetails(service: Service, store: CallStore, filters: DetailFilters): Sliceable<Detail> {
	const { settings } = service;
	const statuses = statusesIn(settings, filters.Status);
	const range = rangeOf(service, store, filters);
	const matches = (row: Detail) =>
		row.order >= range.from &&
		row.order < range.to &&
		statuses.includes(row.status) &&
		equalsAll(settings, filters, row) &&
		isWithin(filters, row);
	const few = fewOf(store, filters);
	if (few === undefined && !hasOtherFilters(store, filters)) {
		const { detailOrder } = settings;
		if (detailOrder !== "status-change") return ranked(store, statuses, range, detailOrder === "newest");
		// Rows that are not visible yet are not the last ones in this order.
		if (range.to - range.from === store.rows.length) return ranked(store.changes.current(), statuses, undefined, true);
	}
	return inListOrder(settings, (few ?? store.rows.slice(range.from, range.to)).filter(matches));
}

// The filter has three phases (pending, completed, failed), the rows have six statuses.
function statusesIn({ pendingWhileCalling, cancelledNumbers }: Settings, phase: number): DetailStatus[] {
	const isPending = pendingWhileCalling === "listed";
	if (phase === 0) return ["waiting", "waiting-retry", ...(isPending ? (["calling"] as const) : [])];
	if (phase === 1) return ["ended", ...(isPending ? [] : (["calling"] as const))];
	return ["failed", ...(cancelledNumbers === "vanishes" ? [] : (["cancelled"] as const))];
}

interface Range {
	readonly from: number;
	readonly to: number;
}

/** The rows, in the order of import, that are visible and have an ImportedTime within the filter. */
function rangeOf({ settings, clock }: Service, store: CallStore, filters: DetailFilters): Range {
	const visible = countVisible(store, settings.rowDelayAfterImport, clock.real());
	if (!store.isChronological) return { from: 0, to: visible };
	const { StartImportedTime: start = -Infinity, EndImportedTime: end = Infinity } = filters;
	return {
		from: Math.min(
			visible,
			firstIndex(store.rows, ({ batch }) => batch.importedTime >= start),
		),
		to: Math.min(
			visible,
			firstIndex(store.rows, ({ batch }) => batch.importedTime > end),
		),
	};
}

/** The rows that an index finds for the filters; undefined if none of the filters has an index. */
function fewOf(
	store: CallStore,
	{ DetailIds, OutId, CalledNumber, BatchId }: DetailFilters,
): readonly Detail[] | undefined {
	if (DetailIds !== undefined) return [...new Set(DetailIds)].flatMap((id) => store.byId.get(id) ?? []);
	if (OutId) return store.byOutId.rowsOf(OutId);
	if (CalledNumber) return store.byNumber.rowsOf(CalledNumber);
	return BatchId ? rowsOfBatch(store, BatchId) : undefined;
}

/** Whether a filter is set that neither an index nor the range answers. */
function hasOtherFilters({ isChronological }: CallStore, filters: DetailFilters): boolean {
	const { CallResult, MajorIntent, MinConversationDuration, MaxConversationDuration } = filters;
	const { StartCallingTime, EndCallingTime, StartImportedTime, EndImportedTime } = filters;
	const limits = [MinConversationDuration, MaxConversationDuration, StartCallingTime, EndCallingTime];
	if (!isChronological) limits.push(StartImportedTime, EndImportedTime);
	return Boolean(CallResult || MajorIntent) || limits.some((limit) => limit !== undefined);
}

function equalsAll(settings: Settings, filters: DetailFilters, detail: Detail): boolean {
	return (
		(!filters.BatchId || filters.BatchId === detail.batch.id) &&
		(!filters.CalledNumber || filters.CalledNumber === detail.phoneNumber) &&
		(!filters.CallResult || filters.CallResult === callResultOf(settings, detail)) &&
		(!filters.MajorIntent || filters.MajorIntent === detail.outcome?.majorIntent) &&
		(!filters.OutId || filters.OutId === detail.outId) &&
		(filters.DetailIds === undefined || filters.DetailIds.includes(detail.id))
	);
}

function isWithin(filters: DetailFilters, { batch, callingTime, outcome }: Detail): boolean {
	const minutes = outcome && outcome.talkSeconds / 60;
	return (
		isBetween(batch.importedTime, filters.StartImportedTime, filters.EndImportedTime) &&
		isBetween(callingTime, filters.StartCallingTime, filters.EndCallingTime) &&
		isBetween(minutes, filters.MinConversationDuration, filters.MaxConversationDuration)
	);
}

function isBetween(value: number | undefined, min: number | undefined, max: number | undefined): boolean {
	if (min === undefined && max === undefined) return true;
	return value !== undefined && value >= (min ?? value) && value <= (max ?? value);
}

/** The rows with one of the statuses, each found when it is needed. */
function ranked(
	{ ranks, rows }: OrderedRows<Detail>,
	statuses: readonly DetailStatus[],
	{ from, to }: Range = { from: 0, to: rows.length },
	lastFirst: boolean,
): Sliceable<Detail> {
	const before = ranks.countBefore(from, statuses);
	const length = ranks.countBefore(to, statuses) - before;
	const rankOf = (index: number) => before + (lastFirst ? length - 1 - index : index);
	return {
		length,
		slice(start, end) {
			const count = Math.max(0, Math.min(end, length) - start);
			return Array.from({ length: count }, (_, index) => ranks.placeOf(rankOf(start + index), statuses)).flatMap(
				(place) => rows[place] ?? [],
			);
		},
	};
}

function inListOrder({ detailOrder }: Settings, rows: readonly Detail[]): readonly Detail[] {
	if (detailOrder === "status-change") return rows.toSorted((one, other) => other.changePlace - one.changePlace);
	const direction = detailOrder === "newest" ? -1 : 1;
	return rows.toSorted((one, other) => direction * (one.order - other.order));
}
