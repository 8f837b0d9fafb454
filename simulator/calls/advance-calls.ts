import type { Service } from "../service";
import type { Task } from "../task";
import type { TaskDefinition } from "../task-definition";
import { retryReasons } from "../task-definition";
import {
	type CallStore,
	type Detail,
	endOf,
	enqueue,
	fail,
	isPending,
	readyAtOf,
	setStatus,
	tallyOf,
} from "./call-store";
import type { Heap } from "./heap";
import { placeCall } from "./place-call";
import { nextOpening, parseDateAndTime } from "./shanghai";

interface Advance {
	readonly service: Service;
	readonly task: Task;
	readonly store: CallStore;
	readonly now: number;
	readonly expiryOf: ExpiryOf;
}

/** Simulates the calls of a task up to `now`. The results do not depend on how often this is called. */
export function advanceCalls(service: Service, task: Task, now = service.clock.now()): void {
	const store = task.calls;
	if (store === undefined) return;
	const advance = { service, task, store, now, expiryOf: expiryRule(task.definition) };
	while (advanceOnce(advance)) {
		// Each turn is one event: a call ends, a number expires, or a call begins.
	}
	if (now > store.advancedTo) store.advancedTo = now;
}

function advanceOnce({ service, task, store, now, expiryOf }: Advance): boolean {
	const ending = store.calling.peek();
	const expiring = expiryOf && firstPending(store.expiring);
	const next = firstPending(store.waiting);
	const endsAt = ending === undefined ? never : endOf(ending);
	const expiresAt = expiring === undefined ? never : (expiryOf?.(expiring) ?? never);
	const beginsAt = next === undefined ? never : startOf(task, store, next);
	const at = Math.min(endsAt, expiresAt, beginsAt);
	if (at > now) return false;
	if (ending !== undefined && endsAt === at) {
		store.calling.pop();
		finish(store, ending, task.definition, service.seed);
	} else if (expiring !== undefined && expiresAt === at) {
		fail(store, expiring, "CANCEL", "号码已过期");
	} else if (next !== undefined) {
		store.waiting.pop();
		begin(service, task, store, next, at);
	}
	return true;
}

const never = Number.POSITIVE_INFINITY;

function firstPending(heap: Heap<Detail>): Detail | undefined {
	for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
		if (isPending(first)) return first;
		heap.pop();
	}
	return undefined;
}

function startOf({ status, definition }: Task, store: CallStore, next: Detail): number {
	if (status !== "RUNNING" || store.calling.size >= definition.TaskCps) return never;
	return nextOpening(Math.max(store.advancedTo, readyAtOf(next)), definition) ?? never;
}

function begin({ seed, placed }: Service, task: Task, store: CallStore, detail: Detail, at: number): void {
	store.advancedTo = at;
	setStatus(store, detail, "calling");
	detail.attempts++;
	detail.callingTime = at;
	detail.endsAt = at + placeCall(seed, detail.id, detail.attempts).lineSeconds * 1000;
	store.called++;
	tallyOf(store, at).called++;
	store.calling.push(detail);
	placed.push({ taskId: task.id, detail, attempt: detail.attempts, at });
}

function finish(store: CallStore, detail: Detail, definition: TaskDefinition, seed: number): void {
	const outcome = placeCall(seed, detail.id, detail.attempts);
	store.advancedTo = Math.max(store.advancedTo, endOf(detail));
	detail.outcome = outcome;
	detail.callResult = outcome.callResult;
	if (outcome.callResult === "ANSWERED") answer(store, detail);
	else if (mayRetry(detail, definition)) wait(store, detail, definition);
	else fail(store, detail, outcome.callResult, "呼叫未接通");
}

function answer(store: CallStore, detail: Detail): void {
	setStatus(store, detail, "ended");
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
	setStatus(store, detail, "waiting-retry");
	detail.retryAt = endOf(detail) + (definition.CallRetryInterval ?? 0) * 60_000;
	enqueue(store, detail);
}

/** When a number expires. */
type ExpiryOf = ((detail: Detail) => number) | undefined;

/** Undefined if no number expires. A number that was imported earlier never expires later. */
export function expiryRule({ CallExpireType, CallExpireMinutes, CallExpireDate }: TaskDefinition): ExpiryOf {
	if (CallExpireType === 1) return ({ batch }) => batch.importedTime + (CallExpireMinutes ?? 0) * 60_000;
	const date = CallExpireType === 2 ? parseDateAndTime(CallExpireDate ?? "") : undefined;
	return date === undefined ? undefined : () => date;
}
