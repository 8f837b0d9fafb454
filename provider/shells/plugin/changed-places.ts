import { isDeepStrictEqual } from "node:util";
import { part } from "../../definition/part";

export type ChangeKind = "add" | "update" | "delete";

/**
 * The places in a property where it differs, each with the kind of its change: `callTime[0].startTime` where two lists are
 * as long as each other, or else the whole property.
 */
export function changedPlaces(name: string, before: unknown, after: unknown): ReadonlyMap<string, ChangeKind> {
	const places = new Map(differing(name, before, after));
	// The run state of a task differs although its declaration does not.
	return places.size === 0 ? new Map([[name, "update"]]) : places;
}

function differing(path: string, before: unknown, after: unknown): (readonly [string, ChangeKind])[] {
	if (isDeepStrictEqual(before, after)) return [];
	if (before === undefined) return [[path, "add"]];
	if (after === undefined) return [[path, "delete"]];
	if (Array.isArray(before) && Array.isArray(after)) {
		if (before.length !== after.length) return [[path, "update"]];
		return before.flatMap((one, index) => differing(`${path}[${index}]`, one, after[index]));
	}
	const keys = new Set([...keysOf(before), ...keysOf(after)]);
	if (keys.size === 0) return [[path, "update"]];
	return [...keys].flatMap((key) => differing(`${path}.${key}`, part(before, key), part(after, key)));
}

/** The members of a plain object. A file is one value, and the names of columns may be no paths. */
function keysOf(value: unknown): string[] {
	if (typeof value !== "object" || value === null || part(value, "hash") !== undefined) return [];
	const keys = Object.keys(value);
	return keys.every((key) => /^\w+$/.test(key)) ? keys : [];
}
