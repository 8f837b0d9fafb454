import type { Context } from "../run/context";
import type { CallDetail } from "../service/operations";
import { readCallDetails } from "./call-details";
import { type Fate, fateOf, type Phase } from "./fate";
import { knownBatches, type ListTask } from "./recovery";
import type { Roster } from "./roster";

/** A number of the task that the list does not have, or not any more. */
interface OffList {
	readonly batchId: string;
	readonly fate: Fate;
	/** Its outId shows that it was imported for this list. */
	readonly isOurs: boolean;
	/** `doNotCall` has it, so it is withdrawn whoever imported it. */
	readonly isRefused: boolean;
}

const fates = ["cancelled", "waiting", "retrying", "called"] as const;

/**
 * What a task has of the people on a list, and of others. The account is the record: nothing else knows what an
 * interrupted run has imported.
 */
export class TaskRecord {
	/** Numbers in the task. */
	rows = 0;
	private readonly roster: Roster;
	/** The batches that the list has imported, by the state or the journal. */
	private readonly known: ReadonlySet<string>;
	/** Who can be withdrawn has been: a number that still waits is going to be called. */
	private readonly isFinal: boolean;
	/** By row of the roster: 0, or one more than the index of the row's fate. */
	private readonly fateOfRow: Uint8Array;
	private readonly offList = new Map<string, OffList>();
	/** Rows of people whose former number waits in the task. */
	private readonly outdated = new Set<number>();
	private readonly batches = new Map<string, { ours: number; others: number; pending: number }>();

	constructor(roster: Roster, known: ReadonlySet<string>, isFinal = false) {
		this.roster = roster;
		this.known = known;
		this.isFinal = isFinal;
		this.fateOfRow = new Uint8Array(roster.size);
	}

	/** Reads every number of a task. */
	static async read(context: Context, task: ListTask, roster: Roster, isFinal = false): Promise<TaskRecord> {
		const record = new TaskRecord(roster, knownBatches(context, task), isFinal);
		const now = context.now();
		const onRow = (row: CallDetail, phase: Phase) => record.add(row, fateOf(row, phase, now));
		record.rows = await readCallDetails(context, task.taskId, onRow);
		return record;
	}

	/** What became of a person of the list; `undefined` if the task does not have the person. */
	fateOf(row: number): Fate | undefined {
		return fates[(this.fateOfRow[row] ?? 0) - 1];
	}

	/** True if a person is to be imported: the task does not have the person, or the number was cancelled. */
	isMissing(row: number): boolean {
		const fate = this.fateOf(row);
		return fate === undefined || fate === "cancelled";
	}

	/** True if a former number of the person waits in the task. */
	isOutdated(row: number): boolean {
		return this.outdated.has(row);
	}

	get hasOutdated(): boolean {
		return this.outdated.size > 0;
	}

	/** The numbers to withdraw: of people who are no longer on the list, or in `doNotCall`. */
	toWithdraw(): string[] {
		return [...this.offList].flatMap(([detailId, one]) =>
			isPending(one.fate) && (one.isRefused || this.isOwn(one)) ? [detailId] : [],
		);
	}

	/** People who are no longer on the list, by what became of them. */
	gone(): { readonly waiting: number; readonly cancelled: number; readonly called: number } {
		const own = [...this.offList.values()].filter((one) => one.isRefused || this.isOwn(one));
		const countOf = (...some: readonly Fate[]) => own.filter(({ fate }) => some.includes(fate)).length;
		return { waiting: countOf("waiting"), cancelled: countOf("cancelled"), called: countOf("called", "retrying") };
	}

	/** Numbers that others have imported. */
	get others(): number {
		return [...this.offList.values()].filter((one) => !this.isOwn(one)).length;
	}

	/** The batches that the list has imported. */
	ownBatches(): string[] {
		const found = [...this.batches.keys()].filter((batchId) => this.isOwnBatch(batchId));
		return [...new Set([...this.known, ...found])];
	}

	/** The batches that the list has imported, and of which some numbers wait to be called. */
	pendingBatches(): string[] {
		return this.ownBatches().filter((batchId) => (this.batches.get(batchId)?.pending ?? 0) > 0);
	}

	/** Returns whether the number concerns the list. */
	private add({ DetailId, BatchId, OutId, CalledNumber }: CallDetail, fate: Fate): boolean {
		const { roster } = this;
		const [outId, batchId] = [textOf(OutId), textOf(BatchId)];
		const number = roster.readable(textOf(CalledNumber));
		const [byOutId, byNumber] = [roster.rowOfOutId(outId), roster.rowOfNumber(number)];
		const people = [byOutId, byNumber].filter((one) => one >= 0);
		const isOutdated = byOutId >= 0 && number !== undefined && byNumber !== byOutId;
		if (isOutdated && fate === "waiting") this.outdated.add(byOutId);
		// The person has another number now: the old one is withdrawn, unless it was called.
		const isLeaving = isOutdated && fate === "waiting" && !this.isFinal;
		// Whoever imported a number, it is not imported twice.
		for (const one of people) this.mark(one, isLeaving ? "cancelled" : fate);
		const isOurs = byOutId >= 0 || roster.isDerived(outId, number);
		this.countInBatch(batchId, isOurs, fate);
		const isRefused = roster.isRefused(number) || roster.isSuppressed(byOutId);
		const isOnList = !isOutdated && people.some((one) => roster.isWanted(one));
		if (isOnList && !isRefused) this.offList.delete(DetailId);
		else this.offList.set(DetailId, { batchId, fate, isOurs, isRefused });
		return isOurs || isRefused || people.length > 0;
	}

	/** A person may have several numbers in the task, and a number moves on while it is read. The furthest counts. */
	private mark(row: number, fate: Fate): void {
		this.fateOfRow[row] = Math.max(this.fateOfRow[row] ?? 0, fates.indexOf(fate) + 1);
	}

	private countInBatch(batchId: string, isOurs: boolean, fate: Fate): void {
		const counted = this.batches.get(batchId) ?? { ours: 0, others: 0, pending: 0 };
		this.batches.set(batchId, counted);
		if (isPending(fate)) counted.pending++;
		if (isOurs) counted.ours++;
		else counted.others++;
	}

	/** A batch that neither state nor journal knows belongs to the list if most of its numbers do. */
	private isOwnBatch(batchId: string): boolean {
		const { ours, others } = this.batches.get(batchId) ?? { ours: 0, others: 0 };
		return batchId !== "" && (this.known.has(batchId) || ours > others);
	}

	private isOwn({ isOurs, batchId }: OffList): boolean {
		return isOurs || this.isOwnBatch(batchId);
	}
}

function textOf(value: string | null | undefined): string {
	return value ?? "";
}

function isPending(fate: Fate): boolean {
	return fate === "waiting" || fate === "retrying";
}
