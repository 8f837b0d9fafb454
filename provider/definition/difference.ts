import { agrees, type Field, type Properties, sameMeaning } from "./field";
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
	/** Properties whose meaning differs, and that matter. */
	readonly changed: readonly Name<T>[];
	/** Those of them for which the resource has to be replaced. */
	readonly replacing: readonly Name<T>[];
}

/** What differs between the state and the program. A value that is not known yet counts as different. */
export function difference<T>(properties: Properties<T>, olds: Recorded<T>, news: Checked<T>): Difference<T> {
	const changed = namesWhere(
		properties,
		(name, { change }) => change !== "nothing" && differs(properties, olds, news, name),
	);
	return { changed, replacing: changed.filter((name) => properties.get(name)?.change === "replaces") };
}

export function differs<T>(properties: Properties<T>, olds: Recorded<T>, news: Checked<T>, name: Name<T>): boolean {
	const field = properties.get(name);
	if (field === undefined) return false;
	return !isKnown(news[name]) || !sameMeaning(field, olds[name], news[name]);
}

/** True when the program declares something else than the state has, right or wrong. */
export function isDeclaredOtherwise<T>(properties: Properties<T>, olds: Recorded<T>, news: Raw): boolean {
	return [...properties].some(([name, field]) => {
		const value = news.get(name);
		return !isKnown(value) || !sameMeaning(field, olds[name], value);
	});
}

/**
 * The whole configuration that an update sends. An update replaces everything, and what it does with properties that are
 * left out is not published. So a property that the program does not set is sent as the service has it now, or, when the
 * program once set it, as cleared.
 */
export function fullDefinition<T extends Values<T>>(
	properties: Properties<T>,
	olds: Recorded<T>,
	news: T,
	shown: Recorded<T>,
): Recorded<T> {
	const full = new Map<Name<T>, Value>();
	// In the model's order a property comes after the one that gives it meaning.
	for (const [name, field] of properties) {
		const value: Value | undefined = news[name] ?? undeclared(field, olds[name], shown[name]);
		if (value !== undefined && (news[name] !== undefined || hasMeaning(field, full))) full.set(name, value);
	}
	return asRecorded(full);

	function hasMeaning({ onlyWhen }: Field, values: ReadonlyMap<Name<T>, Value>): boolean {
		const other = onlyWhen && nameIn(properties, onlyWhen.property);
		return other === undefined || values.get(other) === onlyWhen?.is;
	}
}

/** What is sent of a property that the program does not set. */
function undeclared(field: Field, old: Value | undefined, shown: Value | undefined): Value | undefined {
	if (field.ours) return undefined;
	// An unproven read-back may not be what was sent; sending it back could set something the user never asked for.
	const kept = field.readBackUnproven ? undefined : shown;
	return field.unset ?? (old === undefined ? kept : (field.cleared ?? kept));
}

/**
 * The properties that an update has to change: by what the service shows, or, where it shows nothing or its read-back
 * cannot be trusted, by the state.
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

/** Properties that were sent and of which the service shows another value. */
export function shownOtherwise<T>(properties: Properties<T>, sent: Recorded<T>, shown: Recorded<T>): Name<T>[] {
	return namesWhere(properties, (name, field) => {
		if (sent[name] === undefined || shown[name] === undefined) return false;
		return !agrees(field, shown[name], sent[name]);
	});
}

/** True when the service shows another value of a property that no update changes. */
export function needsReplacing<T>(properties: Properties<T>, shown: Recorded<T>, declared: Recorded<T>): boolean {
	return [...properties].some(([name, field]) => {
		const value: Value | undefined = declared[name] ?? field.unset;
		if (field.change !== "replaces" || value === undefined || shown[name] === undefined) return false;
		return !agrees(field, shown[name], value);
	});
}

/** True when nothing that the service shows differs from what is declared. */
export function isDefinedAs<T>(properties: Properties<T>, shown: Recorded<T>, declared: Recorded<T>): boolean {
	return (
		!needsReplacing(properties, shown, declared) && outstanding(properties, declared, declared, shown).length === 0
	);
}

function namesWhere<T>(properties: Properties<T>, isWanted: (name: Name<T>, field: Field) => boolean): Name<T>[] {
	return [...properties].flatMap(([name, field]) => (isWanted(name, field) ? [name] : []));
}
