import { createHeap, type Heap } from "./heap";
import type { CallResult } from "./place-call";
import { dayOf } from "./shanghai";

/** The vendor's status codes for one phone number. */
export const detailStatus = { init: 0, waiting: 1, waitingRetry: 2, calling: 3, ended: 4, failed: 5 } as const;
type DetailStatus = (typeof detailStatus)[keyof typeof detailStatus];

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

/** The numbers of one task and the results of their calls, up to `advancedTo`. */
export interface CallStore {
	readonly details: Map<string, Detail>;
	readonly waiting: Heap<Detail>;
	readonly calling: Heap<Detail>;
	readonly days: Map<number, DayTally>;
	advancedTo: number;
	succeeded: number;
	failed: number;
	called: number;
	answered: number;
}

export function createCallStore(now: number): CallStore {
	return {
		details: new Map(),
		waiting: createHeap(
			(one, other) => one.readyAt < other.readyAt || (one.readyAt === other.readyAt && one.order < other.order),
		),
		calling: createHeap(
			(one, other) => endOf(one) < endOf(other) || (endOf(one) === endOf(other) && one.order < other.order),
		),
		days: new Map(),
		advancedTo: now,
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
	return detail.status <= detailStatus.waitingRetry;
}

export function tallyOf(store: CallStore, at: number): DayTally {
	const day = dayOf(at);
	const tally = store.days.get(day) ?? { imported: 0, called: 0, answered: 0 };
	store.days.set(day, tally);
	return tally;
}

export function fail(store: CallStore, detail: Detail, callResult: CallResult, reason: string): void {
	detail.status = detailStatus.failed;
	detail.callResult = callResult;
	detail.failedReason = reason;
	store.failed++;
}
