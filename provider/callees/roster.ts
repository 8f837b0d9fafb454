import { hash } from "node:crypto";
import { counted, withCommas } from "../definition/counted";
import type { FileRef, FileRefs } from "../definition/file-ref";
import { fileList } from "../definition/file-ref";
import { error, type Finding, warning } from "../definition/finding";
import type { Recorded } from "../definition/values";
import { assertUnchanged, changedFiles } from "./changed-files";
import { Conflicts } from "./conflicts";
import { Faults, Lines } from "./files/faults";
import { normalNumber } from "./files/phone-number";
import { type FileCallee, readCallees } from "./files/read-callees";
import { readNumbers } from "./files/read-numbers";
import { Key, KeyTable, keyOf, mixed } from "./key-table";
import type { CalleeList } from "./model";

/** The properties that decide who is on the list. */
export interface RosterInputs
	extends Pick<Recorded<CalleeList>, "columns" | "first" | "atMost">,
		Pick<CalleeList, "encryptionType"> {
	readonly source: FileRefs;
	readonly doNotCall?: FileRefs | undefined;
}

/** A person to call, as the service takes it. A class, so that V8 does not keep the objects (see `Key`). */
export class Callee {
	readonly row: number;
	readonly number: string;
	readonly outId: string;
	readonly variables: Readonly<Record<string, string>>;
	readonly line: number;
	readonly file: string;

	constructor(row: number, outId: string, { number, variables, line }: FileCallee, file: string) {
		this.row = row;
		this.number = number;
		this.outId = outId;
		this.variables = variables;
		this.line = line;
		this.file = file;
	}
}

/**
 * The people of a list by digests, in some fifty bytes each: the files are read again, person by person, when they are
 * imported. A person's key is the outId: the row's own, or one that follows from the number.
 */
export class Roster {
	readonly findings: Finding[] = [];
	duplicates = 0;
	suppressed = 0;
	/** People on the list. */
	count = 0;
	fingerprint = "";
	/** Names of the variables that the rows have. */
	readonly variables = new Set<string>();
	private readonly inputs: RosterInputs;
	private readonly numbers = new KeyTable();
	private readonly outIds = new KeyTable();
	private readonly refused = new KeyTable();
	/** By row, the line on which it begins. */
	private lines: Uint32Array = new Uint32Array(1024);
	/** 1 for a person who is not to be called: suppressed, or beyond `first`. */
	private skipped = new Uint8Array(0);

	private constructor(inputs: RosterInputs) {
		this.inputs = inputs;
	}

	/** Reads the files. */
	static async read(inputs: RosterInputs): Promise<Roster> {
		const roster = new Roster(inputs);
		await roster.readDoNotCall();
		await roster.readSource();
		return roster;
	}

	get encryptionType(): number {
		return this.inputs.encryptionType ?? 0;
	}

	/** Rows of the files, those that are not to be called included. */
	get size(): number {
		return this.numbers.size;
	}

	/** The lines of people on the list who pass, of which some are named. */
	async linesWhere(passes: (row: number) => boolean): Promise<string> {
		const lines = new Lines();
		for await (const chunk of this.callees(passes)) for (const { line } of chunk) lines.add(line);
		return lines.toString();
	}

	/** How many people on the list pass. */
	countWhere(passes: (row: number) => boolean): number {
		let count = 0;
		for (let row = 0; row < this.size; row++) if (this.isWanted(row) && passes(row)) count++;
		return count;
	}

	isWanted(row: number): boolean {
		return row >= 0 && this.skipped[row] === 0;
	}

	/** The row with an outId; -1 if there is none. */
	rowOfOutId(outId: string): number {
		return outId === "" ? -1 : this.outIds.find(keyOf(outId));
	}

	/** The row with a number, as the files have it; -1 if there is none. */
	rowOfNumber(number: string | undefined): number {
		return number === undefined ? -1 : this.numbers.find(keyOf(this.normal(number)));
	}

	/** True if the row's number is in `doNotCall`. */
	isSuppressed(row: number): boolean {
		return row >= 0 && this.refused.find(this.numbers.keyAt(row)) >= 0;
	}

	/**
	 * A number that the service shows, in the form of the list; `undefined` if it is masked or in an unknown form. Throws if
	 * the task has numbers in place of hashes, or the reverse, so that no one could be recognized.
	 */
	readable(shown: string): string | undefined {
		const isHash = /^[\da-f]{32,64}$/i.test(shown);
		const number = normalNumber(shown);
		const plain = "number" in number ? number.number : undefined;
		const { encryptionType } = this;
		if (encryptionType === 0 ? isHash : plain !== undefined) throw otherForm();
		return encryptionType === 0 ? plain : isHash ? this.normal(shown) : undefined;
	}

	/** True if `doNotCall` has the number. */
	isRefused(number: string | undefined): boolean {
		return number !== undefined && this.refused.find(keyOf(this.normal(number))) >= 0;
	}

	/** True if the outId is the one that follows from the number. */
	isDerived(outId: string, number: string | undefined): boolean {
		return number !== undefined && outId === derivedOutId(this.normal(number));
	}

	/** The people to call whose row passes, in the order of the files. Throws if a file has changed since it was read. */
	async *callees(passes: (row: number) => boolean): AsyncGenerator<readonly Callee[]> {
		const files = fileList(this.inputs.source);
		await assertUnchanged(files);
		const given = new Uint8Array(this.size);
		for (const file of files) {
			for await (const chunk of this.rowsOf(file)) {
				yield chunk.flatMap((callee) => {
					const row = this.rowOfNumber(callee.number);
					if (row < 0) throw changed(file.path);
					if (given[row] === 1) return [];
					given[row] = 1;
					return this.isWanted(row) && passes(row) ? this.calleeAt(row, callee, file.path) : [];
				});
			}
		}
	}

	private calleeAt(row: number, callee: FileCallee, file: string): Callee {
		const outId = callee.outId ?? derivedOutId(this.normal(callee.number));
		if (this.rowOfOutId(outId) !== row) throw changed(file);
		return new Callee(row, outId, callee, file);
	}

	private normal(number: string): string {
		return this.inputs.encryptionType ? number.toLowerCase() : number;
	}

	private rowsOf(file: FileRef, faults = new Faults("source")): AsyncIterable<readonly FileCallee[]> {
		const { columns, encryptionType = 0 } = this.inputs;
		return readCallees(file.path, { ...(columns && { columns }), encryptionType, faults });
	}

	private async readDoNotCall(): Promise<void> {
		const { doNotCall, encryptionType = 0 } = this.inputs;
		const faults = new Faults("doNotCall");
		for (const { path } of fileList(doNotCall)) {
			for await (const chunk of readNumbers(path, { encryptionType, faults })) {
				for (const { number } of chunk) {
					const key = keyOf(this.normal(number));
					if (this.refused.find(key) < 0) this.refused.add(key);
				}
			}
		}
		this.findings.push(...faults.findings());
		if (!faults.hasErrors) this.findings.push(...(await changedFiles("doNotCall", fileList(doNotCall))));
	}

	private async readSource(): Promise<void> {
		const files = fileList(this.inputs.source);
		const faults = new Faults("source");
		const conflicts = new Conflicts();
		for (const file of files) {
			for await (const chunk of this.rowsOf(file, faults)) for (const callee of chunk) this.add(callee, conflicts);
		}
		this.choose();
		this.findings.push(...faults.findings(), ...conflicts.findings());
		if (faults.hasErrors) return;
		this.findings.push(...(await changedFiles("source", files)), ...this.findingsOfCount());
	}

	private add(callee: FileCallee, conflicts: Conflicts): void {
		const number = keyOf(this.normal(callee.number));
		const outId = keyOf(callee.outId ?? derivedOutId(this.normal(callee.number)));
		const [byNumber, byOutId] = [this.numbers.find(number), this.outIds.find(outId)];
		if (byNumber >= 0) {
			const isSame = byNumber === byOutId || callee.outId === undefined;
			if (isSame) this.duplicates++;
			else conflicts.add("number", this.lines[byNumber] ?? 0, callee.line);
			return;
		}
		if (byOutId >= 0) {
			conflicts.add("outId", this.lines[byOutId] ?? 0, callee.line);
			return;
		}
		for (const variable in callee.variables) this.variables.add(variable);
		this.outIds.add(outId);
		const row = this.numbers.add(number);
		if (row === this.lines.length) this.lines = twiceAsLong(this.lines);
		this.lines[row] = callee.line;
	}

	/** Decides who is called: the numbers with the smallest digests are a fair sample that is the same in each run. */
	private choose(): void {
		const { first } = this.inputs;
		this.skipped = new Uint8Array(this.size);
		for (let row = 0; row < this.size; row++) {
			if (!this.isSuppressed(row)) continue;
			this.skipped[row] = 1;
			this.suppressed++;
		}
		if (first !== undefined && first < this.size - this.suppressed) this.keepOnly(first);
		this.count = this.countWhere(() => true);
		this.fingerprint = this.fingerprintOf();
	}

	private keepOnly(first: number): void {
		const ranks = Float64Array.from({ length: this.size }, (_, row) =>
			this.skipped[row] === 1 ? Number.POSITIVE_INFINITY : this.rankOf(row),
		);
		const limit = ranks.toSorted()[first - 1] ?? 0;
		for (let row = 0; row < this.size; row++) if ((ranks[row] ?? 0) > limit) this.skipped[row] = 1;
	}

	private rankOf(row: number): number {
		const { high, low } = mixed(this.outIds.keyAt(row));
		return (high >>> 0) * 2 ** 20 + (low >>> 12);
	}

	/** The same for the same people in any order. */
	private fingerprintOf(): string {
		let [high, low] = [0, 0];
		for (let row = 0; row < this.size; row++) {
			if (!this.isWanted(row)) continue;
			const [number, outId] = [mixed(this.numbers.keyAt(row)), this.outIds.keyAt(row)];
			// Of both at once: two people who exchange their outIds are other people.
			const person = mixed(new Key(number.high ^ outId.high, number.low ^ outId.low));
			high ^= person.high;
			low ^= person.low;
		}
		const text = `${this.count}/${this.inputs.encryptionType ?? 0}/${high}/${low}`;
		return hash("sha256", text, "base64url").slice(0, 16);
	}

	private findingsOfCount(): Finding[] {
		const { atMost } = this.inputs;
		const found: Finding[] = [];
		if (atMost !== undefined && this.count > atMost) {
			const problem = `has ${counted(this.count, "person", "people")}, and atMost allows ${withCommas(atMost)}.`;
			found.push(error("source", problem, "Check that it is the right file, or raise atMost."));
		}
		if (this.duplicates > 0) {
			const problem = `has ${counted(this.duplicates, "row")} of people who are on the list already.`;
			found.push(warning("source", problem, "The first row of a person counts."));
		}
		return found;
	}
}

function derivedOutId(number: string): string {
	return `p${hash("sha256", number, "base64url").slice(0, 22)}`;
}

function twiceAsLong(array: Uint32Array): Uint32Array {
	const longer = new Uint32Array(2 * array.length);
	longer.set(array);
	return longer;
}

function otherForm(): Error {
	return new Error(
		"The task holds numbers in another form than the list (encryptionType), so its people could not be recognized, and nothing was sent. Import the list into another task.",
	);
}

function changed(path: string): Error {
	return new Error(`${path} has changed while it was imported. Run the same command again.`);
}
