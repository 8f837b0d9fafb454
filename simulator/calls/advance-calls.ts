import type { Service } from "../service";
import type { Task } from "../task";
import type { TaskDefinition } from "../task-definition";
import { retryReasons } from "../task-definition";
import { type CallStore, type Detail, detailStatus, endOf, fail, isPending, tallyOf } from "./call-store";
import { type CallOutcome, placeCall } from "./place-call";
import { nextOpening, parseDateAndTime } from "./shanghai";

/** Simulates the calls of a task up to `now`. The results do not depend on how often this is called. */
export function advanceCalls({ clock, seed }: Service, task: Task, now = clock.now()): void {
	const store = task.calls;
	if (store === undefined) return;
	while (advanceOnce(task, store, now, seed)) {
		// Each turn is one event: a call ends, a number expires, or a call begins.
	}
	if (now > store.advancedTo) store.advancedTo = now;
	failExpired(store, task.definition, now);
}

function advanceOnce(task: Task, store: CallStore, now: number, seed: number): boolean {
	const next = nextWaiting(store);
	const startsAt = next && startOf(task, store, next);
	const ending = store.calling.peek();
	if (ending !== undefined && endOf(ending) <= Math.min(now, startsAt ?? now)) {
		store.calling.pop();
		finish(store, ending, task.definition, seed);
		return true;
	}
	if (next === undefined || startsAt === undefined || startsAt > now) return false;
	store.waiting.pop();
	if (expiryOf(next, task.definition) <= startsAt) expire(store, next);
	else begin(store, next, startsAt, seed);
	return true;
}

function nextWaiting(store: CallStore): Detail | undefined {
	for (let next = store.waiting.peek(); next !== undefined; next = store.waiting.peek()) {
		if (isPending(next)) return next;
		store.waiting.pop();
	}
	return undefined;
}

function startOf({ status, definition }: Task, store: CallStore, next: Detail): number | undefined {
	if (status !== "RUNNING" || store.calling.size >= definition.TaskCps) return undefined;
	return nextOpening(Math.max(store.advancedTo, next.readyAt), definition);
}

function begin(store: CallStore, detail: Detail, at: number, seed: number): void {
	store.advancedTo = at;
	detail.attempts++;
	detail.status = detailStatus.calling;
	detail.callingTime = at;
	detail.endsAt = at + placeCall(seed, detail.id, detail.attempts).lineSeconds * 1000;
	store.called++;
	tallyOf(store, at).called++;
	store.calling.push(detail);
}

function finish(store: CallStore, detail: Detail, definition: TaskDefinition, seed: number): void {
	const outcome = placeCall(seed, detail.id, detail.attempts);
	store.advancedTo = Math.max(store.advancedTo, endOf(detail));
	detail.callResult = outcome.callResult;
	detail.duration = outcome.talkSeconds;
	detail.turns = outcome.turns;
	detail.hangUpBy = outcome.hangUpBy;
	if (outcome.callResult === "ANSWERED") answer(store, detail, outcome);
	else if (mayRetry(detail, definition)) wait(store, detail, definition);
	else fail(store, detail, outcome.callResult, "呼叫未接通");
}

function answer(store: CallStore, detail: Detail, outcome: CallOutcome): void {
	detail.status = detailStatus.ended;
	if (outcome.majorIntent !== undefined) detail.majorIntent = outcome.majorIntent;
	store.succeeded++;
	store.answered++;
	tallyOf(store, detail.callingTime ?? store.advancedTo).answered++;
}

function mayRetry(detail: Detail, definition: TaskDefinition): boolean {
	const reasons: readonly string[] = definition.CallRetryReason ?? retryReasons;
	return (
		definition.MissCallRetry &&
		detail.attempts <= (definition.CallRetryTimes ?? 0) &&
		reasons.includes(detail.callResult ?? "")
	);
}

function wait(store: CallStore, detail: Detail, definition: TaskDefinition): void {
	detail.status = detailStatus.waitingRetry;
	detail.readyAt = endOf(detail) + (definition.CallRetryInterval ?? 0) * 60_000;
	store.waiting.push(detail);
}

/** When a number expires; infinity if it does not. */
export function expiryOf(
	detail: Detail,
	{ CallExpireType, CallExpireMinutes, CallExpireDate }: TaskDefinition,
): number {
	if (CallExpireType === 1) return detail.importedTime + (CallExpireMinutes ?? 0) * 60_000;
	if (CallExpireType === 2) return parseDateAndTime(CallExpireDate ?? "") ?? Number.POSITIVE_INFINITY;
	return Number.POSITIVE_INFINITY;
}

// Numbers also expire in stopped tasks and outside the windows, where no call begins that would notice it.
function failExpired(store: CallStore, definition: TaskDefinition, now: number): void {
	if (definition.CallExpireType !== 1 && definition.CallExpireType !== 2) return;
	for (const detail of store.waiting.entries()) {
		if (isPending(detail) && expiryOf(detail, definition) <= now) expire(store, detail);
	}
}

function expire(store: CallStore, detail: Detail): void {
	fail(store, detail, "CANCEL", "号码已过期");
}
