import type { Field } from "./field";
import type { Fault } from "./text-fault";

/** Where a value of the wrong type is: in a property (0), in its list (1), or in a window (2). */
interface Place extends Pick<Field, "kind" | "textOf" | "forms"> {
	readonly depth: number;
}

/** Explains a value that lost its type: a number that was text, an object that was a Date. */
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
			problem: "is a number, and its last digits are lost already: a number keeps about 15 of an id's 18 digits",
			fix: `Copy the id from the console, not from this message. Use text, in quotes. YAML programs also read a configured value of digits as a number: pulumi config set <key> '"<id>"'.`,
		};
	}
	if (textOf !== "number") return undefined;
	return {
		problem: "is a number, so a leading 0 is lost (YAML reads an unquoted 05710000001 as octal, 790626305)",
		fix: `Use ${forms[0]}, in quotes.`,
	};
}

/** Pulumi sends an object's own properties, and some objects have none. */
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
	return kind === "whole" ? was("BigInt", "Use Number(value).") : undefined;
}

function use({ depth, forms }: Place): string {
	return `It takes ${forms[Math.min(depth, forms.length - 1)]}.`;
}
