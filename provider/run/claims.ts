import { likeness } from "../definition/characters";
import type { Raw } from "../definition/values";
import { type OwnerKey, type OwnerUrn, ownerKeyOf } from "./owner";

/** What the resources of one run claim. A run is one operation of the engine: its process ends with it. */
export class Claims {
	/** Resources of the program, as their checks name them. */
	private readonly declared = new Map<OwnerKey, OwnerUrn>();
	/** What the state had of each resource that was checked. */
	private readonly before = new Map<OwnerKey, Raw>();
	private readonly names = new Map<OwnerKey, string>();
	private readonly byLikeness = new Map<string, Set<OwnerKey>>();
	/** The id that a resource holds by the engine's state, or since this run created or adopted it. */
	private readonly held = new Map<string, OwnerKey>();
	/** The id that each resource of the program keeps. */
	private readonly kept = new Map<OwnerKey, string>();
	private readonly adopted = new Map<string, OwnerKey>();
	/** Ids that a resource of the program should have got, or whose name, and could not. */
	private readonly missed = new Map<string, OwnerKey>();
	/** Ids that were released in this run, with the name that each gave up. */
	private readonly released = new Map<string, string | undefined>();
	/** Ids that removed or replaced resources had adopted before they held another one. */
	private readonly adoptedBefore = new Set<string>();
	private readonly reporters = new Map<string, OwnerKey>();

	/** Records a resource of the program. One that is new, or is being replaced, no longer holds the id it had. */
	declare(owner: OwnerUrn, isNew: boolean): OwnerKey {
		const key = ownerKeyOf(owner);
		this.declared.set(key, owner);
		if (isNew) this.kept.delete(key);
		return key;
	}

	/** Records the inputs in the state of a resource: a replacement is checked once more, without them. */
	recordInputs(owner: OwnerKey, olds: Raw): void {
		this.before.set(owner, olds);
	}

	/** The inputs in the state of a resource that was checked before. */
	inputsBefore(owner: OwnerKey): Raw | undefined {
		return this.before.get(owner);
	}

	/** Records that a resource declares a name. Returns which others declare it, or one that looks the same. */
	claimName(name: string, owner: OwnerKey): { readonly same: string[]; readonly alike: string[] } {
		this.withLikeness(this.names.get(owner) ?? name).delete(owner);
		this.names.set(owner, name);
		const alike = this.withLikeness(name);
		const others = [...alike].filter((other) => other !== owner);
		alike.add(owner);
		return {
			same: others.filter((other) => this.names.get(other) === name).map((other) => this.label(other)),
			alike: others.filter((other) => this.names.get(other) !== name).map((other) => this.label(other)),
		};
	}

	/** True when a resource of the program declares the name. */
	isDeclaredName(name: string): boolean {
		return [...this.withLikeness(name)].some((owner) => this.names.get(owner) === name.trim());
	}

	/** Records that a resource adopts an id. Returns which other one does. */
	claimAdoption(id: string, owner: OwnerKey): string | undefined {
		const other = this.adopted.get(id) ?? owner;
		this.adopted.set(id, other);
		return other === owner ? undefined : this.label(other);
	}

	/** Records that a removed or replaced resource had adopted the id: its replacement does not adopt it again. */
	recordAdoption(id: string): void {
		this.adoptedBefore.add(id);
	}

	/** True when a removed or replaced resource had adopted the id. */
	wasAdopted(id: string): boolean {
		return this.adoptedBefore.has(id);
	}

	/** Records that a resource should have got an id, or its name, and could not. */
	miss(id: string, owner: OwnerKey): void {
		this.missed.set(id, owner);
	}

	/** The resource that should have got the id, or its name, and could not. */
	missedBy(id: string): string | undefined {
		const owner = this.missed.get(id);
		return owner && this.label(owner);
	}

	/** Records who holds an id: the engine has it so, or it was created or adopted in this run. */
	hold(id: string, owner: OwnerKey): void {
		this.held.set(id, owner);
		this.kept.set(owner, id);
	}

	isHeldBy(id: string, owner: OwnerKey): boolean {
		return this.held.get(id) === owner;
	}

	/** The resource of the program that keeps an id, whichever other one gives it up. */
	keeperOf(id: string): OwnerUrn | undefined {
		for (const [owner, kept] of this.kept) if (kept === id && this.declared.has(owner)) return this.declared.get(owner);
		return undefined;
	}

	/** Records that an id was released in this run, and perhaps its name. */
	release(id: string, name?: string): void {
		this.released.set(id, name);
		this.adopted.delete(id);
	}

	hasReleased(id: string): boolean {
		return this.released.has(id);
	}

	/** The id that gave this name up in this run. */
	releasedWithName(name: string): string | undefined {
		return [...this.released].find(([, released]) => released === name)?.[0];
	}

	/**
	 * True for the first resource of this run that reports something about the whole program. It reports at each of its
	 * checks: a resource that is replaced is checked twice, and only what the last check finds is shown.
	 */
	isFirst(subject: string, owner: OwnerKey): boolean {
		const reporter = this.reporters.get(subject) ?? owner;
		this.reporters.set(subject, reporter);
		return reporter === owner;
	}

	private withLikeness(name: string): Set<OwnerKey> {
		const key = likeness(name);
		const owners = this.byLikeness.get(key) ?? new Set();
		this.byLikeness.set(key, owners);
		return owners;
	}

	/** The owner as its check names it; only the key when it was not checked in this run. */
	private label(owner: OwnerKey): string {
		return this.declared.get(owner) ?? owner;
	}
}
