import { counted, withCommas } from "../definition/counted";
import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import { growingPauses, poll } from "../run/poll";
import { statusOf } from "../run/task-status";
import { type ApiError, isApiError, isForbidden, isRefusal } from "../service/api-error";
import { importTaskNumberDatas, stopAiCallTask, type TaskRow } from "../service/operations";
import { findByOutId } from "./call-details";
import { readAhead } from "./read-ahead";
import { recordBatch } from "./recovery";
import type { Callee, Roster } from "./roster";
import type { TaskRecord } from "./task-record";

/** The most people that one import takes. */
const largestBatch = 1000;
/** How often people are sent whose answer is lost and who do not show in the task. */
const attempts = 2;
/** How many people the service may refuse before an import ends. */
const mostRefused = 20;

export interface Import {
	readonly taskId: string;
	readonly roster: Roster;
	/** Whether a person is to be imported, by a later reading of the task if there is one. */
	isMissing(row: number, record?: TaskRecord): boolean;
	/** How many are to be imported. */
	readonly count: number;
	/** Numbers in the task before. */
	readonly numbersBefore: number;
	/** The task does not run, and must not be started by the import. */
	readonly isStopped: boolean;
	/** Reads the task when everything shows that was imported before. */
	readAgain(): Promise<TaskRecord>;
	/** Throws unless so many more people may be imported. */
	assertMayImport(people: number): Promise<void>;
	/** Called with each batch that the task has, and how many people were imported with it now. */
	onBatch(batchId: string, people: number): void;
}

/** Imports people, batch by batch, in the order of the files. Each of them is sent once. */
export async function importCallees(context: Context, goal: Import, batchSize = largestBatch): Promise<void> {
	const importer = new Importer(context, goal);
	const callees = goal.roster.callees((row) => importer.isMissing(row));
	// If the import starts a task that must not run, as few as possible are called before it is stopped again.
	const batches = batchesOf(callees, goal.isStopped ? 1 : batchSize, batchSize);
	for await (const batch of readAhead(batches)) await importer.send(batch);
	importer.end();
}

async function* batchesOf(
	chunks: AsyncIterable<readonly Callee[]>,
	firstSize: number,
	size: number,
): AsyncGenerator<readonly Callee[]> {
	let batch: Callee[] = [];
	let wanted = firstSize;
	for await (const chunk of chunks) {
		for (const callee of chunk) {
			batch.push(callee);
			if (batch.length < wanted) continue;
			yield batch;
			batch = [];
			wanted = size;
		}
	}
	if (batch.length > 0) yield batch;
}

class Importer {
	private readonly context: Context;
	private readonly goal: Import;
	/** Numbers that the task has at least, and at most unless others import as well. */
	private expected: number;
	private imported = 0;
	private batches = 0;
	private nextReport: number;
	/** A later reading of the task. */
	private record: TaskRecord | undefined;
	private readonly refusedPeople: Callee[] = [];
	private refusal: ApiError | undefined;

	constructor(context: Context, goal: Import) {
		this.context = context;
		this.goal = goal;
		this.expected = goal.numbersBefore;
		this.nextReport = this.reportEvery;
	}

	isMissing(row: number): boolean {
		return this.goal.isMissing(row, this.record);
	}

	async send(batch: readonly Callee[]): Promise<void> {
		for (let left = attempts; ; left--) {
			const missing = batch.filter(({ row }) => this.isMissing(row));
			if (missing.length === 0) return;
			if (left === 0) throw unclear(missing);
			assertEngineAlive(this.context);
			if (await this.sendOnce(missing)) break;
		}
		this.batches++;
		await this.compareWithTask();
	}

	/** True if the batch is in the task; false if it may be sent again. */
	private async sendOnce(batch: readonly Callee[]): Promise<boolean> {
		const { taskId, roster } = this.goal;
		// Others may have cancelled numbers since the people to import were counted.
		await this.goal.assertMayImport(batch.length);
		const parameters = {
			TaskId: taskId,
			DataType: "JSON",
			PhoneNumberList: phoneNumberList(batch),
			...(roster.encryptionType !== 0 && { EncryptionType: String(roster.encryptionType) }),
		};
		try {
			this.has(batch, await this.context.api.call(importTaskNumberDatas, parameters));
			return true;
		} catch (error) {
			if (isRefusal(error)) return this.sendApart(batch, error);
			if (!isApiError(error) || error.outcome !== "unclear") throw error;
			this.context.log(`The answer to an import into task ${taskId} was lost. Reading what the task has.`);
			return this.isInTask(batch);
		}
	}

	/**
	 * A batch is refused for one of its rows, or for another reason such as the task's status: then its first and its last
	 * row are refused as well. So those two are sent alone, and the others in halves.
	 */
	private async sendApart(batch: readonly Callee[], refusal: ApiError): Promise<true> {
		const [first, ...others] = batch;
		const last = others.pop();
		if (first === undefined || isForbidden(refusal)) throw refused(batch, refusal);
		if (last === undefined) return this.refuse(first, refusal);
		const isFirstRefusal = this.refusedPeople.length === 0;
		await this.send([first]);
		await this.send([last]);
		if (isFirstRefusal && this.refusedPeople.length === 2) throw refused(batch, refusal);
		const middle = Math.ceil(others.length / 2);
		await this.send(others.slice(0, middle));
		await this.send(others.slice(middle));
		return true;
	}

	private refuse(callee: Callee, refusal: ApiError): true {
		this.refusedPeople.push(callee);
		this.refusal = refusal;
		if (this.refusedPeople.length >= mostRefused) this.end();
		return true;
	}

	/** Throws if the service has refused people. */
	end(): void {
		if (this.refusal !== undefined) throw refusedRows(this.refusedPeople, this.refusal);
	}

	private has(batch: readonly Callee[], batchId: string): void {
		if (batchId !== "") recordBatch(this.context, this.goal.taskId, batchId);
		this.goal.onBatch(batchId, batch.length);
		this.expected += batch.length;
		this.imported += batch.length;
		if (this.imported < this.nextReport || this.imported >= this.goal.count) return;
		this.nextReport += this.reportEvery;
		this.context.log(
			`Task ${this.goal.taskId}: ${withCommas(this.imported)} of ${withCommas(this.goal.count)} people imported.`,
		);
	}

	private get reportEvery(): number {
		return Math.max(10 * largestBatch, Math.ceil(this.goal.count / 10));
	}

	/** Whether the task has a batch whose answer was lost: by its count, and otherwise by reading every number. */
	private async isInTask(batch: readonly Callee[]): Promise<boolean> {
		const whole = this.expected + batch.length;
		const pauses = growingPauses(this.context.settings().listLagSeconds);
		const row = await poll(
			this.context,
			pauses,
			() => this.taskRow(),
			(one) => one?.TotalCount === whole,
		);
		if (row?.TotalCount === whole || row?.TotalCount === this.expected) {
			const [first, last] = [batch[0], batch.at(-1)];
			const found = [await this.batchWith(first), await this.batchWith(last)];
			const [batchId, other] = found;
			if (row.TotalCount === whole && batchId !== undefined && batchId === other) {
				this.has(batch, batchId);
				return true;
			}
			if (row.TotalCount === this.expected && found.every((one) => one === undefined)) return false;
		}
		await this.readTask();
		return false;
	}

	private async batchWith(callee: Callee | undefined): Promise<string | undefined> {
		if (callee === undefined) return undefined;
		const row = await findByOutId(this.context, this.goal.taskId, callee.outId);
		return row && (row.BatchId ?? "");
	}

	private async readTask(): Promise<void> {
		const record = await this.goal.readAgain();
		this.record = record;
		this.expected = record.rows;
		for (const batchId of record.ownBatches()) this.goal.onBatch(batchId, 0);
	}

	private taskRow(): Promise<TaskRow | undefined> {
		return this.context.account.freshRowOf(this.goal.taskId);
	}

	/**
	 * After 1, 2, 4, 8 ... batches: whether another run imports as well, and whether the import has started a task that
	 * must not run.
	 */
	private async compareWithTask(): Promise<void> {
		const isDue = Number.isInteger(Math.log2(this.batches)) && this.imported < this.goal.count;
		const mustCheckStart = this.goal.isStopped && this.batches === 1;
		if (!isDue && !mustCheckStart) return;
		const row = await this.taskRow();
		if (mustCheckStart && statusOf(row?.Status) === "RUNNING") {
			await this.context.api.call(stopAiCallTask, { TaskId: this.goal.taskId });
			throw new Error(
				`Task ${this.goal.taskId} was stopped, and the import of ${counted(this.imported, "person", "people")} has started it, so it was stopped again and no one else was imported. Start the task (runState: "running"), then run pulumi up again.`,
			);
		}
		if ((row?.TotalCount ?? 0) > this.expected) {
			this.context.log(`Someone else imports into task ${this.goal.taskId} as well. Reading what the task has.`);
			await this.readTask();
		}
	}
}

/** Without an object for each row: V8 would keep those that it makes until it collects all of its memory. */
function phoneNumberList(batch: readonly Callee[]): string {
	const rows = batch.map(({ number, outId, variables }) => {
		const person = JSON.stringify({ calleeNumber: number, outId });
		const others = JSON.stringify(variables);
		return others === "{}" ? person : `${person.slice(0, -1)},${others.slice(1)}`;
	});
	return `[${rows.join(",")}]`;
}

function linesOf(batch: readonly Callee[]): string {
	const [first, last] = [batch[0], batch.at(-1)];
	if (first === undefined || last === undefined) return "no one";
	const to = first.file === last.file ? `${last.line} of ${last.file}` : `line ${last.line} of ${last.file}`;
	return `${counted(batch.length, "person", "people")} (lines ${first.line}${first.file === last.file ? "" : ` of ${first.file}`} to ${to})`;
}

function unclear(batch: readonly Callee[]): Error {
	return new Error(
		`ImportTaskNumberDatas failed twice without an answer for ${linesOf(batch)}, who do not show in the task. They were not sent again. Run the same command again later: it reads the task first.`,
	);
}

function refused(batch: readonly Callee[], { message }: Error): Error {
	return new Error(`${message} The import of ${linesOf(batch)} was refused; those before them are imported.`);
}

function refusedRows(people: readonly Callee[], { message }: Error): Error {
	const files = new Set(people.map(({ file }) => file));
	const places = people.map(({ line, file }) => (files.size === 1 ? line : `${line} of ${file}`)).join(", ");
	const where = files.size === 1 ? ` of ${[...files].join()}` : "";
	return new Error(
		`${message} The service refuses ${counted(people.length, "person", "people")} (lines ${places}${where}). Correct or remove these rows, then run the same command again.`,
	);
}
