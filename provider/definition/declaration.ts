import type { z } from "zod";
import type { Field, Properties } from "./field";
import type { Rule } from "./rule";
import type { Name } from "./values";
import type { Vocabulary, Words } from "./words";

/** The facts that declare a resource. Everything else follows from them. */
export interface Declaration<T> {
	/** The name of the type in programs. */
	readonly name: string;
	/** The resource in a sentence: "an AI call task". */
	readonly label: string;
	/** For editors and schema.json. */
	readonly description: string;
	/** The properties that programs declare, built with definition/field.ts. */
	readonly inputs: z.ZodObject & z.ZodType<T>;
	readonly outputs: Outputs;
	/** What each kind of change does. */
	readonly effects: Readonly<Record<Field["change"], Effect>>;
	/** The property that names an existing resource to adopt: a resource with it is not new. */
	readonly adoptedBy?: Name<T>;
	/** The property that names the account of the resource: one of the configuration's; unset, the stack's own. */
	readonly account?: Name<T>;
	/**
	 * The property that is the id of the resource to which this one belongs, and a flag with which a change of it forgets
	 * the former ones. The inputs in the state keep former ids.
	 */
	readonly belongsTo?: { readonly property: Name<T>; readonly forgottenBy: Name<T> };
	readonly rules: readonly Rule<T>[];
	readonly words?: Words<T>;
}

/** What programs can read besides the inputs. */
export interface Outputs {
	/** The output that holds the id. */
	readonly id: { readonly name: string; readonly description: string };
	readonly shown: z.ZodObject;
	/** The output `progress` and its parts. */
	readonly progress?: { readonly description: string; readonly parts: z.ZodObject };
}

/** The rest of a sentence that begins with "A change": `short`, which is also for tables, and what follows it. */
export interface Effect {
	readonly short: string;
	readonly more?: string;
}

/** A declaration and what is derived from it. */
export interface Facts<T> extends Declaration<T> {
	readonly properties: Properties<T>;
	readonly vocabulary: Vocabulary<T>;
	/** Names a program may use for a property: its own, and that of its read-back. */
	readonly spellings: ReadonlyMap<string, Name<T>>;
}
