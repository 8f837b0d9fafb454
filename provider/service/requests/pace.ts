/** Milliseconds that accepted requests are counted over: quotas are requests a second. */
const countedTime = 1000;
/** The longest time between two requests, in milliseconds: how soon the end of an outage is noticed. */
const longestGap = 300;
/** Milliseconds by which a timer may be late without slowing the pace: requests then follow each other faster. */
const lateness = 100;
/** Milliseconds without throttling after which the pace is e times what it was; after twice as many, e to the power of 4. */
const growthTime = 3000;
/** Milliseconds that show what a lower pace achieves, before it is lowered again. */
const trialTime = 50;
/** By how much longer each request waits while none is accepted. */
const probing = 1.5;
/**
 * The lowest pace: the lowest quota of the product's operations, as far as quotas are published. Below, a service that
 * throttles whatever the pace is would bring a run to a standstill. Under a lower quota, `probing` slows the requests.
 */
const lowestRate = 20 / 1000;
/** The number of answers over which the share of accepted ones is averaged. */
const averaged = 8;

/**
 * When the next request may be sent. The service publishes no quota, so it is learned: there is no limit until the
 * service throttles. Then the pace is lowered by the share that is throttled, but not below what was accepted in the
 * last second, which is the quota while requests are throttled. From there it grows, slowly at first, until the service
 * throttles again. All times are milliseconds of one clock.
 */
export class Pace {
	/** The most requests in flight at once. */
	private readonly concurrency: number;
	/** Requests a millisecond, when the pace was last lowered. */
	private rate = Number.POSITIVE_INFINITY;
	private loweredAt = Number.NEGATIVE_INFINITY;
	private throttledAt = Number.NEGATIVE_INFINITY;
	/** How many times the gap of the pace requests wait, until one is accepted. */
	private slowdown = 1;
	private acceptedShare = 1;
	/** When the requests of the last second were accepted. */
	private readonly accepted: number[] = [];
	private next = Number.NEGATIVE_INFINITY;

	constructor(concurrency: number) {
		this.concurrency = concurrency;
	}

	/** Requests a second, as last learned. */
	get perSecond(): number {
		return this.rate * 1000;
	}

	/** Milliseconds until the next request may be sent; not above 0: now. */
	untilNext(now: number): number {
		return this.next - now;
	}

	pauseUntil(time: number): void {
		this.next = Math.max(this.next, time);
	}

	noteSent(now: number): void {
		this.next = Math.max(this.next, now - lateness) + this.gap(now);
	}

	noteAccepted(now: number): void {
		this.acceptedShare += (1 - this.acceptedShare) / averaged;
		this.slowdown = 1;
		this.accepted.push(now);
		this.forgetAccepted(now);
	}

	noteThrottled(now: number, sentAt: number): void {
		this.acceptedShare -= this.acceptedShare / averaged;
		// One that was sent before says nothing about the pace since.
		if (sentAt <= this.throttledAt) return;
		this.throttledAt = now;
		if (now - this.loweredAt >= trialTime) this.lower(now, now - sentAt);
		this.slowdown *= probing;
		this.pauseUntil(now + this.gap(now));
	}

	private lower(now: number, latency: number): void {
		this.forgetAccepted(now);
		// Without a pace, requests follow each other as fast as they are answered.
		const rate = Math.min(this.grownRate(now), this.concurrency / Math.max(1, latency));
		const lowered = (rate * (1 + this.acceptedShare)) / 2;
		this.rate = Math.max(lowered, this.accepted.length / countedTime, lowestRate);
		this.loweredAt = now;
	}

	private gap(now: number): number {
		return Math.min(longestGap, this.slowdown / this.grownRate(now));
	}

	private grownRate(now: number): number {
		return this.rate * Math.exp(((now - this.loweredAt) / growthTime) ** 2);
	}

	private forgetAccepted(now: number): void {
		while (this.accepted[0] !== undefined && this.accepted[0] <= now - countedTime) this.accepted.shift();
	}
}
