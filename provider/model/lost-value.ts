import type { Field } from "./field";
import type { Fault } from "./text-fault";

/** Where a value of the wrong type stands: in a property, in a list of it (1), or in a window (2). */
interface Place extends Pick<Field, "kind" | "textOf" | "forms"> {
	readonly depth: number;
}

/** A value of a type that tells what it was before: numbers that were texts, objects that were dates. */
export function wrongType(value: unknown, place: Place): Fault | undefined {
	if (typeof value === "number") return Number.isFinite(value) ? numberInPlaceOf(place, value) : undefined;
	if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
	if (Object.keys(value).length === 0) return emptyObject(place);
	const isPoint = place.depth === 0 && (place.kind === "instant" || place.kind === "dateTime");
	return isPoint
		? { problem: "is an object", fix: `Use text. Most objects for dates have toISOString(). ${use(place)}` }
		: undefined;
}

function numberInPlaceOf({ depth, kind, textOf, forms }: Place, value: number): Fault | undefined {
	if (depth > 0) return undefined;
	if (kind === "dateTime") {
		return {
			problem: "is a number",
			fix: `Use ${forms[0]}; of epoch milliseconds, new Date(milliseconds).toISOString().`,
		};
	}
	if (textOf === "id" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
		return {
			problem: "is a number, and its last digits are lost already: a number holds 15 of an id's 18",
			fix: "Copy the id from the console, not from here. Use it as text, in quotes.",
		};
	}
	if (textOf !== "number") return undefined;
	return {
		problem: "is a number, which has no leading 0; YAML even reads an unquoted 0571... as an octal number",
		fix: `Use ${forms[0]}, in quotes.`,
	};
}

/** Pulumi sends an object's own properties; some objects have none. */
function emptyObject(place: Place): Fault | undefined {
	const { depth, kind, textOf } = place;
	const was = (what: string, fix: string): Fault => ({
		problem: `is an empty object, which is what Pulumi makes of a ${what}`,
		fix: `${fix} ${use(place)}`,
	});
	if (depth === 2) return was("Date", "Use the time of day as text.");
	if (kind === "set" || kind === "windows")
		return depth === 0 ? was("Set or Map", "Use a list, such as [...set].") : undefined;
	if (kind === "instant" || kind === "dateTime") return was("Date", "Use its toISOString().");
	if (textOf === "id" || textOf === "number") return was("BigInt", "Use its toString().");
	return kind === "whole" ? was("BigInt", "Use Number(...) of it.") : undefined;
}

function use({ depth, forms }: Place): string {
	return `It takes ${forms[Math.min(depth, forms.length - 1)]}.`;
}
