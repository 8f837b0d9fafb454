import type { CallWindow } from "./call-window";
import type { FileRef } from "./file-ref";

/** Marks a value that is not known yet, such as an output of a resource that does not exist. */
export const unknown: unique symbol = Symbol("value not known yet");
export type Unknown = typeof unknown;

/** What a property can hold. */
export type Value =
	| string
	| number
	| boolean
	| readonly string[]
	| readonly CallWindow[]
	| FileRef
	| readonly FileRef[]
	| Readonly<Record<string, string>>;

/** A resource's properties with their values. */
export type Values<T> = { readonly [K in keyof T]?: Value | undefined };

export type Name<T> = keyof T & string;

/** Values of a resource as the engine sent or stored them. Nothing is checked; only a definition reads them. */
export class Raw {
	readonly #values: Readonly<Record<string, unknown>>;

	constructor(values: Readonly<Record<string, unknown>>) {
		this.#values = values;
	}

	get(name: string): unknown {
		return this.#values[name];
	}

	/** Every property with its value. */
	all(): Readonly<Record<string, unknown>> {
		return this.#values;
	}
}

/** Inputs that passed every check. A value that is not known yet, or is reported as an error, is `unknown`. */
export type Checked<T> = { readonly [K in keyof T]: T[K] | Unknown };

/** What the state records or the service shows: values of the right shape, limits not checked. */
export type Recorded<T> = { readonly [K in keyof T]?: Widened<NonNullable<T[K]>> | undefined };

type Widened<V> = Value &
	(V extends string
		? string
		: V extends number
			? number
			: V extends boolean
				? boolean
				: V extends readonly string[]
					? readonly string[]
					: V extends readonly CallWindow[]
						? readonly CallWindow[]
						: V extends readonly FileRef[]
							? readonly FileRef[]
							: V extends FileRef
								? FileRef
								: Readonly<Record<string, string>>);

/** True if the value contains nothing unknown. */
export function isKnown(value: unknown): boolean {
	if (value === unknown) return false;
	if (Array.isArray(value)) return value.every(isKnown);
	if (typeof value === "object" && value !== null) return Object.values(value).every(isKnown);
	return true;
}

/** The inputs with some of them marked as unknown. */
export function withUnknown<T>(inputs: Checked<T>, names: ReadonlySet<string>): Checked<T> {
	const marked = Object.entries(inputs).map(([name, value]) => [name, names.has(name) ? unknown : value]);
	return Object.fromEntries(marked) as Checked<T>;
}

/** The inputs that are known. */
export function knownPart<T>(inputs: Checked<T>): Partial<T> {
	return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== unknown)) as Partial<T>;
}

/** Takes values that each have the shape of their property. */
export function asRecorded<T>(values: ReadonlyMap<Name<T>, Value>): Recorded<T> {
	return Object.fromEntries(values) as Recorded<T>;
}
