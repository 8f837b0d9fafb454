import { agrees, type Field, meaningOf, type Properties, sameMeaning } from "./field";
import { nameIn } from "./rule";
import {
	asRecorded,
	type Checked,
	isKnown,
	type Name,
	type Raw,
	type Recorded,
	type Value,
	type Values,
} from "./values";

export interface Difference<T> {
	/** Properties that differ in meaning, unless a change of them has no effect. */
	readonly changed: readonly Name<T>[];
	/** Those of them that replace the resource. */
	readonly replacing: readonly Name<T>[];
}

/** The difference between the state and the program. An unknown value counts as different. */
export function difference<T>(properties: Properties<T>, olds: Recorded<T>, news: Checked<T>): Difference<T> {
	const changed = namesWhere(
		properties,
		(name, { change }) => change !== "nothing" && differs(properties, olds, news, name),
	);
	return { changed, replacing: changed.filter((name) => properties.get(name)?.change === "replaces") };
}

/** True if none of the changes needs a request: each is only recorded in the state. */
export function areOnlyRecorded<T>(properties: Properties<T>, changed: readonly Name<T>[]): boolean {
	return changed.every((name) => properties.get(name)?.change === "recorded");
}

/**
 * The values that reach the service, or start and stop what it does: the same text for the same meaning. Those that are
 * only recorded are left out. `undefined` if a value is not known yet.
 */
export function meaning<T>(properties: Properties<T>, values: Checked<T>): string | undefined {
	const names = namesWhere(properties, (_name, { change }) => change === "updates" || change === "replaces");
	if (names.some((name) => !isKnown(values[name]))) return undefined;
	const meant = names.flatMap((name) => {
		const field = properties.get(name);
		if (field === undefined || sameMeaning(field, values[name], undefined)) return [];
		return [[name, meaningOf(field, values[name])]];
	});
	return JSON.stringify(meant.sort());
}

export function differs<T>(properties: Properties<T>, olds: Recorded<T>, news: Checked<T>, name: Name<T>): boolean {
	const field = properties.get(name);
	if (field === undefined) return false;
	return !isKnown(news[name]) || !sameMeaning(field, olds[name], news[name]);
}

/** True if the program declares anything other than the state has, valid or not. */
export function isDeclaredOtherwise<T>(properties: Properties<T>, olds: Recorded<T>, news: Raw): boolean {
	return [...properties].some(([name, field]) => {
		const value = news.get(name);
		return !isKnown(value) || !sameMeaning(field, olds[name], value);
	});
}

/**
 * The whole configuration that an update sends. It is not published what an update does with parameters that are left
 * out. So a property that the program does not set is sent with its current value or, if the program used to set it, as
 * cleared.
 */
export function fullDefinition<T extends Values<T>>(
	properties: Properties<T>,
	olds: Recorded<T>,
	news: T,
	shown: Recorded<T>,
): Recorded<T> {
	const full = new Map<Name<T>, Value>();
	// In the model's order a property follows the one that it depends on.
	for (const [name, field] of properties) {
		const value: Value | undefined = news[name] ?? undeclared(field, olds[name], shown[name]);
		if (value !== undefined && (news[name] !== undefined || isRelevant(field, full))) full.set(name, value);
	}
	return asRecorded(full);

	function isRelevant({ onlyWhen }: Field, values: ReadonlyMap<Name<T>, Value>): boolean {
		const other = onlyWhen && nameIn(properties, onlyWhen.property);
		return other === undefined || values.get(other) === onlyWhen?.is;
	}
}

/** The value to send for a property that the program does not set. */
function undeclared(field: Field, old: Value | undefined, shown: Value | undefined): Value | undefined {
	if (field.ours) return undefined;
	// An unproven read-back may not be what was sent; sending it back could set something the user never asked for.
	const kept = field.readBackUnproven ? undefined : shown;
	return field.unset ?? (old === undefined ? kept : (field.cleared ?? kept));
}

/**
 * The properties that an update must change, compared with what the service shows or, where it shows nothing reliable,
 * with the state.
 */
export function outstanding<T>(
	properties: Properties<T>,
	olds: Recorded<T>,
	full: Recorded<T>,
	shown: Recorded<T>,
	notShown: ReadonlySet<Name<T>> = new Set(),
): Name<T>[] {
	return namesWhere(properties, (name, field) => {
		if (field.ours || field.change !== "updates" || full[name] === undefined) return false;
		const isShown = shown[name] !== undefined;
		if (isShown && agrees(field, shown[name], full[name])) return false;
		const isReliable = isShown && !field.readBackUnproven && !notShown.has(name);
		return isReliable || !sameMeaning(field, olds[name], full[name]);
	});
}

/** Properties for which the service shows another value than was sent. */
export function shownOtherwise<T>(properties: Properties<T>, sent: Recorded<T>, shown: Recorded<T>): Name<T>[] {
	return namesWhere(properties, (name, field) => {
		if (sent[name] === undefined || shown[name] === undefined) return false;
		return !agrees(field, shown[name], sent[name]);
	});
}

/** True if the service shows another value for a property that an update cannot change. */
export function needsReplacing<T>(properties: Properties<T>, shown: Recorded<T>, declared: Recorded<T>): boolean {
	return [...properties].some(([name, field]) => {
		const value: Value | undefined = declared[name] ?? field.unset;
		if (field.change !== "replaces" || value === undefined || shown[name] === undefined) return false;
		return !agrees(field, shown[name], value);
	});
}

/** True if nothing that the service shows differs from what is declared. */
export function isDefinedAs<T>(properties: Properties<T>, shown: Recorded<T>, declared: Recorded<T>): boolean {
	return (
		!needsReplacing(properties, shown, declared) && outstanding(properties, declared, declared, shown).length === 0
	);
}

function namesWhere<T>(properties: Properties<T>, isWanted: (name: Name<T>, field: Field) => boolean): Name<T>[] {
	return [...properties].flatMap(([name, field]) => (isWanted(name, field) ? [name] : []));
}
