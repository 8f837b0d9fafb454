import type { Definition } from "../definition/define-resource";
import type { Finding } from "../definition/finding";
import type { Checked, Name, Raw, Recorded } from "../definition/values";
import type { Context } from "./context";
import type { OwnerKey } from "./owner";

/** A resource of a program, as its inputs were checked. */
export interface Declared<T> {
	readonly owner: OwnerKey;
	readonly news: Checked<T>;
	/** The inputs in the state; `undefined` for a resource that is created or replaced. */
	readonly olds: Recorded<T> | undefined;
	/** The inputs in the state of a resource that is being replaced. */
	readonly replaced: Recorded<T> | undefined;
}

export interface Diff<T> {
	readonly changed: boolean;
	/** The properties for which the resource has to be replaced. */
	readonly replacing: readonly Name<T>[];
}

export interface Created<S> {
	readonly id: string;
	readonly state: S;
	/** The resource exists, but this failed afterwards. */
	readonly incomplete?: Error;
}

export interface Read<T, S> {
	/** The properties with what the service shows where that differs in meaning. */
	readonly definition: Recorded<T>;
	readonly drifted: boolean;
	readonly state: S;
}

export interface Listed {
	readonly id: string;
	readonly name: string;
}

/**
 * Everything that a resource does: what each shell, report and export is written against. `T` is what a program declares,
 * `S` what the state keeps of it.
 */
export interface Resource<T, S> {
	readonly definition: Definition<T>;

	/** The state behind a resource's outputs. */
	stateIn(outputs: Raw): S;

	/** The outputs that the state is kept in: plain JSON. */
	outputsOf(id: string, state: S): Readonly<Record<string, unknown>>;

	/** Records what a program declares, and returns what its resources claim from each other. Sends nothing. */
	declare?(context: Context, declared: Declared<T>): readonly Finding[];

	/** What the account says about the declared resource, and what will happen to it. Reads only. */
	preview?(context: Context, declared: Declared<T>): Promise<readonly Finding[]>;

	/** Whether an update or a replacement is due. Sends nothing. */
	diff(context: Context, id: string, olds: S, news: Checked<T>): Diff<T>;

	/** Creates the resource, or continues what an earlier run began. */
	create(context: Context, owner: OwnerKey, inputs: T): Promise<Created<S>>;

	/** The resource as it is now; `undefined` when it is gone. */
	read(context: Context, id: string, olds: S): Promise<Read<T, S> | undefined>;

	update(context: Context, change: { id: string; olds: S; news: T }): Promise<S>;

	/** Removes the resource from the service as far as the service allows. One that is gone is a success. */
	delete(context: Context, id: string, olds: S): Promise<void>;

	/** The resources of this type in the account, whoever made them. */
	list(context: Context): Promise<readonly Listed[]>;
}
