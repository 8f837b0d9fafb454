import { z } from "zod";
import { unknown } from "../definition/values";
import type { AiCallTask } from "../tasks/model";
import { callingRules, regions } from "./calling-rules";
import { shownValues } from "./configuration";
import { configured, sourceText, valueText } from "./limit-text";
import type { PolicyOf, Violation } from "./policy";
import { secondsPerWeek, type Week, weekOf } from "./week";

const name = "aiccs-contact-pressure";

/** The largest `callRetryTimes` of the service. */
const mostRetries = 3;

const configuration = z.strictObject({
	region: z.enum(regions).default("CN").describe("Whose limits of calls to one person apply."),
	contacts: z
		.array(z.strictObject({ minutes: z.int().min(1), atMost: z.int().min(1) }))
		.optional()
		.describe("Own limits of calls to one person instead of the region's: at most so many within so many minutes."),
	mostRetries: z.int().min(0).max(mostRetries).optional().describe("The largest callRetryTimes."),
	leastInterval: z.int().min(1).optional().describe("The smallest callRetryInterval, in minutes."),
	...shownValues,
});
type Configuration = z.output<typeof configuration>;

/** The calls that a task may place to one person. */
interface Retry {
	readonly times: number;
	/** Minutes; `undefined` if the service chooses. */
	readonly interval: number | undefined;
	readonly week: Week;
}

/** Knows one task: that a person is in several, no policy can see. */
export const contactPressure: PolicyOf<AiCallTask, typeof configuration> = {
	name,
	description: "A task calls no one too often.",
	configuration,
	find: ({ inputs }, config) => {
		const { missCallRetry, callRetryTimes, callRetryInterval, callDay, callTime, callableTime } = inputs;
		if (missCallRetry !== true) return [];
		const found: Violation[] = [];
		if (callRetryTimes !== unknown) found.push(...retriesViolations(callRetryTimes, config));
		if (callRetryInterval !== unknown) found.push(...intervalViolations(callRetryInterval, config));
		if (callRetryTimes === unknown || callRetryInterval === unknown) return found;
		if (callDay === unknown || callTime === unknown || callableTime === unknown) return found;
		const week = weekOf({ callDay, callTime, callableTime });
		const retry = { times: callRetryTimes ?? mostRetries, interval: callRetryInterval, week };
		return [...found, ...contactViolations(retry, config)];
	},
};

function retriesViolations(times: number | undefined, config: Configuration): Violation[] {
	if (config.mostRetries === undefined || (times ?? mostRetries) <= config.mostRetries) return [];
	const problem =
		times === undefined
			? "callRetryTimes is not set, so the service chooses how often a person is called again."
			: `callRetryTimes${valueText(config.showValues, times)} is too large.`;
	const fix = config.mostRetries === 0 ? "Remove missCallRetry." : "Lower callRetryTimes.";
	return [{ problem, limit: `Allowed: at most ${config.mostRetries} (${configured(name, "mostRetries")}).`, fix }];
}

function intervalViolations(interval: number | undefined, config: Configuration): Violation[] {
	if (config.leastInterval === undefined || (interval ?? 0) >= config.leastInterval) return [];
	const problem =
		interval === undefined
			? "callRetryInterval is not set, so the service chooses when a person is called again."
			: `callRetryInterval${valueText(config.showValues, interval)} is too small.`;
	const limit = `Allowed: ${config.leastInterval} minutes or more (${configured(name, "leastInterval")}).`;
	return [{ problem, limit, fix: "Choose a longer callRetryInterval." }];
}

function contactViolations(retry: Retry, config: Configuration): Violation[] {
	const limits =
		config.contacts?.map((limit) => ({ ...limit, from: configured(name, "contacts") })) ??
		callingRules[config.region].contacts.map(({ source, ...limit }) => ({ ...limit, from: sourceText(source) }));
	return limits.flatMap(({ minutes, atMost, from }) => {
		const calls = mostCallsWithin(retry, minutes);
		if (calls <= atMost) return [];
		const shown = valueText(config.showValues, calls);
		return {
			problem: `callRetryTimes and callRetryInterval lead to too many calls${shown} to one person within ${minutesText(minutes)}.`,
			limit: `Allowed: ${atMost} (${from}).`,
			fix:
				retry.interval === undefined
					? "Set callRetryInterval: unset, the service chooses it. Or lower callRetryTimes."
					: "Lower callRetryTimes, or choose a longer callRetryInterval.",
		};
	});
}

export function minutesText(minutes: number): string {
	if (minutes % 1440 === 0) return minutes === 1440 ? "24 hours" : `${minutes / 1440} days`;
	return minutes === 1 ? "a minute" : `${minutes} minutes`;
}

/**
 * The most calls to one person within so many minutes: the first one and its retries, each as soon as the interval is
 * over and a window is open.
 */
export function mostCallsWithin({ times, interval = 1, week }: Retry, minutes: number): number {
	const gap = interval * 60;
	const calls = (first: number) => {
		let count = 0;
		let at = first;
		while (count <= times && at - first < minutes * 60) {
			count++;
			at = nextOpen(week, at + gap);
		}
		return count;
	};
	return Math.max(0, ...firstCalls(week, gap, times).map(calls));
}

/**
 * First calls of which one leads to the most calls. A later first call brings the others closer together, until a call
 * would miss its window: so each window is tried with each call in its last second.
 */
function firstCalls(week: Week, gap: number, times: number): number[] {
	const isOpen = (at: number) => nextOpen(week, at) === at;
	const lastSeconds = week.flatMap(({ end }) => Array.from({ length: times + 1 }, (_, retry) => end - 1 - retry * gap));
	const positive = lastSeconds.map((at) => (at < 0 ? at + secondsPerWeek : at));
	return positive.filter(isOpen);
}

/** The first second from `at` on that is in the week, which recurs. */
function nextOpen(week: Week, at: number): number {
	const begin = Math.floor(at / secondsPerWeek) * secondsPerWeek;
	const second = at - begin;
	const span = week.find(({ end }) => end > second);
	if (span !== undefined) return begin + Math.max(second, span.start);
	return begin + secondsPerWeek + (week[0]?.start ?? 0);
}
