import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { intersection, type Span } from "../definition/call-window";
import { epochOf } from "../definition/kinds";
import { instantOf } from "../definition/shanghai-time";
import { type Checked, unknown } from "../definition/values";
import type { AiCallTask } from "../tasks/model";
import { shownValues } from "./configuration";
import { configured } from "./limit-text";
import type { PolicyOf, Seen, Violation } from "./policy";
import { union, type Week, weekOf, weekText } from "./week";

const name = "aiccs-account-concurrency";

const configuration = z.strictObject({
	limit: z
		.int()
		.min(1)
		.optional()
		.describe("The most calls at a time of all tasks of an account together. Unset, nothing is checked."),
	limits: z
		.record(z.string(), z.int().min(1))
		.optional()
		.describe("The same for single accounts, by their name in the configuration of the stack."),
	unsetTaskCps: z
		.int()
		.min(1)
		.optional()
		.describe("What a task without taskCps counts as. Unset, such a task is a violation: the service chooses."),
	...shownValues,
});

/** When a task can call, and how many people at a time. */
export interface Load {
	readonly name: string;
	readonly taskCps: number;
	readonly week: Week;
	/** Epoch milliseconds: nothing is called before the one, nor from the other on. */
	readonly from: number;
	readonly to: number;
}

/**
 * The policy remembers the tasks that it has seen, so that it is the task that exceeds the limit which is refused: a
 * policy over the whole stack would run when an update has created everything.
 */
export function accountConcurrency(): PolicyOf<AiCallTask, typeof configuration> {
	const loads = new Map<string, Load>();
	/** The account of each task; `undefined` for the stack's own. */
	const accounts = new Map<string, string | undefined>();
	return {
		name,
		description: "All tasks of an account together call at most so many people at a time.",
		configuration,
		find: (seen, { limit: general, limits = {}, unsetTaskCps, showValues }) => {
			loads.delete(seen.urn);
			const { taskCps, account } = seen.inputs;
			if (account === unknown || taskCps === unknown) return [];
			const limit = (account === undefined ? undefined : new Map(Object.entries(limits)).get(account)) ?? general;
			if (limit === undefined) return [];
			const count = taskCps ?? unsetTaskCps;
			if (count === undefined) return [unsetViolation(limit)];
			const load = loadOf(seen, count);
			if (load === undefined) return [];
			const others = [...loads].flatMap(([urn, one]) => (accounts.get(urn) === account ? [one] : []));
			const peak = peakWith(load, others);
			loads.set(seen.urn, load);
			accounts.set(seen.urn, account);
			return peak.sum > limit ? [violationOf(load, peak, limit, showValues)] : [];
		},
	};
}

/** `undefined` for a task that does not call, or whose hours are not known yet. */
function loadOf({ name, inputs }: Seen<AiCallTask>, taskCps: number): Load | undefined {
	const { callDay, callTime, callableTime, runState } = inputs;
	if (callDay === unknown || callTime === unknown || callableTime === unknown || runState === "stopped")
		return undefined;
	const week = weekOf({ callDay, callTime, callableTime });
	return week.length === 0 ? undefined : { name, taskCps, week, from: startOf(inputs), to: endOf(inputs) };
}

function startOf({ startType, taskStartTime }: Checked<AiCallTask>): number {
	if (startType !== "SCHEDULE" || taskStartTime === undefined || taskStartTime === unknown) return -Infinity;
	const start = epochOf(taskStartTime);
	return Number.isNaN(start) ? -Infinity : start;
}

function endOf({ callExpireType, callExpireDate }: Checked<AiCallTask>): number {
	if (callExpireType !== 2 || callExpireDate === undefined || callExpireDate === unknown) return Infinity;
	return instantOf(callExpireDate) ?? Infinity;
}

interface Peak {
	readonly sum: number;
	/** The tasks that can call at that time. */
	readonly loads: readonly Load[];
	/** When, in the week. */
	readonly week: Week;
}

/** The most calls at a time in the hours of a task, together with others. */
export function peakWith(load: Load, others: readonly Load[]): Peak {
	const together = others.filter((other) => other.from < load.to && load.from < other.to);
	// The number of tasks grows only when one of them begins.
	const starts = new Set([load.from, ...together.map(({ from }) => Math.max(from, load.from))]);
	const peaks = [...starts].map((at) =>
		weeklyPeak(
			load,
			together.filter(({ from, to }) => from <= at && at < to),
		),
	);
	return peaks.reduce((highest, peak) => (peak.sum > highest.sum ? peak : highest));
}

function weeklyPeak(load: Load, others: readonly Load[]): Peak {
	const changes = new Map<number, number>();
	const change = (second: number, by: number) => changes.set(second, (changes.get(second) ?? 0) + by);
	for (const { start, end } of load.week) {
		change(start, load.taskCps);
		change(end, -load.taskCps);
	}
	for (const { week, taskCps } of others) {
		for (const { start, end } of intersection(week, load.week)) {
			change(start, taskCps);
			change(end, -taskCps);
		}
	}
	const seconds = [...changes.keys()].sort((a, b) => a - b);
	let sum = 0;
	const levels = seconds.map((start, index) => {
		sum += changes.get(start) ?? 0;
		return { sum, span: { start, end: seconds[index + 1] ?? start } };
	});
	const highest = Math.max(...levels.map((level) => level.sum));
	const [first, ...later] = levels.filter((level) => level.sum === highest).map(({ span }) => span);
	const openIn = (span: Span | undefined) =>
		others.filter(({ week }) => span !== undefined && intersection(week, [span]).length > 0);
	const open = openIn(first);
	const same = later.filter((span) => isDeepStrictEqual(openIn(span), open));
	return { sum: highest, loads: [...open, load], week: union([[first ?? { start: 0, end: 0 }, ...same]]) };
}

function limitText(limit: number): string {
	return `Allowed: ${limit} (${configured(name, "limit")}).`;
}

function unsetViolation(limit: number): Violation {
	return {
		problem: "taskCps is not set, so the service chooses how many people the task calls at a time.",
		limit: limitText(limit),
		fix: "Set taskCps; or give unsetTaskCps in the configuration of the policy.",
	};
}

function violationOf(load: Load, { sum, loads, week }: Peak, limit: number, isShown: boolean): Violation {
	const others = loads.filter((one) => one !== load).map(({ name }) => `"${name}"`);
	const added = others.length === 0 ? "" : `, added to that of ${listed(others)}, which can call at the same time,`;
	const shown = isShown ? ` (${sum} calls at a time on ${weekText(week)} in China)` : "";
	return {
		problem: `taskCps${added} exceeds what the account may call${shown}.`,
		limit: limitText(limit),
		fix: "Lower taskCps, or let one of them call at other hours or on other days.",
	};
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, 5).join(", ");
	return names.length <= 5 ? shown : `${shown} and ${names.length - 5} more`;
}
