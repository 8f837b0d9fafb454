import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A line. `null` settles what was recorded under the key. */
const Entry = z.object({ key: z.string(), record: z.record(z.string(), z.unknown()).nullable() });
export type Entry = z.output<typeof Entry>;
export type Recorded = NonNullable<Entry["record"]>;

/** Milliseconds after its last line at which a file is deleted: that stack is not used any more. */
const longestKept = 90 * 24 * 3_600_000;

/**
 * Records on this machine's disk what a run is about to do, or did before the engine learned of it, for the run after a
 * crash. Each run appends lines to a file of its own, so runs never wait for each other; files are numbered, because
 * clocks are set back. A record is open until a newer line about its key, which is then settled in the older files too:
 * each file is understood without the others. Its run, or the next one, deletes a file in which nothing is open. Only
 * recovery reads the journal, so what cannot be read or written is one warning.
 */
export class Journal {
	private readonly directory: string;
	private readonly warn: (line: string) => void;
	private readonly upgrade: (line: unknown) => readonly Entry[];
	/** What is open in each file, the oldest run's first, by key. */
	private readonly files = new Map<string, Map<string, Recorded>>();
	private ownFile = "";
	private hasWarned = false;

	/** `upgrade` returns what a line of an earlier version says; an empty list for any other line. */
	constructor(
		directory: string,
		warn: (line: string) => void,
		upgrade: (line: unknown) => readonly Entry[] = () => [],
	) {
		this.directory = directory;
		this.warn = warn;
		this.upgrade = upgrade;
	}

	get(key: string): Recorded | undefined {
		this.read();
		for (const open of this.files.values()) if (open.has(key)) return open.get(key);
		return undefined;
	}

	/** The keys of the open records that match. */
	keysWhere(matches: (record: Recorded, key: string) => boolean): string[] {
		this.read();
		const keys: string[] = [];
		for (const open of this.files.values()) for (const [key, record] of open) if (matches(record, key)) keys.push(key);
		return keys;
	}

	record(key: string, record: Recorded): void {
		this.read();
		if (!this.files.has(this.ownFile))
			this.attempt("write", () => mkdirSync(this.directory, { recursive: true, mode: 0o700 }));
		this.files.set(this.ownFile, (this.files.get(this.ownFile) ?? new Map()).set(key, record));
		this.append(this.ownFile, { key, record });
		this.settleBefore(this.ownFile, key);
	}

	settle(key: string): void {
		this.read();
		this.settleBefore(undefined, key);
		if (this.files.get(this.ownFile)?.size !== 0) return;
		this.files.delete(this.ownFile);
		this.attempt("delete", () => rmSync(join(this.directory, this.ownFile)));
	}

	/** Reads the files of earlier runs, once. */
	private read(): void {
		if (this.ownFile !== "") return;
		// A folder that cannot even be found has no records; writing warns.
		const names = this.attempt("read", () => (existsSync(this.directory) ? readdirSync(this.directory) : [])) ?? [];
		const runs = names.filter(numberOf).sort((one, other) => numberOf(one) - numberOf(other));
		this.ownFile = `run-${numberOf(runs.at(-1) ?? "") + 1}-${randomBytes(4).toString("hex")}.ndjson`;
		for (const name of runs) this.attempt("read", () => this.readFile(name, join(this.directory, name)));
	}

	private readFile(name: string, path: string): void {
		const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
		// Its run is creating it at this moment.
		if (lines.length === 0) return;
		const open = new Map<string, Recorded>();
		const entries = lines.map((line) => this.parse(line));
		for (const { key, record } of entries.flat()) {
			if (record === null) open.delete(key);
			else open.set(key, record);
			this.settleBefore(name, key);
		}
		const isKept = open.size > 0 && Date.now() - statSync(path).mtimeMs < longestKept;
		if (isKept) this.files.set(name, open);
		else rmSync(path);
		if (entries.some(({ length }) => length === 0)) throw new Error(`${name} has a damaged line, which is ignored`);
	}

	private parse(text: string): readonly Entry[] {
		try {
			const line: unknown = JSON.parse(text);
			const { data } = Entry.safeParse(line);
			return data === undefined ? this.upgrade(line) : [data];
		} catch {
			return [];
		}
	}

	/** Settles a key in all files, or in those before one. */
	private settleBefore(newer: string | undefined, key: string): void {
		for (const [name, open] of this.files) {
			if (name === newer) return;
			if (open.delete(key)) this.append(name, { key, record: null });
		}
	}

	private append(name: string, entry: Entry): void {
		// The line break comes first, so that a line that was cut off spoils no other.
		const line = `\n${JSON.stringify(entry)}`;
		this.attempt("write", () => appendFileSync(join(this.directory, name), line, { mode: 0o600 }));
	}

	private attempt<T>(what: string, action: () => T): T | undefined {
		try {
			return action();
		} catch (error) {
			// Another run has deleted the file.
			if (this.hasWarned || (error instanceof Error && "code" in error && error.code === "ENOENT")) return undefined;
			this.hasWarned = true;
			const reason = error instanceof Error ? error.message : String(error);
			this.warn(
				`The journal in ${this.directory} could not be used (${what}: ${reason}). The provider continues without its journal. If this run crashes, you may have to adopt the task it created by hand. Fix or delete that folder.`,
			);
			return undefined;
		}
	}
}

/** The number in the name of a run's file; 0 for others. Version 0.1.0 deletes .jsonl files that it does not understand. */
function numberOf(name: string): number {
	return Number(/^run-(\d+)-\w+\.(?:ndjson|jsonl)$/.exec(name)?.[1] ?? 0);
}
