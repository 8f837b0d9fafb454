import { z } from "zod";
import { JournalFolder } from "./journal-folder";
import { ownerKey } from "./owner";

/** A creation that was sent, or a task taken over, of which the engine may not have learnt. */
const Creation = z.object({
	at: z.number(),
	taskName: z.string(),
	agentId: z.string().optional(),
	applicationCode: z.string().optional(),
	source: z.literal([0, 1]).optional(),
	/** Digest of the whole request: not everything that was sent is read back. */
	sent: z.string().optional(),
	/** What it came to, once that is known. */
	taskId: z.string().optional(),
});
export type Creation = z.output<typeof Creation>;

/** One line: what it names is so from then on, and settled where it is `null`. */
const Note = z.object({
	/** The key of the owner. */
	owner: z.string(),
	creation: Creation.nullish(),
	/** A running task that was about to be stopped, and has to be started again. */
	interrupted: z.string().nullish(),
	/** When that task last started before it was stopped, epoch milliseconds. */
	startedAt: z.number().nullish(),
	/** A task that was about to be released, and whether it ran; the note's owner is the task itself. */
	released: z.string().nullish(),
	ran: z.boolean().optional(),
});
type Note = z.output<typeof Note>;

/** Owners that a file tells of, and those of them of whom anything is left to be remembered. */
interface File {
	readonly told: Set<string>;
	readonly open: Set<string>;
}

/**
 * Notes on this machine's disk of what a run was about to do, or did and could not yet tell the engine. It helps after a
 * crash and is never needed for anything else: what cannot be read or written is a warning.
 */
export class Journal {
	/** What is left to be remembered, by owner. */
	private readonly entries = new Map<string, Note>();
	/** Owners who have had to do with a task: a resource may come under a new name. */
	private readonly owners = new Map<string, Set<string>>();
	/** The oldest first. */
	private readonly files = new Map<string, File>();
	private readonly folder: JournalFolder;
	private isRead = false;

	constructor(directory: string, warn: (line: string) => void) {
		this.folder = new JournalFolder(directory, warn);
	}

	/** The creation that an interrupted run of this owner began. */
	creationOf(owner: string): Creation | undefined {
		return this.entryOf(owner)?.creation ?? undefined;
	}

	noteCreation(owner: string, creation: Creation): void {
		this.note({ owner: ownerKey(owner), creation });
	}

	/** True when a run of this owner may have stopped a running task without starting it again. */
	isInterrupted(owner: string, taskId: string): boolean {
		return this.entryOf(owner)?.interrupted === taskId;
	}

	/** When the task that a run of this owner interrupted had last started, as far as that is known. */
	startBeforeInterruption(owner: string): number | undefined {
		return this.entryOf(owner)?.startedAt ?? undefined;
	}

	/** Owners of creations whose outcome is not known, with what each was about to create. */
	openCreations(): readonly { readonly owner: string; readonly creation: Creation }[] {
		this.read();
		return [...this.entries.values()].flatMap(({ owner, creation }) =>
			creation && creation.taskId === undefined ? [{ owner, creation }] : [],
		);
	}

	noteInterruption(owner: string, taskId: string, startedAt?: number): void {
		this.note({ owner: ownerKey(owner), interrupted: taskId, startedAt: startedAt ?? null });
	}

	/** A task is about to be released; until `forget` the engine may still believe it to be as it was. */
	noteRelease(taskId: string, ran: boolean): void {
		this.note({ owner: taskId, released: taskId, ran });
	}

	/** True when an interrupted run may have released the task, or a part of it. */
	isReleased(taskId: string): boolean {
		this.read();
		return this.entries.get(taskId)?.released === taskId;
	}

	/** True when the task ran before an interrupted run began to release it. */
	ranBeforeRelease(taskId: string): boolean {
		return this.isReleased(taskId) && this.entries.get(taskId)?.ran === true;
	}

	settleRelease(taskId: string): void {
		if (this.isReleased(taskId)) this.note({ owner: taskId, released: null });
	}

	settleInterruption(owner: string): void {
		if (this.entryOf(owner)?.interrupted) this.note({ owner: ownerKey(owner), interrupted: null });
	}

	settleCreation(owner: string): void {
		if (this.creationOf(owner) !== undefined) this.note({ owner: ownerKey(owner), creation: null });
	}

	/** The engine knows the task: its creation has not to be remembered. Answers whether it was left interrupted. */
	isKnown(taskId: string): { interrupted: boolean } {
		const entries = this.about(taskId);
		for (const { owner, creation } of entries) if (creation?.taskId === taskId) this.settleCreation(owner);
		return { interrupted: entries.some(({ interrupted }) => interrupted === taskId) || this.isReleased(taskId) };
	}

	/** The task is let go of. */
	forget(taskId: string): void {
		for (const { owner } of this.about(taskId)) this.note({ owner, creation: null, interrupted: null });
		this.settleRelease(taskId);
	}

	private about(taskId: string): Note[] {
		this.read();
		return [...(this.owners.get(taskId) ?? [])]
			.flatMap((owner) => this.entries.get(owner) ?? [])
			.filter(({ creation, interrupted }) => creation?.taskId === taskId || interrupted === taskId);
	}

	private entryOf(owner: string): Note | undefined {
		this.read();
		return this.entries.get(ownerKey(owner));
	}

	private read(): void {
		if (this.isRead) return;
		this.isRead = true;
		for (const { file, value } of this.folder.read(parsed)) this.take(file, value);
	}

	private note(note: Note): void {
		this.read();
		this.take(this.folder.append(note), note);
		if ([...this.files.values()].some(({ open }) => open.size === 0)) this.tidy();
	}

	/** What a line of a file changes. */
	private take(file: string, note: Note): void {
		const { owner } = note;
		const { told, open } = this.files.get(file) ?? { told: new Set(), open: new Set() };
		this.files.set(file, { told: told.add(owner), open });
		const entry = { ...this.entries.get(owner), ...note };
		if (entry.creation || entry.interrupted || entry.released) {
			this.entries.set(owner, entry);
			open.add(owner);
			for (const taskId of [entry.creation?.taskId, entry.interrupted]) {
				if (taskId) this.owners.set(taskId, (this.owners.get(taskId) ?? new Set()).add(owner));
			}
		} else {
			this.entries.delete(owner);
			for (const other of this.files.values()) other.open.delete(owner);
		}
	}

	/** Removes files that say nothing any more. One stays as long as an older one is there whose notes it settles. */
	private tidy(): void {
		const kept: File[] = [];
		for (const [name, file] of this.files) {
			const isNeeded = file.open.size > 0 || kept.some(({ told }) => isAnyIn(told, file.told));
			if (!isNeeded && this.folder.remove(name)) this.files.delete(name);
			else kept.push(file);
		}
	}
}

function isAnyIn(owners: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
	for (const owner of others) if (owners.has(owner)) return true;
	return false;
}

function parsed(text: string): Note | undefined {
	try {
		return Note.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}
