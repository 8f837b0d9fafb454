import type { Definition } from "./define-resource";
import { type Field, sameMeaning } from "./field";
import { errorsIn, type Finding, sentence } from "./finding";
import { kinds } from "./kinds";
import { propertyIn } from "./path";
import { nameIn } from "./rule";
import { type Name, Raw, type Recorded, type Value, type Values } from "./values";

/** An existing resource as a program declares it. */
export interface Expressed {
	/** The properties in the order of the model. */
	readonly values: ReadonlyMap<string, Value>;
	/** Properties without a value that the program must have: why, by property. */
	readonly toFill: ReadonlyMap<string, string>;
	/** Declared with what the service shows, without proof that this is what was sent. */
	readonly unproven: readonly string[];
	/** Not declared, although the service shows something: what, and why, by property. */
	readonly leftOut: ReadonlyMap<string, LeftOut>;
}

export interface LeftOut {
	readonly shown: Value;
	readonly reason: string;
}

/** Why a program cannot declare a resource as it is. */
export interface Inexpressible {
	readonly reasons: readonly string[];
}

/** What is to be said of a declared value that is not proven to be what was sent. */
export function unprovenText(property: string, readBack = "another field"): string {
	return `${property} is what the service shows as ${readBack}. It is not proven to be what was sent: check it in the console.`;
}

export function isExpressed(one: Expressed | Inexpressible): one is Expressed {
	return "values" in one;
}

/** Values of properties that the service does not show, the same for every resource. */
export type Fill = ReadonlyMap<string, Value>;

/**
 * The properties with which a program declares a resource as the service shows it. The definition's own checks decide:
 * what they miss is filled in or left to fill, and what they refuse is left to the service, or cannot be declared.
 */
export function expressed<T extends Values<T>>(
	definition: Definition<T>,
	shown: Recorded<T>,
	{ fill, now }: { readonly fill: Fill; readonly now: number },
): Expressed | Inexpressible {
	const draft = draftOf(definition, shown);
	for (;;) {
		const values = inOrder(definition, draft.values);
		const found = errorsIn(definition.check(new Raw(Object.fromEntries(values)), { now, isNew: false }).findings);
		const open = found.filter(({ path }) => !draft.toFill.has(propertyIn(path)));
		if (open.length === 0) return { ...draft, values, unproven: [...draft.unproven], leftOut: leftOutOf(draft) };
		const reasons = open.flatMap((finding) => resolved(definition, draft, fill, finding) ?? []);
		if (reasons.length > 0) return { reasons: [...new Set(reasons)] };
	}
}

interface Draft {
	readonly values: Map<string, Value>;
	/** Shown, but not proven to be what was sent, and not declared. */
	readonly candidates: Map<string, Value>;
	readonly unproven: Set<string>;
	readonly refused: Map<string, LeftOut>;
	readonly toFill: Map<string, string>;
}

function draftOf<T extends Values<T>>({ properties, account }: Definition<T>, shown: Recorded<T>): Draft {
	const [values, candidates] = [new Map<string, Value>(), new Map<string, Value>()];
	// In the model's order a property follows the one that it depends on.
	for (const [name, field] of properties) {
		const value: Value | undefined = shown[name];
		if (value === undefined || (name !== account && !hasEffect(field, value))) continue;
		(field.readBackUnproven ? candidates : values).set(name, kinds[field.kind].written(value));
	}
	return { values, candidates, unproven: new Set(), refused: new Map(), toFill: new Map() };

	function hasEffect(field: Field, value: Value): boolean {
		if (field.ours || (field.unset !== undefined && sameMeaning(field, value, field.unset))) return false;
		const { onlyWhen } = field;
		const other = onlyWhen && nameIn(properties, onlyWhen.property);
		return other === undefined || (values.get(other) ?? properties.get(other)?.unset) === onlyWhen?.is;
	}
}

/** Changes the draft so that a check no longer has this finding. Returns a reason if that is not possible. */
function resolved<T extends Values<T>>(
	{ inputs, properties }: Definition<T>,
	draft: Draft,
	fill: Fill,
	finding: Finding,
): string | undefined {
	const { values, candidates, unproven, refused, toFill } = draft;
	const property = propertyIn(finding.path);
	// Without the fix, which is for a program.
	const problem = sentence({ ...finding, fix: "" });
	const value = values.get(property);
	if (value !== undefined) {
		if (inputs.shape[property]?.safeParse(undefined).success !== true) return problem;
		values.delete(property);
		refused.set(property, { shown: value, reason: problem });
		return undefined;
	}
	const before = refused.get(property);
	if (before !== undefined) return before.reason;
	if (nameIn(properties, property) === undefined) return problem;
	const candidate = candidates.get(property);
	const found = fill.get(property) ?? candidate;
	if (found === undefined) toFill.set(property, sentence(finding));
	else values.set(property, found);
	if (candidate !== undefined && !fill.has(property)) unproven.add(property);
	return undefined;
}

function leftOutOf({ values, candidates, refused }: Draft): ReadonlyMap<string, LeftOut> {
	const reason = "it is not proven that the service shows what was sent. Declare it if the console has it, too.";
	const unproven = [...candidates].filter(([name]) => !values.has(name) && !refused.has(name));
	return new Map([...refused, ...unproven.map(([name, shown]) => [name, { shown, reason }] as const)]);
}

function inOrder<T extends Values<T>>(
	{ properties }: Definition<T>,
	values: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
	const names: readonly Name<T>[] = [...properties.keys()];
	return new Map(
		names.flatMap((name) => {
			const value = values.get(name);
			return value === undefined ? [] : [[name, value] as const];
		}),
	);
}
