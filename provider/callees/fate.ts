import { instantOf } from "../definition/shanghai-time";
import type { CallDetail } from "../service/operations";

/**
 * What became of an imported number. `waiting`: not called yet. `retrying`: called, and waiting to be called again.
 * `called`: called, being called, or given up. `cancelled`: cancelled before it was called.
 */
export type Fate = "waiting" | "retrying" | "called" | "cancelled";

/** The lists in which the service shows numbers, in the order in which a number passes through them. */
export const phases = { pending: "0", completed: "1", failed: "2" } as const;
export type Phase = keyof typeof phases;

const waitingForRetry = 2;
const calling = 3;

/** What became of a number, as its row shows it. In doubt it counts as called. */
export function fateOf(row: CallDetail, phase: Phase, now: number): Fate {
	const { Status, CallResult, CallingTime, CallId } = row;
	const wasCalled = Boolean(CallingTime) || Boolean(CallId);
	if (phase === "pending" && Status !== calling) {
		return wasCalled || Status === waitingForRetry ? "retrying" : "waiting";
	}
	const isCancelled = phase === "failed" && !wasCalled && (!CallResult || CallResult === "CANCEL");
	return isCancelled && !isExpired(row, now) ? "cancelled" : "called";
}

/** An expired number may be shown as cancelled. It is not imported again: its time is over. */
function isExpired({ CallExpireTime }: CallDetail, now: number): boolean {
	if (typeof CallExpireTime === "number") return CallExpireTime > 0 && CallExpireTime <= now;
	const expiry = CallExpireTime ? instantOf(CallExpireTime) : undefined;
	return expiry !== undefined && expiry <= now;
}
