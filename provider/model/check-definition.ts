import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { AiCallTask, type Property, properties } from "./ai-call-task";
import { error, type Finding } from "./finding";
import { launchForecast } from "./launch-forecast";
import { type Circumstances, rules } from "./rules";
import { isKnown, unknown } from "./unknown";

/** A definition as it comes in: not checked, and parts of it perhaps not known yet. */
export type Definition = Readonly<Record<string, unknown>>;

/** Everything that is wrong with a definition by itself, without asking the service. Pure. */
export function checkDefinition(definition: Definition, circumstances: Circumstances): Finding[] {
	const result = AiCallTask.safeParse(definition);
	const issues = (result.error?.issues ?? []).filter((issue) => !runsThroughUnknown(definition, issue.path));
	const doubtful = new Set<PropertyKey>(issues.flatMap((issue) => issue.path[0] ?? []));
	for (const [property, value] of Object.entries(definition)) if (!isKnown(value)) doubtful.add(property);
	const valid = definition as Partial<AiCallTask>;
	const ruled = [...rules, ...launchForecast]
		.filter(({ reads }) => reads.every((property) => !doubtful.has(property)))
		.flatMap((rule) => rule.find(valid, circumstances) ?? []);
	return [...issues.flatMap((issue) => explained(definition, issue)), ...ruled];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(inner, key) =>
			typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : inner === unknown ? unknown : undefined,
		value,
	);
}

function runsThroughUnknown(definition: Definition, path: readonly PropertyKey[]): boolean {
	return !isKnown(valueAt(definition, path));
}

/** A path as a program would write it: `callTime[1].endTime`. */
export function pathText(path: readonly PropertyKey[]): string {
	return path.reduce<string>(
		(text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
		"",
	);
}

function explained(definition: Definition, issue: z.core.$ZodIssue): Finding[] {
	if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unrecognized(definition, issue.path, key));
	const path = pathText(issue.path);
	const value = valueAt(definition, issue.path);
	const form = formAt(issue.path);
	if (value === undefined || value === null) return [error(path, "is missing.", `Add ${form}.`)];
	return [error(path, problemOf(issue, value), `Use ${form}.`)];
}

/** What stands at a path, in words, as its field says. */
function formAt(path: readonly PropertyKey[]): string {
	const forms = properties.get(path[0] as Property)?.forms ?? ["a value"];
	return forms[Math.min(path.length, forms.length) - 1] ?? forms[0];
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
	switch (issue.code) {
		case "invalid_type":
			return Number.isFinite(value) && issue.expected === "int" ? "is not a whole number." : `is ${kindOf(value)}.`;
		case "invalid_value":
			return typeof value === typeof issue.values[0]
				? "is not a value that the service knows."
				: `is ${kindOf(value)}.`;
		case "too_small":
			return issue.origin === "array" || issue.origin === "string" ? "is empty." : `is below ${issue.minimum}.`;
		case "too_big":
			return `is above ${issue.maximum}.`;
		case "invalid_union":
			return "is not a point in time that can be read.";
		default:
			return `${issue.message}.`;
	}
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	if (typeof value === "string") return "a text";
	return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A property that does not exist, with the one that was probably meant. */
function unrecognized(_definition: Definition, path: readonly PropertyKey[], key: string): Finding {
	const known = path.length === 0 ? [...properties.keys()] : ["startTime", "endTime"];
	const [nearest] = known
		.map((property) => ({ property, steps: distance(property.toLowerCase(), key.toLowerCase()) }))
		.sort((a, b) => a.steps - b.steps);
	const hint = nearest !== undefined && nearest.steps <= 2 ? `Did you mean ${nearest.property}?` : "Remove it.";
	const problem = path.length === 0 ? "is not a property of an AI call task." : "is not a part of a window.";
	return error(pathText([...path, key]), problem, hint);
}
