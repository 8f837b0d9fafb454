import type { CallWindow } from "./call-window";
import type { Facts } from "./declaration";
import { effectOf } from "./effect";
import { agrees, type Field, type Properties } from "./field";
import { asPreciseAs, kinds } from "./kinds";
import { part } from "./part";
import { nameIn } from "./rule";
import { asRecorded, type Name, type Raw, type Recorded, type Value } from "./values";

/** An output that Pulumi does not display: the names of properties that differ from the last update, as of the last refresh. */
const driftedKey = "__drifted";

/** Another one, always a secret: the values that the program gave to these properties. */
export const declaredKey = "__declared";

/** What a refresh has found to differ from the last update. */
export interface Drift<T> {
	readonly names: ReadonlySet<Name<T>>;
	/** Their values as the program declared them, without those that it did not set. */
	readonly declared: Recorded<T>;
}

export function noDrift<T>(): Drift<T> {
	return { names: new Set(), declared: {} };
}

/** The names of the properties that someone changed since the last update, from the outputs of a resource in the state. */
export function driftIn(outputs: Raw): readonly string[] {
	const names = outputs.get(driftedKey);
	return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** The outputs that record drift: none if there is none. */
export function driftOutputs<T>({ names, declared }: Drift<T>): Readonly<Record<string, unknown>> {
	return {
		...(names.size > 0 && { [driftedKey]: [...names] }),
		...(Object.keys(declared).length > 0 && { [declaredKey]: declared }),
	};
}

/** The definition of the last update: drifted properties with the values that the program gave them. */
export function beforeDrift<T>(properties: Properties<T>, definition: Recorded<T>, drift: Drift<T>): Recorded<T> {
	const kept = [...properties.keys()].filter((name) => !drift.names.has(name));
	return { ...picked(definition, kept), ...drift.declared };
}

/** The values of some properties. */
export function picked<T>(values: Recorded<T>, names: Iterable<Name<T>>): Recorded<T> {
	const found = new Map<Name<T>, Value>();
	for (const name of names) {
		const value: Value | undefined = values[name];
		if (value !== undefined) found.set(name, value);
	}
	return asRecorded(found);
}

/**
 * What an update does about properties that someone changed: a sentence for each kind of effect. Names that are no
 * properties are left out.
 */
export function aboutDrift<T>(facts: Pick<Facts<T>, "properties" | "effects">, names: readonly string[]): string[] {
	const known = names.flatMap((name) => nameIn(facts.properties, name) ?? []);
	const effects = new Map<string, Name<T>[]>();
	for (const name of known) {
		const { short, more } = effectOf(facts, name);
		effects.set(short + more, [...(effects.get(short + more) ?? []), name]);
	}
	const risks = known.flatMap((name) => facts.properties.get(name)?.ifDrifted ?? []);
	return [
		...[...effects].map(([effect, alike]) => `pulumi up sets ${alike.join(", ")} back, which ${effect}.`),
		...risks.map((risk) => `Until then, ${risk}.`),
	];
}

/** Where a value differs, as a program would write it: `taskCps`, or `callTime[0].startTime` in a list of as many windows. */
export function changedPlaces(name: string, field: Field, declared: unknown, shown: unknown): string[] {
	const [before, now] = [asPreciseAs(shown, declared), shown].map(windowsIn);
	if (field.kind !== "windows" || before === undefined || now === undefined || before.length !== now.length)
		return [name];
	const without = (some: readonly CallWindow[], others: readonly CallWindow[]) =>
		inOrder(some.filter((window) => !others.some((other) => agrees(field, [other], [window]))));
	const [changed, others] = [without(before, now), without(now, before)];
	if (changed.length !== others.length) return [name];
	const places = changed.flatMap((window, at) =>
		(["startTime", "endTime"] as const).flatMap((end) =>
			window[end] === others[at]?.[end] ? [] : [`${name}[${before.indexOf(window)}].${end}`],
		),
	);
	return places.length === 0 ? [name] : places;
}

function windowsIn(value: unknown): readonly CallWindow[] | undefined {
	const windows = kinds.windows.shaped(value);
	return Array.isArray(windows) ? windows.filter(isWindow) : undefined;
}

function isWindow(value: unknown): value is CallWindow {
	return typeof part(value, "startTime") === "string" && typeof part(value, "endTime") === "string";
}

function inOrder(windows: readonly CallWindow[]): CallWindow[] {
	return [...windows].sort((a, b) => (a.startTime < b.startTime ? -1 : 1));
}
