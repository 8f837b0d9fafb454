import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A line. `null` settles what was recorded under the key. */
const Entry = z.object({ key: z.string(), record: z.record(z.string(), z.unknown()).nullable() });
export type Entry = z.output<typeof Entry>;
export type Recorded = NonNullable<Entry["record"]>;

/** What a line of an earlier version says; an empty list for any other line. */
export type Upgrade = (line: unknown) => readonly Entry[];

/** What recovery reads and writes. */
export interface Records {
	get(key: string): Recorded | undefined;
	/** The keys of the open records that match. */
	keysWhere(matches: (record: Recorded, key: string) => boolean): string[];
	record(key: string, record: Recorded): void;
	settle(key: string): void;
}

/** Milliseconds after its last line at which a file is deleted: that stack is not used any more. */
const longestKept = 90 * 24 * 3_600_000;

/**
 * Records on this machine's disk what a run is about to do, or did before the engine learned of it, for the run after a
 * crash. Each run appends lines to a file of its own, so runs never wait for each other; files are numbered, because
 * clocks are set back. A record is open until a newer line about its key, which is then settled in the older files too:
 * each file is understood without the others. Its run, or the next one, deletes a file in which nothing is open. Only
 * recovery reads the journal, so what cannot be read or written is one warning.
 */
export class Journal implements Records {
	private readonly directory: string;
	private readonly upgrade: Upgrade;
	private warn: (line: string) => void;
	private ownFile = "";
	/** The open records by key, each with the file that it is in. */
	private readonly open = new Map<string, { readonly record: Recorded; readonly file: string }>();

	constructor(directory: string, warn: (line: string) => void, upgrade: Upgrade) {
		this.directory = directory;
		this.warn = warn;
		this.upgrade = upgrade;
	}

	get(key: string): Recorded | undefined {
		this.read();
		return this.open.get(key)?.record;
	}

	keysWhere(matches: (record: Recorded, key: string) => boolean): string[] {
		this.read();
		const keys: string[] = [];
		for (const [key, { record }] of this.open) if (matches(record, key)) keys.push(key);
		return keys;
	}

	record(key: string, record: Recorded): void {
		this.read();
		if (!this.isOpen(this.ownFile))
			this.attempt("write", () => mkdirSync(this.directory, { recursive: true, mode: 0o700 }));
		this.append(this.ownFile, { key, record });
		this.take(this.ownFile, { key, record });
	}

	settle(key: string): void {
		this.read();
		const isOwn = this.open.get(key)?.file === this.ownFile;
		this.take("", { key, record: null });
		if (isOwn && !this.isOpen(this.ownFile)) this.attempt("delete", () => rmSync(join(this.directory, this.ownFile)));
	}

	/** Reads the files of earlier runs, once. */
	private read(): void {
		if (this.ownFile !== "") return;
		const names: string[] = [];
		// A folder that cannot even be found has no records; writing warns.
		this.attempt("read", () => names.push(...(existsSync(this.directory) ? readdirSync(this.directory) : [])));
		const runs = names.filter(numberOf).sort((one, other) => numberOf(one) - numberOf(other));
		this.ownFile = `run-${numberOf(runs.at(-1) ?? "") + 1}-${randomBytes(4).toString("hex")}.ndjson`;
		for (const name of runs) this.attempt("read", () => this.readFile(name, join(this.directory, name)));
	}

	private readFile(name: string, path: string): void {
		const isOld = Date.now() - statSync(path).mtimeMs > longestKept;
		const lines = isOld ? [] : readFileSync(path, "utf8").split("\n").filter(Boolean);
		const entries = lines.map((line) => this.parse(line));
		for (const entry of entries.flat()) this.take(name, entry);
		// An empty file is being created by its run at this moment.
		if (isOld || (lines.length > 0 && !this.isOpen(name))) rmSync(path);
		if (entries.some(({ length }) => length === 0)) throw new Error(`${name} has a damaged line, which is ignored`);
	}

	/** Takes in a line of a file, and settles what an older file has under the key. */
	private take(file: string, { key, record }: Entry): void {
		const before = this.open.get(key);
		if (record === null) this.open.delete(key);
		else this.open.set(key, { record, file });
		if (before !== undefined && before.file !== file) this.append(before.file, { key, record: null });
	}

	private isOpen(name: string): boolean {
		for (const { file } of this.open.values()) if (file === name) return true;
		return false;
	}

	private parse(text: string): readonly Entry[] {
		try {
			const line: unknown = JSON.parse(text);
			return z.tuple([Entry]).safeParse([line]).data ?? this.upgrade(line);
		} catch {
			return [];
		}
	}

	private append(name: string, entry: Entry): void {
		// The line break comes first, so that a line that was cut off spoils no other.
		const line = `\n${JSON.stringify(entry)}`;
		this.attempt("write", () => appendFileSync(join(this.directory, name), line, { mode: 0o600 }));
	}

	private attempt(what: string, action: () => unknown): void {
		try {
			action();
		} catch (error) {
			// Another run has deleted the file.
			if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
			const reason = error instanceof Error ? error.message : String(error);
			this.warn(
				`The journal in ${this.directory} could not be used (${what}: ${reason}). The provider continues without its journal. If this run crashes, you may have to adopt the task it created by hand. Fix or delete that folder.`,
			);
			this.warn = () => undefined;
		}
	}
}

/** The number in the name of a run's file; 0 for others. Version 0.1.0 deletes .jsonl files that it does not understand. */
function numberOf(name: string): number {
	return Number(/^run-(\d+)-\w+\.(?:ndjson|jsonl)$/.exec(name)?.[1] ?? 0);
}
