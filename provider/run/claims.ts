import { likeness } from "../definition/characters";
import type { Raw } from "../definition/values";
import { type OwnerKey, type OwnerUrn, ownerKeyOf } from "./owner";

/** What a resource of the program declares. */
export interface DeclaredInputs {
	readonly inputs: Raw;
	/** The resource whose id it uses: the task of a list. */
	readonly belongsTo: OwnerKey | undefined;
	/** The properties that reach the service, the same text for the same meaning; `undefined` if some are not known yet. */
	meaning(): string | undefined;
}

/** What resources claim whatever their account. */
class Run {
	/** Resources of the program, from their checks. */
	readonly declared = new Map<OwnerKey, OwnerUrn>();
	/** The inputs in the state of each checked resource. */
	readonly before = new Map<OwnerKey, Raw>();
	readonly inputs = new Map<OwnerKey, DeclaredInputs>();
	/** The id that each resource of the program has after the run, and the claims of its account. */
	readonly remaining = new Map<OwnerKey, { readonly id: string; readonly account: Claims }>();
	readonly deleted = new Set<OwnerKey>();
	/** Fingerprints of launches that are not confirmed, by what launches. */
	readonly launches = new Map<string, string>();
}

/**
 * What the resources of one run claim in one account. A run is one operation of the engine, and ends with the provider
 * process.
 */
export class Claims {
	private readonly run: Run;
	private readonly places = new Map<string, OwnerKey>();
	private readonly created = new Set<string>();
	private readonly names = new Map<OwnerKey, string>();
	private readonly byLikeness = new Map<string, Set<OwnerKey>>();
	/** The resource that each id belongs to, by the state or because this run created or adopted it. */
	private readonly owners = new Map<string, OwnerKey>();
	private readonly adopted = new Map<string, OwnerKey>();
	/** Ids that a resource of the program should have got, itself or its name, but could not. */
	private readonly missed = new Map<string, OwnerKey>();
	/** Ids released in this run, with the name that each freed. */
	private readonly released = new Map<string, string | undefined>();
	/** Ids that deleted or replaced resources had adopted. */
	private readonly adoptedBefore = new Set<string>();
	private readonly reporters = new Map<string, OwnerKey>();

	/** `other`: the claims in another account of the same run. */
	constructor(other?: Claims) {
		this.run = other?.run ?? new Run();
	}

	/** Records a resource of the program. One that is new or being replaced no longer has its old id. */
	declare(owner: OwnerUrn, isNew: boolean): OwnerKey {
		const key = ownerKeyOf(owner);
		this.run.declared.set(key, owner);
		if (isNew) this.run.remaining.delete(key);
		return key;
	}

	/** Records what a resource of the program declares, and the resource that it belongs to. */
	recordDeclared(owner: OwnerKey, declared: DeclaredInputs): void {
		this.run.inputs.set(owner, declared);
	}

	/** What a resource of the program declares; `undefined` if it was not checked in this run. */
	declaredInputs(owner: OwnerKey): DeclaredInputs | undefined {
		return this.run.inputs.get(owner);
	}

	/** Records that a resource is the only one of its kind for something. Returns another resource that is. */
	claimPlace(place: string, owner: OwnerKey): string | undefined {
		const other = this.places.get(place) ?? owner;
		this.places.set(place, other);
		return other === owner ? undefined : this.label(other);
	}

	/** The resource of the program that has a place. */
	holderOfPlace(place: string): OwnerUrn | undefined {
		const owner = this.places.get(place);
		return owner && this.run.declared.get(owner);
	}

	/** Records an id that this run created: no other run has used it. */
	recordCreated(id: string): void {
		this.created.add(id);
	}

	wasCreated(id: string): boolean {
		return this.created.has(id);
	}

	/** Records that a resource was deleted. */
	recordDeleted(owner: OwnerKey): void {
		this.run.deleted.add(owner);
	}

	/**
	 * Deleted resources that the program does not declare. What it removes is deleted after everything is created, so until
	 * then these are being replaced under another name: --replace and a taint replace without a diff, which would show it.
	 */
	deletedUndeclared(): OwnerKey[] {
		return [...this.run.deleted].filter((owner) => !this.run.declared.has(owner));
	}

	/** Records the inputs in the state of a resource: a replacement is checked again, without them. */
	recordInputs(owner: OwnerKey, olds: Raw): void {
		this.run.before.set(owner, olds);
	}

	/** The inputs in the state of a resource that was checked before. */
	inputsBefore(owner: OwnerKey): Raw | undefined {
		return this.run.before.get(owner);
	}

	/** Records that a resource declares a name. Returns the others that declare it, or a name that looks the same. */
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

	/** True if a resource of the program declares the name. */
	isDeclaredName(name: string): boolean {
		return [...this.withLikeness(name)].some((owner) => this.names.get(owner) === name.trim());
	}

	/** Records that a resource adopts an id. Returns another resource that does, too. */
	claimAdoption(id: string, owner: OwnerKey): string | undefined {
		const other = this.adopted.get(id) ?? owner;
		this.adopted.set(id, other);
		return other === owner ? undefined : this.label(other);
	}

	/** Records that a deleted or replaced resource had adopted the id: its replacement does not adopt it again. */
	recordAdoption(id: string): void {
		this.adoptedBefore.add(id);
	}

	/** True if a deleted or replaced resource had adopted the id. */
	wasAdopted(id: string): boolean {
		return this.adoptedBefore.has(id);
	}

	/** Records that a resource should have got an id, or its name, but could not. */
	recordMissed(id: string, owner: OwnerKey): void {
		this.missed.set(id, owner);
	}

	/** The resource that should have got the id, or its name, but could not. */
	missedBy(id: string): string | undefined {
		const owner = this.missed.get(id);
		return owner && this.label(owner);
	}

	/** Records the resource that an id belongs to, by the state or because this run created or adopted it. */
	recordOwner(id: string, owner: OwnerKey): void {
		this.owners.set(id, owner);
		this.run.remaining.set(owner, { id, account: this });
	}

	/** Records the owner of an id that is imported, unless the id belongs to another resource: returns that one. */
	recordDistinctOwner(id: string, owner: OwnerUrn): string | undefined {
		const [key, before] = [ownerKeyOf(owner), this.owners.get(id)];
		if (before !== undefined && before !== key) return this.label(before);
		this.run.declared.set(key, owner);
		this.recordOwner(id, key);
		return undefined;
	}

	/** The resource that an id belongs to; `undefined` if this run has not seen it. */
	ownerOf(id: string): OwnerKey | undefined {
		return this.owners.get(id);
	}

	isOwnedBy(id: string, owner: OwnerKey): boolean {
		return this.owners.get(id) === owner;
	}

	/** The resource of the program that has the id after the run, even if another one with it is deleted. */
	declaredOwnerOf(id: string): OwnerUrn | undefined {
		for (const [owner, { id: idOfOwner, account }] of this.run.remaining) {
			if (idOfOwner === id && account === this && this.run.declared.has(owner)) return this.run.declared.get(owner);
		}
		return undefined;
	}

	/** Records that an id was released in this run, and its name if that was freed. */
	release(id: string, name?: string): void {
		this.released.set(id, name);
		this.adopted.delete(id);
	}

	hasReleased(id: string): boolean {
		return this.released.has(id);
	}

	/** The id that freed this name in this run. */
	releasedWithName(name: string): string | undefined {
		return [...this.released].find(([, released]) => released === name)?.[0];
	}

	/**
	 * True for the first resource that reports on a subject of the whole account, in each of its checks: a replaced
	 * resource is checked twice, and only the findings of the last check are shown.
	 */
	isFirst(subject: string, owner: OwnerKey): boolean {
		const reporter = this.reporters.get(subject) ?? owner;
		this.reporters.set(subject, reporter);
		return reporter === owner;
	}

	/** Records a launch that is not confirmed. Returns the fingerprints of those recorded before, and its own. */
	recordLaunch(launcher: string, fingerprint: string): readonly string[] {
		this.run.launches.set(launcher, fingerprint);
		const found = [...this.run.launches.values()];
		return found.slice(0, [...this.run.launches.keys()].indexOf(launcher) + 1);
	}

	private withLikeness(name: string): Set<OwnerKey> {
		const key = likeness(name);
		const owners = this.byLikeness.get(key) ?? new Set();
		this.byLikeness.set(key, owners);
		return owners;
	}

	/** The owner's URN; the key if it was not checked in this run. */
	private label(owner: OwnerKey): string {
		return this.run.declared.get(owner) ?? owner;
	}
}
