import { bulkhead, ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { type ApiError, isApiError } from "../api-error";

/** Requests in flight at once, over all tasks of a run. */
const concurrency = 10;
/** Seconds of throttling after which it is reported, and then again at this interval. */
const reportSeconds = 15;
/** Seconds for which a lost answer or a missing connection is treated as a passing fault. */
const passingFaultSeconds = 10;
/** The longest pause that the service may ask for, in milliseconds. */
const longestPause = 60_000;

interface Options {
	/** Seconds for which a throttled or repeatable request is retried. */
	readonly retrySeconds: number;
	/** Shows one line to the user. */
	readonly log: (line: string) => void;
}

/**
 * Runs a few requests at once and retries those that are safe and worth retrying.
 * All requests of a process share one limit, and one pause when the service asks to slow down.
 */
export class Queue {
	private readonly limiter = bulkhead(concurrency, Number.POSITIVE_INFINITY);
	private readonly options: Options;
	/** When requests may be sent again; epoch milliseconds. */
	private pauseEnd = 0;
	private lastReport = 0;

	constructor(options: Options) {
		this.options = options;
	}

	/**
	 * A request keeps its place while it waits for a retry. So the whole run slows down with it, no other request overtakes
	 * it, and its time counts from when it is first sent.
	 */
	run<T>(mayRepeat: boolean, request: () => Promise<T>): Promise<T> {
		return this.limiter.execute(() => {
			const begun = Date.now();
			let credentialErrors = 0;
			const isWorthRetrying = handleWhen((error) => {
				if (!isApiError(error)) return false;
				if (error.outcome === "credentials") credentialErrors++;
				const seconds = (Date.now() - begun) / 1000;
				if (error.outcome === "throttled" && seconds > reportSeconds) this.reportThrottling();
				return seconds < this.retrySecondsFor(error, mayRepeat, credentialErrors);
			});
			const policy = retry(isWorthRetrying, {
				maxAttempts: Number.MAX_SAFE_INTEGER,
				backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 10_000 }),
			});
			return policy.execute(async () => {
				await this.pause();
				return request();
			});
		});
	}

	/** Sends no further request for this many milliseconds. */
	pauseFor(milliseconds: number): void {
		this.pauseEnd = Math.max(this.pauseEnd, Date.now() + Math.min(milliseconds, longestPause));
	}

	/** Seconds for which a request that failed with this error is retried. */
	private retrySecondsFor({ outcome, code, lasts }: ApiError, mayRepeat: boolean, credentialErrors: number): number {
		const { retrySeconds } = this.options;
		if (outcome === "throttled") return retrySeconds;
		if (lasts) return 0;
		// Expired credentials are renewed before the request is sent again.
		if (outcome === "credentials" && !(/Expired/.test(code) && credentialErrors === 1)) return 0;
		const isSafe = outcome !== "refused" && (outcome !== "unclear" || mayRepeat);
		return isSafe ? Math.min(retrySeconds, passingFaultSeconds) : 0;
	}

	private reportThrottling(): void {
		const now = Date.now();
		if (now - this.lastReport < reportSeconds * 1000) return;
		this.lastReport = now;
		this.options.log("The service is throttling requests; waiting and retrying.");
	}

	private async pause(): Promise<void> {
		for (let left = this.pauseEnd - Date.now(); left > 0; left = this.pauseEnd - Date.now()) {
			await new Promise((resolve) => setTimeout(resolve, left));
		}
	}
}
