import type { Settings } from "../settings";
import { type ChangeOrder, createChangeOrder } from "./change-order";
import { createHeap, type Heap } from "./heap";
import type { CallOutcome, CallResult } from "./place-call";
import { createRanks, type Ranks } from "./ranks";
import { createRowIndex, type RowIndex } from "./row-index";
import { dayOf } from "./shanghai";

/** The vendor's status codes for one phone number; it has none of its own for a cancelled one. */
export const statusCodes = {
	waiting: 1,
	"waiting-retry": 2,
	calling: 3,
	ended: 4,
	failed: 5,
	cancelled: 5,
} as const;
export type DetailStatus = keyof typeof statusCodes;

/** What one import has added: a run of rows. */
export interface Batch {
	readonly id: string;
	readonly encryptionType: number;
	readonly importedTime: number;
	/** For consistency delays; never before that of an earlier batch. */
	readonly importedAt: number;
	/** The order of its first row. */
	readonly first: number;
	readonly size: number;
}

/** One phone number of a task. */
export interface Detail {
	readonly id: string;
	readonly batch: Batch;
	readonly phoneNumber: string;
	readonly outId: string | undefined;
	readonly variables: Readonly<Record<string, string>>;
	/** Its index in the order of import. */
	readonly order: number;
	/** Its place in the order of changes. */
	changePlace: number;
	status: DetailStatus;
	attempts: number;
	/** When the next attempt may begin, after a failed one. */
	retryAt: number | undefined;
	callingTime: number | undefined;
	endsAt: number | undefined;
	/** Of the last attempt that has ended. */
	outcome: CallOutcome | undefined;
	callResult: CallResult | undefined;
	failedReason: string | undefined;
}

/** A call that was placed, whether or not it has ended. */
export interface PlacedCall {
	readonly taskId: string;
	readonly detail: Detail;
	readonly attempt: number;
	readonly at: number;
}

interface DayTally {
	imported: number;
	called: number;
	answered: number;
}

/** The numbers of one task and the results of their calls, up to `advancedTo`. */
export interface CallStore {
	/** In the order of import. */
	readonly rows: Detail[];
	readonly ranks: Ranks<DetailStatus>;
	readonly changes: ChangeOrder<Detail>;
	readonly byId: Map<string, Detail>;
	readonly byNumber: RowIndex<Detail>;
	readonly byOutId: RowIndex<Detail>;
	readonly batches: Map<string, Batch>;
	/** Whether no row has an ImportedTime before that of an earlier row: the clock was not set back. */
	isChronological: boolean;
	readonly waiting: Heap<Detail>;
	readonly calling: Heap<Detail>;
	/** The pending numbers, and some that are no longer pending, by the time of their import. */
	readonly expiring: Heap<Detail>;
	readonly days: Map<number, DayTally>;
	advancedTo: number;
	called: number;
	answered: number;
}

export function createCallStore(now: number): CallStore {
	const rows: Detail[] = [];
	return {
		rows,
		ranks: createRanks(),
		changes: createChangeOrder(rows),
		byId: new Map(),
		byNumber: createRowIndex(),
		byOutId: createRowIndex(),
		batches: new Map(),
		isChronological: true,
		waiting: createHeap(inOrderOf(readyAtOf)),
		calling: createHeap(inOrderOf(endOf)),
		expiring: createHeap(inOrderOf(({ batch }) => batch.importedTime)),
		days: new Map(),
		advancedTo: now,
		called: 0,
		answered: 0,
	};
}

function inOrderOf(timeOf: (detail: Detail) => number) {
	return (one: Detail, other: Detail) => {
		const difference = timeOf(one) - timeOf(other);
		return difference === 0 ? one.order < other.order : difference < 0;
	};
}

export function endOf(detail: Detail): number {
	return detail.endsAt ?? 0;
}

export function readyAtOf({ retryAt, batch }: Detail): number {
	return retryAt ?? batch.importedTime;
}

const pending: ReadonlySet<DetailStatus> = new Set(["waiting", "waiting-retry"]);

export function isPending({ status }: Detail): boolean {
	return pending.has(status);
}

export function addDetail(store: CallStore, detail: Detail): void {
	store.rows.push(detail);
	store.ranks.add(detail.order, detail.status);
	store.changes.moveToEnd(detail, undefined);
	store.byId.set(detail.id, detail);
	store.byNumber.add(detail.phoneNumber, detail);
	if (detail.outId) store.byOutId.add(detail.outId, detail);
	if (isPending(detail)) enqueue(store, detail);
}

/** Lets a pending number wait for its next call. */
export function enqueue(store: CallStore, detail: Detail): void {
	store.waiting.push(detail);
	store.expiring.push(detail);
}

export function setStatus(store: CallStore, detail: Detail, status: DetailStatus): void {
	const from = detail.status;
	store.ranks.remove(detail.order, from);
	store.ranks.add(detail.order, status);
	detail.status = status;
	store.changes.moveToEnd(detail, from);
}

export function fail(store: CallStore, detail: Detail, callResult: CallResult, reason: string): void {
	setStatus(store, detail, "failed");
	detail.callResult = callResult;
	detail.failedReason = reason;
}

export function cancel(store: CallStore, detail: Detail): void {
	setStatus(store, detail, "cancelled");
	detail.callResult = "CANCEL";
	detail.failedReason = "已取消";
}

export function rowsOfBatch({ rows, batches }: CallStore, batchId: string): readonly Detail[] {
	const batch = batches.get(batchId);
	return batch === undefined ? [] : rows.slice(batch.first, batch.first + batch.size);
}

/** Whether the service still knows the row: by a setting, it forgets cancelled ones. */
export function isListed({ cancelledNumbers }: Settings, { status }: Detail): boolean {
	return status !== "cancelled" || cancelledNumbers !== "vanishes";
}

/** The number of rows with one of the statuses, among the first `among` in the order of import. */
export function countOf(store: CallStore, statuses: readonly DetailStatus[], among = store.rows.length): number {
	return store.ranks.countBefore(among, statuses);
}

export function tallyOf(store: CallStore, at: number): DayTally {
	const day = dayOf(at);
	const tally = store.days.get(day) ?? { imported: 0, called: 0, answered: 0 };
	store.days.set(day, tally);
	return tally;
}

/** The number of rows that a query shows which does so only some seconds after their import; the first ones. */
export function countVisible({ rows }: CallStore, delaySeconds: number, now: number): number {
	if (delaySeconds === 0) return rows.length;
	return firstIndex(rows, ({ batch }) => batch.importedAt > now - delaySeconds * 1000);
}

/** The index of the first row for which `isLate` holds, if it holds for all rows after it. */
export function firstIndex(rows: readonly Detail[], isLate: (row: Detail) => boolean): number {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const row = rows[middle];
		if (row !== undefined && isLate(row)) high = middle;
		else low = middle + 1;
	}
	return low;
}
