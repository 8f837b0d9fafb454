import type { z } from "zod";
import type { Field, Properties } from "./field";
import type { Rule } from "./rule";
import type { Name } from "./values";
import type { Vocabulary, Words } from "./words";

/** What a resource is declared by. Everything else follows from it. */
export interface Declaration<T> {
	/** The type's name, as programs write it. */
	readonly name: string;
	/** The resource in a sentence: "an AI call task". */
	readonly label: string;
	/** What it is, for editors and schema.json. */
	readonly description: string;
	/** The properties that programs declare, built with definition/field.ts. */
	readonly inputs: z.ZodObject & z.ZodType<T>;
	readonly outputs: Outputs;
	/** The rest of a sentence that begins with "A change", for each thing that a change can do. */
	readonly effects: Readonly<Record<Field["change"], Effect>>;
	/** The property that names one that exists already: a resource with it is not new. */
	readonly adoptedBy?: Name<T>;
	readonly rules: readonly Rule<T>[];
	readonly words?: Words<T>;
}

/** What programs can read besides the properties. */
export interface Outputs {
	/** The id, under a name of its own. */
	readonly id: { readonly name: string; readonly description: string };
	readonly shown: z.ZodObject;
	/** The output `progress`: what it is, and its parts. */
	readonly progress?: { readonly description: string; readonly parts: z.ZodObject };
}

/** What a change does: in short, for a table, and what else there is to know. */
export interface Effect {
	readonly short: string;
	readonly more?: string;
}

/** A declaration with what follows from it. */
export interface Facts<T> extends Declaration<T> {
	readonly properties: Properties<T>;
	readonly vocabulary: Vocabulary<T>;
	/** Names that a property may have by mistake: its own, and the one of its read-back. */
	readonly spellings: ReadonlyMap<string, Name<T>>;
}
