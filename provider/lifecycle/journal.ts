import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { z } from "zod";
import { ownerKey } from "./owner-key";

/** A creation that was sent, or a task taken over, of which the engine may not have learnt. */
const Creation = z.object({
	at: z.number(),
	taskName: z.string(),
	agentId: z.string().optional(),
	/** What it came to, once that is known. */
	taskId: z.string().optional(),
});
export type Creation = z.output<typeof Creation>;

const Entry = z.object({
	/** The key of the owner. */
	owner: z.string(),
	creation: Creation.optional(),
	/** A running task that was about to be stopped, and has to be started again. */
	interrupted: z.string().optional(),
});
type Entry = z.output<typeof Entry>;

/** Milliseconds after which a note is forgotten: nobody has run that stack again. */
const longestKept = 90 * 24 * 3_600_000;

/**
 * Notes on this machine's disk of what a run was about to do, or did and could not yet tell the engine: one small file
 * for each resource, so that runs of other stacks never touch the same file. It helps after a crash and is never needed
 * for anything else: what cannot be read or written is a warning.
 */
export class Journal {
	private entries: Map<string, Entry> | undefined;
	private readonly directory: string;
	private readonly warn: (line: string) => void;
	private warned = false;
	private swept = false;

	constructor(directory: string, warn: (line: string) => void) {
		this.directory = directory;
		this.warn = warn;
	}

	/** The creation that an interrupted run of this owner began. */
	creationOf(owner: string): Creation | undefined {
		return this.all().get(fileOf(owner))?.creation;
	}

	noteCreation(owner: string, creation: Creation): void {
		this.write({ ...this.entryOf(owner), creation });
	}

	/** True when a run of this owner may have stopped a running task without starting it again. */
	isInterrupted(owner: string, taskId: string): boolean {
		return this.all().get(fileOf(owner))?.interrupted === taskId;
	}

	noteInterruption(owner: string, taskId: string): void {
		this.write({ ...this.entryOf(owner), interrupted: taskId });
	}

	settleInterruption(owner: string): void {
		const { interrupted, ...rest } = this.entryOf(owner);
		if (interrupted !== undefined) this.write(rest);
	}

	settleCreation(owner: string): void {
		const { creation, ...rest } = this.entryOf(owner);
		if (creation !== undefined) this.write(rest);
	}

	/** The engine knows the task: its creation has not to be remembered. Answers whether it was left interrupted. */
	isKnown(taskId: string): { interrupted: boolean } {
		const entry = this.about(taskId);
		if (entry?.creation?.taskId === taskId) this.settleCreation(entry.owner);
		return { interrupted: entry?.interrupted === taskId };
	}

	/** The task is let go of. */
	forget(taskId: string): void {
		const entry = this.about(taskId);
		if (entry !== undefined) this.write({ owner: entry.owner });
	}

	private about(taskId: string): Entry | undefined {
		for (const entry of this.all().values()) {
			if (entry.creation?.taskId === taskId || entry.interrupted === taskId) return entry;
		}
		return undefined;
	}

	private entryOf(owner: string): Entry {
		return this.all().get(fileOf(owner)) ?? { owner: ownerKey(owner) };
	}

	private write(entry: Entry): void {
		const file = fileOf(entry.owner);
		if (entry.creation === undefined && entry.interrupted === undefined) {
			this.all().delete(file);
			this.attempt("remove", () => rmSync(join(this.directory, file), { force: true }));
			return;
		}
		this.all().set(file, entry);
		this.attempt("write", () => {
			mkdirSync(this.directory, { recursive: true, mode: 0o700 });
			writeFileAtomic(join(this.directory, file), JSON.stringify(entry), { mode: 0o600, fsync: false });
		});
		this.sweep();
	}

	private all(): Map<string, Entry> {
		this.entries ??= this.read();
		return this.entries;
	}

	private read(): Map<string, Entry> {
		const entries = new Map<string, Entry>();
		for (const file of this.files()) {
			if (!file.endsWith(".json")) continue;
			const path = join(this.directory, file);
			this.attempt("read", () => {
				const entry = parsed(readFileSync(path, "utf8"));
				if (entry !== undefined) return void entries.set(file, entry);
				rmSync(path, { force: true });
				throw new Error(`${file} was damaged, and is removed`);
			});
		}
		return entries;
	}

	/** Removes what nobody came back for, once in a run. */
	private sweep(): void {
		if (this.swept) return;
		this.swept = true;
		for (const file of this.files()) {
			const path = join(this.directory, file);
			this.attempt("tidy up", () => {
				const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
				if (Date.now() - mtimeMs > longestKept) rmSync(path, { force: true });
			});
		}
	}

	private files(): string[] {
		try {
			return readdirSync(this.directory);
		} catch {
			// Nothing has ever been noted, or the folder cannot be read: writing will say so.
			return [];
		}
	}

	private attempt(what: string, action: () => void): void {
		try {
			action();
		} catch (error) {
			if (this.warned || isMissing(error)) return;
			this.warned = true;
			const reason = error instanceof Error ? error.message : String(error);
			this.warn(
				`The journal in ${this.directory} could not be used (${what}: ${reason}). Everything goes on without it; only after a crash a task left behind would have to be adopted by hand. Mend or remove that folder.`,
			);
		}
	}
}

function fileOf(owner: string): string {
	return `${ownerKey(owner)}.json`;
}

function parsed(text: string): Entry | undefined {
	try {
		return Entry.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

/** A file that another run has removed in between. */
function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
