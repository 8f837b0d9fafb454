import { bulkhead, ConstantBackoff, ExponentialBackoff, handleWhen, retry, wrap } from "cockatiel";
import { type ApiError, isApiError } from "../api-error";
import { Pace } from "./pace";

/** Requests in flight at once, over all tasks of a run. */
const concurrency = 10;
/** Seconds of throttling after which it is reported, and then again at this interval. */
const reportSeconds = 15;
/** Seconds for which a lost answer or a missing connection is treated as a passing fault. */
const passingFaultSeconds = 10;
/** The longest pause that the service may ask for, in milliseconds. */
const longestPause = 60_000;
/** Retries end by their time. */
const maxAttempts = Number.MAX_SAFE_INTEGER;

interface Options {
	/** Seconds for which a throttled or repeatable request is retried. */
	readonly retrySeconds: number;
	/** Shows one line to the user. */
	readonly log: (line: string) => void;
}

/** A request that waits for its turn. */
interface Waiting {
	readonly place: number;
	readonly go: () => void;
}

/**
 * Runs a few requests at once and retries those that are safe and worth retrying. All requests of a process share one
 * limit and one pace, and one pause when the service asks to slow down.
 */
export class Queue {
	private readonly limiter = bulkhead(concurrency, Number.POSITIVE_INFINITY);
	private readonly pace = new Pace(concurrency);
	private readonly options: Options;
	private readonly waiting: Waiting[] = [];
	private timer: NodeJS.Timeout | undefined;
	private places = 0;
	private lastThrottled = Number.NEGATIVE_INFINITY;
	/** When throttling was last reported, or else when it began. */
	private lastReport = Number.NEGATIVE_INFINITY;

	constructor(options: Options) {
		this.options = options;
	}

	/**
	 * A request keeps its place while it waits for a retry. So the whole run slows down with it, no other request overtakes
	 * it, and its time counts from when it is first sent. One that was throttled waits for its turn only.
	 */
	run<T>(mayRepeat: boolean, request: () => Promise<T>): Promise<T> {
		return this.limiter.execute(() => {
			const place = this.places++;
			let begun: number | undefined;
			let credentialErrors = 0;
			const isWorthRetrying = (error: Error) => {
				if (!isApiError(error)) return false;
				if (error.outcome === "credentials") credentialErrors++;
				const seconds = (performance.now() - (begun ?? 0)) / 1000;
				return seconds < this.retrySecondsFor(error, mayRepeat, credentialErrors);
			};
			const whenThrottled = retry(
				handleWhen((error) => isThrottling(error) && isWorthRetrying(error)),
				{ maxAttempts, backoff: new ConstantBackoff(0) },
			);
			const otherwise = retry(
				handleWhen((error) => !isThrottling(error) && isWorthRetrying(error)),
				{ maxAttempts, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 10_000 }) },
			);
			return wrap(otherwise, whenThrottled).execute(async () => {
				await this.turn(place);
				begun ??= performance.now();
				return this.observed(request);
			});
		});
	}

	/** Sends no further request for this many milliseconds. */
	pauseFor(milliseconds: number): void {
		this.pace.pauseUntil(performance.now() + Math.min(milliseconds, longestPause));
	}

	/** Waits until the pace allows a request, and those that are older have been sent. */
	private turn(place: number): Promise<void> {
		return new Promise((go) => {
			this.waiting.push({ place, go });
			this.waiting.sort((one, other) => one.place - other.place);
			this.sendNext();
		});
	}

	private sendNext(): void {
		while (this.timer === undefined && this.waiting.length > 0) {
			const now = performance.now();
			const left = this.pace.untilNext(now);
			if (left <= 0) {
				this.pace.noteSent(now);
				this.waiting.shift()?.go();
				continue;
			}
			this.timer = setTimeout(() => {
				this.timer = undefined;
				this.sendNext();
			}, Math.ceil(left));
		}
	}

	/** Adapts the pace to the answer. */
	private async observed<T>(request: () => Promise<T>): Promise<T> {
		const sentAt = performance.now();
		try {
			const answer = await request();
			this.pace.noteAccepted(performance.now());
			return answer;
		} catch (error) {
			if (isThrottling(error)) this.noteThrottled(sentAt);
			// The service's quota let it pass.
			else if (isApiError(error) && error.outcome === "refused") this.pace.noteAccepted(performance.now());
			throw error;
		}
	}

	private noteThrottled(sentAt: number): void {
		const now = performance.now();
		this.pace.noteThrottled(now, sentAt);
		if (now - this.lastThrottled > reportSeconds * 1000) this.lastReport = now;
		this.lastThrottled = now;
		if (now - this.lastReport < reportSeconds * 1000) return;
		this.lastReport = now;
		const rate = Math.round(this.pace.perSecond);
		this.options.log(`The service is throttling requests; they are retried, and sent at about ${rate} a second.`);
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
}

function isThrottling(error: unknown): boolean {
	return isApiError(error) && error.outcome === "throttled";
}
