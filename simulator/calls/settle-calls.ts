import type { Task } from "../task";
import type { TaskDefinition } from "../task-definition";
import { RETRY_REASONS } from "../task-definition";
import { type CallBook, DETAIL, type Detail, endOf, fail, isPending, tallyOf } from "./call-book";
import { type CallOutcome, placeCall } from "./place-call";
import { nextOpening, parseDateAndTime } from "./shanghai";

/** Plays the calls of a task up to `now`, in the order in which they happen. Calling it more often changes nothing. */
export function settleCalls(task: Task, now: number, seed: number): void {
	const book = task.calls;
	if (book === undefined) return;
	while (playNext(task, book, now, seed)) {
		// Each turn plays one event: a call that ends, a number that expires, or a call that begins.
	}
	if (now > book.settledTo) book.settledTo = now;
	failExpired(book, task.definition, now);
}

function playNext(task: Task, book: CallBook, now: number, seed: number): boolean {
	const next = nextWaiting(book);
	const startsAt = next && startOf(task, book, next);
	const ending = book.calling.peek();
	if (ending !== undefined && endOf(ending) <= Math.min(now, startsAt ?? now)) {
		book.calling.pop();
		finish(book, ending, task.definition, seed);
		return true;
	}
	if (next === undefined || startsAt === undefined || startsAt > now) return false;
	book.waiting.pop();
	if (expiryOf(next, task.definition) <= startsAt) fail(book, next, "CANCEL", "号码已过期");
	else begin(book, next, startsAt, seed);
	return true;
}

function nextWaiting(book: CallBook): Detail | undefined {
	for (let next = book.waiting.peek(); next !== undefined; next = book.waiting.peek()) {
		if (isPending(next)) return next;
		book.waiting.pop();
	}
	return undefined;
}

function startOf({ status, definition }: Task, book: CallBook, next: Detail): number | undefined {
	if (status !== "RUNNING" || book.calling.size >= definition.TaskCps) return undefined;
	return nextOpening(Math.max(book.settledTo, next.readyAt), definition);
}

function begin(book: CallBook, detail: Detail, at: number, seed: number): void {
	book.settledTo = at;
	detail.attempts++;
	detail.status = DETAIL.calling;
	detail.callingTime = at;
	detail.endsAt = at + placeCall(seed, detail.id, detail.attempts).lineSeconds * 1000;
	book.called++;
	tallyOf(book, at).called++;
	book.calling.push(detail);
}

function finish(book: CallBook, detail: Detail, definition: TaskDefinition, seed: number): void {
	const outcome = placeCall(seed, detail.id, detail.attempts);
	book.settledTo = Math.max(book.settledTo, endOf(detail));
	detail.callResult = outcome.callResult;
	detail.duration = outcome.talkSeconds;
	detail.turns = outcome.turns;
	detail.hangUpBy = outcome.hangUpBy;
	if (outcome.callResult === "ANSWERED") answer(book, detail, outcome);
	else if (mayRetry(detail, definition)) wait(book, detail, definition);
	else fail(book, detail, outcome.callResult, "呼叫未接通");
}

function answer(book: CallBook, detail: Detail, outcome: CallOutcome): void {
	detail.status = DETAIL.ended;
	if (outcome.majorIntent !== undefined) detail.majorIntent = outcome.majorIntent;
	book.succeeded++;
	book.answered++;
	tallyOf(book, detail.callingTime ?? book.settledTo).answered++;
}

function mayRetry(detail: Detail, definition: TaskDefinition): boolean {
	const reasons: readonly string[] = definition.CallRetryReason ?? RETRY_REASONS;
	return (
		definition.MissCallRetry &&
		detail.attempts <= (definition.CallRetryTimes ?? 0) &&
		reasons.includes(detail.callResult ?? "")
	);
}

function wait(book: CallBook, detail: Detail, definition: TaskDefinition): void {
	detail.status = DETAIL.waitingRetry;
	detail.readyAt = endOf(detail) + (definition.CallRetryInterval ?? 0) * 60_000;
	book.waiting.push(detail);
}

/** When a number expires; infinite when it never does. */
export function expiryOf(
	detail: Detail,
	{ CallExpireType, CallExpireMinutes, CallExpireDate }: TaskDefinition,
): number {
	if (CallExpireType === 1) return detail.importedTime + (CallExpireMinutes ?? 0) * 60_000;
	if (CallExpireType === 2) return parseDateAndTime(CallExpireDate ?? "") ?? Number.POSITIVE_INFINITY;
	return Number.POSITIVE_INFINITY;
}

/* Numbers expire in stopped tasks and outside the windows too, where no call would ever find them expired. */
function failExpired(book: CallBook, definition: TaskDefinition, now: number): void {
	if (definition.CallExpireType !== 1 && definition.CallExpireType !== 2) return;
	for (const detail of book.waiting.entries()) {
		if (isPending(detail) && expiryOf(detail, definition) <= now) fail(book, detail, "CANCEL", "号码已过期");
	}
}
