import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { z } from "zod";
import { ownerKey } from "./owner-key";

/**
 * What a run was about to do, or did and could not yet tell the engine. `creating`: a creation was sent, perhaps with
 * this answer. `interrupting`: a running task was about to be stopped, and has to be started again.
 */
const Entry = z.object({
	owner: z.string(),
	intent: z.enum(["creating", "interrupting"]),
	at: z.number(),
	taskId: z.string().optional(),
	taskName: z.string().optional(),
	agentId: z.string().optional(),
});
export type Entry = z.output<typeof Entry>;

/**
 * Notes on this machine's disk, one small file for each resource, so that runs of other stacks never touch the same
 * file. It helps after a crash and is never needed for anything else: what cannot be read or written is a warning.
 */
export class Journal {
	private entries: Map<string, Entry> | undefined;
	private readonly directory: string;
	private readonly warn: (line: string) => void;
	private warned = false;

	constructor(directory: string, warn: (line: string) => void) {
		this.directory = directory;
		this.warn = warn;
	}

	/** What an earlier, interrupted run of this owner left. */
	of(owner: string): Entry | undefined {
		return this.all().get(fileOf(owner));
	}

	/** What was left about a task. */
	about(taskId: string): Entry | undefined {
		for (const entry of this.all().values()) if (entry.taskId === taskId) return entry;
		return undefined;
	}

	note(entry: Entry): void {
		const file = fileOf(entry.owner);
		this.all().set(file, entry);
		this.attempt("write", () => {
			mkdirSync(this.directory, { recursive: true, mode: 0o700 });
			writeFileAtomic(join(this.directory, file), JSON.stringify({ ...entry, owner: ownerKey(entry.owner) }), {
				mode: 0o600,
				fsync: false,
			});
		});
	}

	/** The engine knows the outcome: nothing has to be remembered. */
	settle(owner: string): void {
		const file = fileOf(owner);
		if (!this.all().delete(file)) return;
		this.attempt("remove", () => rmSync(join(this.directory, file), { force: true }));
	}

	private all(): Map<string, Entry> {
		this.entries ??= this.read();
		return this.entries;
	}

	private read(): Map<string, Entry> {
		const entries = new Map<string, Entry>();
		for (const file of this.files()) {
			this.attempt("read", () => {
				entries.set(file, Entry.parse(JSON.parse(readFileSync(join(this.directory, file), "utf8"))));
			});
		}
		return entries;
	}

	private files(): string[] {
		try {
			return readdirSync(this.directory).filter((file) => file.endsWith(".json"));
		} catch {
			// Nothing has ever been noted, or the folder cannot be read: writing will say so.
			return [];
		}
	}

	private attempt(what: string, action: () => void): void {
		try {
			action();
		} catch (error) {
			if (this.warned) return;
			this.warned = true;
			const reason =
				error instanceof z.ZodError ? "it is damaged" : error instanceof Error ? error.message : String(error);
			this.warn(
				`The journal in ${this.directory} could not be used (${what}: ${reason}). Everything goes on without it; only after a crash a task left behind would have to be adopted by hand. Mend or remove that folder.`,
			);
		}
	}
}

function fileOf(owner: string): string {
	return `${ownerKey(owner)}.json`;
}
