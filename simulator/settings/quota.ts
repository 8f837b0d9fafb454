import { throttled } from "../refusals";
import type { Service } from "../service";
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
	/** When it was last refilled; epoch milliseconds of the real clock. */
	at: number;
}

/** Throws if the account has sent its requests. One that is refused does not count. */
export function takeFromQuota({ settings, quota, clock }: Pick<Service, "settings" | "quota" | "clock">): void {
	const { requestsPerSecond, quotaRetryAfter } = settings;
	if (requestsPerSecond === 0) return;
	const now = clock.real();
	const refill = (Math.max(0, now - quota.at) / 1000) * requestsPerSecond;
	quota.left = Math.min(requestsPerSecond, quota.left + refill);
	quota.at = now;
	if (quota.left < 1) throw throttled(quotaRetryAfter);
	quota.left--;
}
