import { bulkhead, ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { listenForAdvice, pauseUntil } from "./advice";
import { type ApiError, isApiError } from "./api-error";

/** Requests in flight at once, over all tasks of a run. */
const concurrency = 10;
/** Seconds after which a lost answer or a missing connection is no longer taken for a passing fault. */
const passingFaultSeconds = 10;

/** Whom, how long and how often to ask. */
export interface Patience {
	readonly host: string;
	/** Seconds after which a request that is throttled, or may be repeated, is given up. */
	readonly retrySeconds: number;
}

/**
 * Runs requests: a few at once, again after a pause while that is safe and worth it.
 * All requests of a process share one limiter, and one pause when the service asks to slow down.
 */
export class Queue {
	private readonly limiter = bulkhead(concurrency, Number.POSITIVE_INFINITY);
	private readonly host: string;
	private readonly retrySeconds: number;

	constructor({ host, retrySeconds }: Patience) {
		this.host = host;
		this.retrySeconds = retrySeconds;
		listenForAdvice();
	}

	/**
	 * A request that waits to be sent again keeps its place: so the whole run slows down with it, nobody overtakes it,
	 * and its time begins to count when it is first sent.
	 */
	run<T>(mayRepeat: boolean, request: () => Promise<T>): Promise<T> {
		return this.limiter.execute(() => {
			const begun = Date.now();
			let failures = 0;
			const again = handleWhen((error) => {
				failures++;
				return isApiError(error) && (Date.now() - begun) / 1000 < this.patienceWith(error, mayRepeat, failures);
			});
			const policy = retry(again, {
				maxAttempts: Number.MAX_SAFE_INTEGER,
				backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 10_000 }),
			});
			return policy.execute(async () => {
				await this.pause();
				return request();
			});
		});
	}

	/** Seconds for which a request that failed so is sent again. */
	private patienceWith({ outcome, code }: ApiError, mayRepeat: boolean, failures: number): number {
		if (outcome === "throttled") return this.retrySeconds;
		// Credentials are asked for anew at each request, and may have been renewed.
		if (outcome === "credentials" && !(/Expired/.test(code) && failures === 1)) return 0;
		const isSafe = outcome !== "refused" && (outcome !== "unclear" || mayRepeat);
		return isSafe ? Math.min(this.retrySeconds, passingFaultSeconds) : 0;
	}

	private async pause(): Promise<void> {
		for (let left = 1; left > 0; ) {
			left = pauseUntil(this.host) - Date.now();
			if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
		}
	}
}
