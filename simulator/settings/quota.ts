import { wholeNumber } from "./choice";

export const quotaSettings = {
	requestsPerSecond: wholeNumber("How many requests a second may the account send (0: no limit)?", 0, {
		min: 0,
		max: 100_000,
	}),
	quotaRetryAfter: wholeNumber(
		"How many milliseconds does x-acs-retry-after ask to wait above that (0: the header is not sent)?",
		0,
		{ min: 0, max: 60_000 },
	),
};

/** What is left of the account's requests. It is refilled all the time, up to those of one second. */
export interface Quota {
	left: number;
	/** When it was last refilled, in epoch milliseconds. */
	at: number;
}

/** Takes one request from a quota. Returns false, and takes nothing, if none is left. */
export function takeFrom(quota: Quota, requestsPerSecond: number, now: number): boolean {
	if (requestsPerSecond === 0) return true;
	const refill = (Math.max(0, now - quota.at) / 1000) * requestsPerSecond;
	quota.left = Math.min(requestsPerSecond, quota.left + refill);
	quota.at = now;
	if (quota.left < 1) return false;
	quota.left--;
	return true;
}
