import { z } from "zod";
import { JournalFolder } from "./journal-folder";
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

/**
 * Notes on this machine's disk of what a run was about to do, or did and could not yet tell the engine: one small file
 * for each resource, so that runs of other stacks never touch the same file. It helps after a crash and is never needed
 * for anything else: what cannot be read or written is a warning.
 */
export class Journal {
	private entries: Map<string, Entry> | undefined;
	private readonly folder: JournalFolder;

	constructor(directory: string, warn: (line: string) => void) {
		this.folder = new JournalFolder(directory, warn);
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
			this.folder.remove(file);
		} else {
			this.all().set(file, entry);
			this.folder.write(file, entry);
		}
	}

	private all(): Map<string, Entry> {
		this.entries ??= this.folder.read(parsed);
		return this.entries;
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
