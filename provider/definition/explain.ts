import type { z } from "zod";
import { type Property, properties } from "../tasks/model";
import { adviceFor, propertyFor, windowPartFor, zoneAdviceFor } from "../tasks/words";
import { probablyMeant } from "./did-you-mean";
import { error, type Finding } from "./finding";
import { wrongType } from "./lost-value";
import { type Fault, mistakenText } from "./text-fault";
import { unknown } from "./unknown";

type Path = readonly PropertyKey[];

const windowParts = ["startTime", "endTime"];

/** Names under which a property may be written by mistake: its own, and the one of its read-back. */
const spellings: ReadonlyMap<string, Property> = new Map(
	[...properties].flatMap(([property, { readBack }]) => [
		[property, property] as const,
		...(readBack === undefined ? [] : [[readBack.charAt(0).toLowerCase() + readBack.slice(1), property] as const]),
	]),
);

/** The value at a path of a definition; `unknown` when the path leads through an unknown value. */
export function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(inner, key) =>
			typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : inner === unknown ? unknown : undefined,
		value,
	);
}

/** A path as a program would write it: `callTime[1].endTime`. */
export function pathText(path: Path): string {
	return path.reduce<string>(
		(text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
		"",
	);
}

/** The part that was probably meant by a name that does not exist at this place. */
export function meantBy(path: Path, key: string): string | undefined {
	if (adviceAt(path, key) !== undefined) return undefined;
	if (path.length > 0) return windowPartFor(key) ?? probablyMeant(key, windowParts);
	const spelling = probablyMeant(key, [...spellings.keys()]);
	return propertyFor(key) ?? (spelling === undefined ? undefined : spellings.get(spelling));
}

/** The fix for a name of something that belongs elsewhere. */
function adviceAt(path: Path, key: string): string | undefined {
	return path.length === 0 ? adviceFor(key) : zoneAdviceFor(key);
}

/** A part that does not exist, with the one that was probably meant. */
export function unrecognized(path: Path, key: string): Finding {
	const meant = meantBy(path, key);
	const remove = path.length === 0 ? "Remove it." : "Remove it: a window has startTime and endTime only.";
	const problem = path.length === 0 ? "is not a property of an AI call task." : "is not a part of a window.";
	const fix = adviceAt(path, key) ?? (meant === undefined ? remove : `Did you mean ${meant}?`);
	return error(pathText([...path, key]), problem, fix);
}

/** What is wrong with the value at a path, and what it has to look like. */
export function explained(issue: z.core.$ZodIssue, value: unknown): Finding {
	const path = pathText(issue.path);
	const form = formAt(issue.path);
	if (value === undefined || value === null) return error(path, "is missing.", `Add ${form}.`);
	const use = `Use ${form}${quotesHint(issue.path, value)}.`;
	const fault = faultOf(issue) ?? knownMistake(issue.path, value);
	if (fault !== undefined) return error(path, `${fault.problem}.`, fault.fix ?? use);
	return error(path, `${problemOf(issue, value)}.`, `${hintOf(issue, value)}${use}`);
}

/** What the model itself says of a value. */
function faultOf(issue: z.core.$ZodIssue): Fault | undefined {
	if (issue.code !== "custom") return undefined;
	const fix: unknown = issue.params?.fix;
	return { problem: issue.message, ...(typeof fix === "string" && { fix }) };
}

/** A value that shows which mistake produced it. */
function knownMistake([property, ...rest]: Path, value: unknown): Fault | undefined {
	if (typeof value === "string") return mistakenText(value);
	const field = properties.get(property as Property);
	return field && wrongType(value, { ...field, depth: rest.length });
}

/** The form of the value at a path, in words. */
function formAt(path: Path): string {
	const forms = properties.get(path[0] as Property)?.forms ?? ["a value"];
	return forms[Math.min(path.length, forms.length) - 1] ?? forms[0];
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
	switch (issue.code) {
		case "invalid_type":
			return Number.isFinite(value) && issue.expected === "int" ? "is not a whole number" : `is ${kindOf(value)}`;
		case "invalid_union":
			return `is ${kindOf(value)}`;
		case "invalid_value":
			return typeof value === typeof issue.values[0] ? "is not one of its values" : `is ${kindOf(value)}`;
		case "too_small":
			return issue.origin === "array" || issue.origin === "string" ? "is empty" : "is too small";
		case "too_big":
			return "is too large";
		default:
			return issue.message;
	}
}

/** The word that was probably meant, when there is a choice. It is one of the published words, so it tells no secret. */
function hintOf(issue: z.core.$ZodIssue, value: unknown): string {
	if (issue.code !== "invalid_value" || typeof value !== "string") return "";
	const words = issue.values.filter((word) => typeof word === "string");
	const meant = probablyMeant(value, words);
	return meant === undefined ? "" : `Did you mean "${meant}"? `;
}

/** Text in place of a number, or the reverse, differs by its quotes only. */
function quotesHint([property, ...rest]: Path, value: unknown): string {
	const kind = rest.length > 0 ? undefined : properties.get(property as Property)?.kind;
	if (typeof value === "string" && (kind === "whole" || kind === "flag")) return ", without quotes";
	return typeof value === "number" && kind === "text" ? ", in quotes" : "";
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	if (typeof value === "string") return "a text";
	if (typeof value === "number" && !Number.isFinite(value)) return "not a number that can be sent";
	return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
