import type { Definition } from "../definition/define-resource";
import type { Finding } from "../definition/finding";
import type { Checked, Name, Raw, Recorded } from "../definition/values";
import type { Context } from "./context";
import type { Launch } from "./launch";
import type { OwnerKey } from "./owner";

/** A resource of a program, as its inputs were checked. */
export interface Declared<T> {
	readonly owner: OwnerKey;
	readonly news: Checked<T>;
	/** The inputs in the state; `undefined` for a resource that is being created or replaced. */
	readonly olds: Recorded<T> | undefined;
	/** The inputs in the state of a resource that is being replaced. */
	readonly replaced: Recorded<T> | undefined;
	/** The ids of the resources that it belonged to before, each with its account. */
	readonly former: readonly string[];
}

export interface Diff<T> {
	readonly changed: boolean;
	/** The properties that differ: none if only an earlier run has to be finished. */
	readonly properties: readonly Name<T>[];
	/** The properties that replace the resource. */
	readonly replacing: readonly Name<T>[];
	/** The program has the values that the last refresh recorded as drift: an update only records that. */
	readonly acceptsDrift?: boolean;
	/** What a preview says about the drift that the state records. */
	readonly notes?: readonly Finding[];
}

export interface Created<S> {
	readonly id: string;
	readonly state: S;
	/** The error of a step after the creation: the resource exists. */
	readonly incomplete?: Error;
}

export interface Updated<S> {
	readonly state: S;
	/** The error that ended the update: the state records what was done before it. */
	readonly incomplete?: Error;
}

export interface Read<T, S> {
	/** The properties, with the service's values if they differ in meaning. */
	readonly definition: Recorded<T>;
	/** True if they are others than in the state: something differs from the last update, or no longer does. */
	readonly drifted: boolean;
	readonly state: S;
}

/** A resource of the account, as the service lists it. */
export interface Listed {
	readonly id: string;
	readonly name: string;
	readonly status?: string | undefined;
	/** The agent that speaks, by its id. */
	readonly agent?: string | undefined;
	/** Epoch milliseconds. */
	readonly createdAt?: number | undefined;
	/** What only the list shows of the definition. `read` takes it as the state of a resource that no stack manages. */
	readonly shown?: Readonly<Record<string, unknown>>;
}

/**
 * What an interrupted run may have left in the account for a declared resource: found by the name, with the state that
 * the run would have recorded, or with the reason why it is something else.
 */
export type LeftBehind<S> =
	| { readonly listed: Listed; readonly state: S }
	| { readonly listed: Listed; readonly reason: string }
	/** Inputs without which it cannot be found, or compared. */
	| { readonly listed?: Listed; readonly unknown: readonly string[] };

/**
 * The verbs of a resource. Every shell, report and export uses this interface and knows no resource. `T` is what a
 * program declares, `S` what the state records.
 */
export interface Resource<T, S> {
	readonly definition: Definition<T>;

	/** Reads the state from a resource's outputs. */
	stateIn(outputs: Raw): S;

	/** The outputs that record the state, as plain JSON. */
	outputsOf(id: string, state: S): Readonly<Record<string, unknown>>;

	/**
	 * Records a declared resource. Returns its conflicts with others of the program, and what is wrong with files that it
	 * names. Sends nothing.
	 */
	declare?(context: Context, declared: Declared<T>): readonly Finding[] | Promise<readonly Finding[]>;

	/** Findings from the account, and what will happen to the resource. Only queries. */
	preview?(context: Context, declared: Declared<T>): Promise<readonly Finding[]>;

	/** What an update makes begin: the import of people, or a campaign. Only queries, and only if launches have a limit. */
	launch?(context: Context, declared: Declared<T>): Promise<Launch | undefined>;

	/** Whether the resource needs an update or a replacement. Sends nothing. */
	diff(context: Context, id: string, olds: S, news: Checked<T>): Diff<T>;

	/** Creates the resource, or continues what an earlier run began. */
	create(context: Context, owner: OwnerKey, inputs: T): Promise<Created<S>>;

	/**
	 * The resource now; `undefined` if it is gone. Of one that no stack manages, everything that the service shows.
	 */
	read(context: Context, id: string, olds: S): Promise<Read<T, S> | undefined>;

	update(context: Context, change: { owner: OwnerKey; id: string; olds: S; news: T }): Promise<Updated<S>>;

	/** Deletes the resource, as far as the service allows. One that is already gone is a success. */
	delete(context: Context, id: string, olds: S): Promise<void>;

	/**
	 * The resource of the account that an import names, by its id or name. Only queries. Without this verb it is the id.
	 */
	find?(context: Context, idOrName: string): Promise<Listed>;

	/** All resources of this type in the account. */
	list(context: Context): Promise<readonly Listed[]>;

	/**
	 * What an interrupted run, of which no journal remains, may have left for a declared resource that the stack does not
	 * have; `undefined` if the account has nothing with its name. `said` is what the preview reported about the resource.
	 */
	leftBehind?(context: Context, news: Checked<T>, said: readonly string[]): Promise<LeftBehind<S> | undefined>;

	/** How a finding reads if another resource of the program, by its URN, has what it is about. */
	heldByDeclared?(finding: Finding, urn: string): Partial<Finding>;

	/** True for a name that `delete` leaves in the account, where the service cannot delete. */
	isReleased?(name: string): boolean;
}
