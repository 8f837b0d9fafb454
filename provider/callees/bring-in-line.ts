import { counted } from "../definition/counted";
import type { Context } from "../run/context";
import { lagPauses, poll } from "../run/poll";
import { statusOf } from "../run/task-status";
import type { TaskRow } from "../service/operations";
import { countCallDetails } from "./call-details";
import { type Import, importCallees } from "./import-callees";
import { untilShown } from "./lag";
import { knownBatches, type ListTask } from "./recovery";
import type { Roster } from "./roster";
import { TaskRecord } from "./task-record";
import { cancelNumbers } from "./withdraw";

/** A list and its task, before they agree. */
export interface Goal extends ListTask {
	readonly roster: Roster;
	/** Whether an earlier task of the list has called a person. */
	wasCalled(row: number): boolean;
	/** When the run began to read what tasks have. */
	readonly begun: number;
	/** The program wants the task not to run. */
	readonly mustNotRun: boolean;
	readonly batchSize?: number | undefined;
	/** Throws unless so many people may be imported. */
	assertMayImport(people: number): Promise<void>;
}

/** How far a task agrees with its list. */
export interface Agreement {
	readonly batches: readonly string[];
	/** People imported and numbers cancelled by this run. */
	readonly imported: number;
	readonly cancelled: number;
	/** People who are no longer on the list, of this run and earlier ones. */
	readonly withdrawn: number;
	readonly tooLate: number;
	/** Why something remains to be done. */
	readonly incomplete?: Error;
}

/**
 * Brings a task in line with its list: withdraws who is no longer on it, then imports who is missing. What the task has
 * is read first, unless this run has created it.
 */
export async function bringInLine(context: Context, goal: Goal): Promise<Agreement> {
	const { taskId, roster } = goal;
	const { record, row } = await taskBefore(context, goal);
	await goal.assertMayImport(roster.countWhere((one) => !goal.wasCalled(one) && record.isMissing(one)));
	const batches = new Set(record.ownBatches());
	const leaving = record.toWithdraw();
	const cancelled = await cancelNumbers(context, taskId, leaving);
	const gone = record.gone();
	const late = leaving.length - cancelled;
	let imported = 0;
	const common = {
		taskId,
		roster,
		isStopped: statusOf(row?.Status) === "STOPPED",
		readAgain: () => readAgain(context, goal),
		assertMayImport: (people: number) => goal.assertMayImport(imported + people),
		onBatch(batchId: string, people: number) {
			imported += people;
			if (batchId !== "") batches.add(batchId);
		},
	};
	const isOutdated = late > 0 && record.hasOutdated;
	const after = isOutdated ? await readNow(context, goal, true) : record;
	const incomplete = await importAll(context, goal, common, after)
		.then(() => (isOutdated ? assertNoneOutdated(roster, after) : undefined))
		.catch(asError);
	return {
		batches: [...batches],
		imported,
		cancelled,
		withdrawn: gone.cancelled + gone.waiting - late,
		tooLate: gone.called + late,
		...(incomplete && { incomplete }),
	};
}

function asError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Imports who is new, and then who was withdrawn before and is on the list again. */
async function importAll(
	context: Context,
	goal: Goal,
	common: Omit<Import, "isMissing" | "count" | "numbersBefore">,
	before: TaskRecord,
): Promise<undefined> {
	const { roster, wasCalled, batchSize } = goal;
	let numbersBefore = before.rows;
	for (const fate of [undefined, "cancelled"] as const) {
		const isMissing = (one: number, record = before) => !wasCalled(one) && record.fateOf(one) === fate;
		const count = roster.countWhere((one) => isMissing(one));
		if (count === 0) continue;
		await importCallees(context, { ...common, isMissing, count, numbersBefore }, batchSize);
		numbersBefore += count;
		if (fate === "cancelled") await assertImportedAgain(common, (one) => isMissing(one));
	}
}

/** Throws if the service has dropped people whom it had before. */
async function assertImportedAgain(
	{ readAgain, roster }: Pick<Import, "readAgain" | "roster">,
	wasMissing: (row: number) => boolean,
): Promise<void> {
	const record = await readAgain();
	const isDropped = (one: number) => wasMissing(one) && record.isMissing(one);
	const count = roster.countWhere(isDropped);
	if (count === 0) return;
	const lines = await roster.linesWhere(isDropped);
	throw new Error(
		`${counted(count, "person", "people")} on the list (${lines}) had been withdrawn from the task before, and the service does not take a number again. They will not be called by this task. Remove them from the list, or put them into the list of another task.`,
	);
}

/** Throws if people have another number now, and the former one waits in the task and cannot be withdrawn. */
async function assertNoneOutdated(roster: Roster, record: TaskRecord): Promise<undefined> {
	const isOutdated = (one: number) => record.isOutdated(one);
	const count = roster.countWhere(isOutdated);
	if (count === 0) return;
	const lines = await roster.linesWhere(isOutdated);
	throw new Error(
		`${counted(count, "person", "people")} on the list (${lines}) have another number now, and the former one waits in the task and cannot be withdrawn, so the new one was not imported. Run the same command again.`,
	);
}

/** What the task has, and its row in the account's list; no row for a task that this run has created. */
async function taskBefore(context: Context, goal: Goal): Promise<{ record: TaskRecord; row: TaskRow | undefined }> {
	const { taskId, roster } = goal;
	const empty = new TaskRecord(roster, knownBatches(context, goal));
	if (context.claims.wasCreated(taskId)) {
		if (goal.mustNotRun) throw wouldStart(taskId);
		return { record: empty, row: undefined };
	}
	const { TotalCount } = await rowOf(context, taskId);
	// Most of the time, nothing shows late, and the time has passed while the numbers were read.
	const early = TotalCount === 0 ? empty : await readNow(context, goal, false);
	await untilShown(context, goal.begun);
	const row = await rowOf(context, taskId);
	const isWhole = early.rows === (await countCallDetails(context, taskId));
	const record = isWhole ? early : await readNow(context, goal, false);
	const isComplete = roster.countWhere((one) => !goal.wasCalled(one) && record.isMissing(one)) === 0;
	if (!isComplete && goal.mustNotRun && statusOf(row.Status) === "INIT") throw wouldStart(taskId);
	return { record, row };
}

function readNow(context: Context, goal: Goal, isFinal: boolean): Promise<TaskRecord> {
	return TaskRecord.read(context, goal, goal.roster, isFinal);
}

async function readAgain(context: Context, goal: Goal): Promise<TaskRecord> {
	await untilShown(context, context.now());
	return readNow(context, goal, true);
}

/** The task in the account's list. A new one may not be shown yet. */
async function rowOf(context: Context, taskId: string): Promise<TaskRow> {
	const row = await poll(context, lagPauses, () => context.account.freshRowOf(taskId));
	if (row !== undefined) return row;
	throw new Error(
		`Task ${taskId} is not in the account, so no one was imported. Check taskId, and that the credentials belong to the right account.`,
	);
}

function wouldStart(taskId: string): Error {
	return new Error(
		`Task ${taskId} has not started (INIT), and an import would start it, but the program wants it not to run (runState: "stopped"). No one was imported. Remove runState, or the list.`,
	);
}
