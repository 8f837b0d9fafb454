import { createHeap, type Heap } from "./heap";
import type { CallResult } from "./place-call";
import { dayOf } from "./shanghai";

/** Statuses of one number, as the vendor numbers them. */
export const DETAIL = { init: 0, waiting: 1, waitingRetry: 2, calling: 3, ended: 4, failed: 5 } as const;
type DetailStatus = (typeof DETAIL)[keyof typeof DETAIL];

export interface Detail {
	readonly id: string;
	readonly batchId: string;
	readonly phoneNumber: string;
	readonly outId?: string;
	readonly variables: Readonly<Record<string, string>>;
	readonly encryptionType: number;
	readonly importedTime: number;
	/** Real time, for consistency delays. */
	readonly importedAt: number;
	readonly order: number;
	status: DetailStatus;
	attempts: number;
	readyAt: number;
	callingTime?: number;
	endsAt?: number;
	callResult?: CallResult;
	failedReason?: string;
	majorIntent?: string;
	duration?: number;
	turns?: number;
	hangUpBy?: "user" | "robot";
}

interface DayTally {
	imported: number;
	called: number;
	answered: number;
}

/** The numbers of one task and what has come of them, up to the moment it was last settled. */
export interface CallBook {
	readonly details: Map<string, Detail>;
	readonly waiting: Heap<Detail>;
	readonly calling: Heap<Detail>;
	readonly days: Map<number, DayTally>;
	settledTo: number;
	succeeded: number;
	failed: number;
	called: number;
	answered: number;
}

export function createCallBook(now: number): CallBook {
	return {
		details: new Map(),
		waiting: createHeap(
			(one, other) => one.readyAt < other.readyAt || (one.readyAt === other.readyAt && one.order < other.order),
		),
		calling: createHeap(
			(one, other) => endOf(one) < endOf(other) || (endOf(one) === endOf(other) && one.order < other.order),
		),
		days: new Map(),
		settledTo: now,
		succeeded: 0,
		failed: 0,
		called: 0,
		answered: 0,
	};
}

export function endOf(detail: Detail): number {
	return detail.endsAt ?? 0;
}

export function isPending(detail: Detail): boolean {
	return detail.status === DETAIL.init || detail.status === DETAIL.waiting || detail.status === DETAIL.waitingRetry;
}

export function tallyOf(book: CallBook, at: number): DayTally {
	const day = dayOf(at);
	const tally = book.days.get(day) ?? { imported: 0, called: 0, answered: 0 };
	book.days.set(day, tally);
	return tally;
}

export function fail(book: CallBook, detail: Detail, callResult: CallResult, reason: string): void {
	detail.status = DETAIL.failed;
	detail.callResult = callResult;
	detail.failedReason = reason;
	book.failed++;
}
