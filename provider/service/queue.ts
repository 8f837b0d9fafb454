import { bulkhead, ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { listenForAdvice, pauseUntil } from "./advice";
import { type ApiError, isApiError } from "./api-error";

/** Requests in flight at once, over all tasks of a run. */
const concurrency = 10;
/** Seconds of being throttled that are worth a line, and again each time as long. */
const worthALine = 15;
/** Seconds after which a lost answer or a missing connection is no longer taken for a passing fault. */
const passingFaultSeconds = 10;

/** Whom, how long and how often to ask. */
export interface Patience {
	readonly host: string;
	/** Seconds after which a request that is throttled, or may be repeated, is given up. */
	readonly retrySeconds: number;
	/** One line for the user. */
	readonly log: (line: string) => void;
}

/**
 * Runs requests: a few at once, again after a pause while that is safe and worth it.
 * All requests of a process share one limiter, and one pause when the service asks to slow down.
 */
export class Queue {
	private readonly limiter = bulkhead(concurrency, Number.POSITIVE_INFINITY);
	private readonly patience: Patience;
	private said = 0;

	constructor(patience: Patience) {
		this.patience = patience;
		listenForAdvice();
	}

	/**
	 * A request that waits to be sent again keeps its place: so the whole run slows down with it, nobody overtakes it,
	 * and its time begins to count when it is first sent.
	 */
	run<T>(mayRepeat: boolean, request: () => Promise<T>): Promise<T> {
		return this.limiter.execute(() => {
			const begun = Date.now();
			let expiries = 0;
			const again = handleWhen((error) => {
				if (!isApiError(error)) return false;
				if (error.outcome === "credentials") expiries++;
				const seconds = (Date.now() - begun) / 1000;
				if (error.outcome === "throttled" && seconds > worthALine) this.sayThrottled();
				return seconds < this.patienceWith(error, mayRepeat, expiries);
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
	private patienceWith({ outcome, code, lasts }: ApiError, mayRepeat: boolean, expiries: number): number {
		const { retrySeconds } = this.patience;
		if (outcome === "throttled") return retrySeconds;
		if (lasts) return 0;
		// Expired credentials are renewed before the request is sent again.
		if (outcome === "credentials" && !(/Expired/.test(code) && expiries === 1)) return 0;
		const isSafe = outcome !== "refused" && (outcome !== "unclear" || mayRepeat);
		return isSafe ? Math.min(retrySeconds, passingFaultSeconds) : 0;
	}

	private sayThrottled(): void {
		const now = Date.now();
		if (now - this.said < worthALine * 1000) return;
		this.said = now;
		this.patience.log("The service asks to slow down (throttling): requests wait and are sent again.");
	}

	private async pause(): Promise<void> {
		for (let left = 1; left > 0; ) {
			left = pauseUntil(this.patience.host) - Date.now();
			if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
		}
	}
}
