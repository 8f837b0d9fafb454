import { subscribe } from "node:diagnostics_channel";
import { bulkhead, ExponentialBackoff, handleWhen, retry, wrap } from "cockatiel";
import { isApiError } from "./api-error";

/** Requests in flight at once, over all tasks of a run. */
const concurrency = 10;
/** Seconds after which a lost answer or a missing connection is no longer taken for a passing fault. */
const passingFaultSeconds = 10;

/** How long, and how often, to ask. */
export interface Patience {
	/** Seconds after which a request that is throttled, or may be repeated, is given up. */
	readonly retrySeconds: number;
}

/**
 * Runs requests: a few at once, again after a pause while that is safe and worth it.
 * All requests of a process share one limiter, and one pause when the service asks to slow down.
 */
export class Queue {
	private pauseUntil = 0;
	private readonly limiter = bulkhead(concurrency, Number.POSITIVE_INFINITY);
	private readonly retrySeconds: number;

	constructor({ retrySeconds }: Patience) {
		this.retrySeconds = retrySeconds;
		// The vendor's client hides the headers of a refusal, and with them how long the service asks to wait.
		subscribe("http.client.response.finish", (message) => this.heed(message));
	}

	run<T>(mayRepeat: boolean, request: () => Promise<T>): Promise<T> {
		const begun = Date.now();
		const again = retry(
			handleWhen((error) => (Date.now() - begun) / 1000 < this.patienceWith(error, mayRepeat)),
			{
				maxAttempts: Number.MAX_SAFE_INTEGER,
				backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 10_000 }),
			},
		);
		return wrap(again, this.limiter).execute(async () => {
			await this.pause();
			return request();
		});
	}

	/** Seconds for which a request that failed so is sent again. */
	private patienceWith(error: Error, mayRepeat: boolean): number {
		if (!isApiError(error)) return 0;
		if (error.outcome === "throttled") return this.retrySeconds;
		const isSafe = error.outcome === "unreachable" || (mayRepeat && error.outcome === "unclear");
		return isSafe ? Math.min(this.retrySeconds, passingFaultSeconds) : 0;
	}

	private async pause(): Promise<void> {
		const milliseconds = this.pauseUntil - Date.now();
		if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
	}

	private heed(message: unknown): void {
		const advised = Number(headerOf(message, "x-acs-retry-after"));
		if (advised > 0) this.pauseUntil = Math.max(this.pauseUntil, Date.now() + Math.min(advised, 60_000));
	}
}

function headerOf(message: unknown, header: string): unknown {
	const response = property(message, "response");
	return property(property(response, "headers"), header);
}

function property(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
