import { likeness } from "../definition/characters";
import type { Raw } from "../definition/values";
import { ownerKey } from "./owner";

/** What the resources of one run have claimed. A run is one operation of the engine: its process ends with it. */
export class Claims {
	/** The name that each owner declares, and the owners of each name and of each likeness of names. */
	private readonly names = new Map<string, string>();
	private readonly owners = new Map<string, Set<string>>();
	private readonly alike = new Map<string, Set<string>>();
	/** Tasks let go of, with the name that each gave up. */
	private readonly released = new Map<string, string | undefined>();
	private readonly adopted = new Map<string, string>();
	private readonly held = new Map<string, string>();
	/** Resources of the program, by owner key, as their check names them. */
	private readonly declared = new Map<string, string>();
	/** The task that each resource goes on holding, by owner key. */
	private readonly kept = new Map<string, string>();
	/** Tasks that a resource was to have, or the name of which, and could not, with its owner. */
	private readonly missed = new Map<string, string>();
	/** Tasks that resources which this run removed, or replaces, had adopted before they held another one. */
	private readonly adoptedBefore = new Set<string>();
	/** What the state had of each resource that was checked, by owner key. */
	private readonly before = new Map<string, Raw>();
	private readonly speakers = new Map<string, string>();

	/** Records that an owner declares a name. Returns who else declares it, or one that looks the same. */
	claimName(name: string, owner: string): { readonly same: string[]; readonly alike: string[] } {
		const before = this.names.get(owner);
		if (before !== undefined && before !== name) {
			this.owners.get(before)?.delete(owner);
			this.alike.get(likeness(before))?.delete(owner);
		}
		this.names.set(owner, name);
		const same = added(this.owners, name, owner).filter((other) => other !== owner);
		const alike = added(this.alike, likeness(name), owner).filter((other) => this.names.get(other) !== name);
		return { same, alike };
	}

	/** Notes that an owner adopts a task; the answer is who else does. */
	claimTask(taskId: string, owner: string): string | undefined {
		const holder = this.adopted.get(taskId);
		if (holder === undefined) this.adopted.set(taskId, owner);
		return holder === undefined || holder === owner ? undefined : this.named(holder);
	}

	/** Records a resource of the program. One that is new, or is being replaced, no longer holds the task it had. */
	declare(owner: string, isNew: boolean): void {
		this.declared.set(ownerKey(owner), owner);
		if (isNew) this.kept.delete(ownerKey(owner));
	}

	/** Records a task that a resource which goes had once adopted: its replacement does not adopt it again. */
	adoptedOnce(taskId: string): void {
		this.adoptedBefore.add(taskId);
	}

	/** True when a resource that goes had once adopted the task: the property has had its effect. */
	wasAdopted(taskId: string): boolean {
		return this.adoptedBefore.has(taskId);
	}

	/** Records that a resource of the program was to have a task, or the name of one, and could not. */
	miss(taskId: string, owner: string): void {
		this.missed.set(taskId, owner);
	}

	/** The owner that was to have the task, or its name, and could not. */
	missedBy(taskId: string): string | undefined {
		const owner = this.missed.get(taskId);
		return owner && this.named(owner);
	}

	/** The owner as its check names it, who may be known by its key only. */
	private named(owner: string): string {
		return this.declared.get(ownerKey(owner)) ?? owner;
	}

	/** Records the inputs in the state of a resource: a replacement is checked once more, without them. */
	recordInputs(owner: string, olds: Raw): void {
		this.before.set(ownerKey(owner), olds);
	}

	/** The inputs in the state of a resource that was checked before. */
	inputsBefore(owner: string): Raw | undefined {
		return this.before.get(ownerKey(owner));
	}

	/** Records whose task it is: the engine has it so, or it was created or adopted in this run. */
	hold(taskId: string, owner: string): void {
		this.held.set(taskId, ownerKey(owner));
		this.kept.set(ownerKey(owner), taskId);
	}

	/** The owner of the program that goes on holding a task, whoever gives it up. */
	keeperOf(taskId: string): string | undefined {
		for (const [key, kept] of this.kept) if (kept === taskId && this.declared.has(key)) return this.declared.get(key);
		return undefined;
	}

	/** True when a resource of the program declares the name. */
	isDeclaredName(name: string): boolean {
		return (this.owners.get(name.trim())?.size ?? 0) > 0;
	}

	/** True when the engine is known to have the task as the owner's. */
	isHeldBy(taskId: string, owner: string): boolean {
		return this.held.get(taskId) === ownerKey(owner);
	}

	/** Notes that a resource has let go of its task in this run, and perhaps of the task's name. */
	release(taskId: string, name?: string): void {
		this.released.set(taskId, name);
		this.adopted.delete(taskId);
	}

	/** The task that gave this name up in this run. */
	releasedWithName(name: string): string | undefined {
		return [...this.released].find(([, given]) => given === name)?.[0];
	}

	hasReleased(taskId: string): boolean {
		return this.released.has(taskId);
	}

	/**
	 * True for the first owner of this run that has something to say about the whole program. It says so at each of its
	 * checks: a resource that is replaced is checked twice, and only what the last check finds is shown.
	 */
	isFirst(subject: string, owner: string): boolean {
		const speaker = this.speakers.get(subject) ?? owner;
		this.speakers.set(subject, speaker);
		return speaker === owner;
	}
}

function added(sets: Map<string, Set<string>>, key: string, owner: string): string[] {
	const owners = sets.get(key) ?? new Set();
	sets.set(key, owners.add(owner));
	return [...owners];
}
