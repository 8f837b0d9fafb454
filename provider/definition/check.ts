import type { z } from "zod";
import type { Facts } from "./declaration";
import { Explanation } from "./explain";
import { errorsIn, type Finding } from "./finding";
import { InvalidInput } from "./invalid-input";
import { kinds } from "./kinds";
import { pathText, propertyIn, valueAt } from "./path";
import type { Circumstances } from "./rule";
import { type Checked, isKnown, type Name, type Raw, unknown, type Values } from "./values";

export interface CheckedInputs<T> {
	readonly findings: Finding[];
	readonly inputs: Checked<T>;
	/** The inputs, if all of them are known and have the right form. */
	readonly known: T | undefined;
}

/** Checks inputs without querying the service. Pure. */
export function checkInputs<T extends Values<T>>(
	facts: Facts<T>,
	raw: Raw,
	circumstances: Circumstances,
): CheckedInputs<T> {
	const explanation = new Explanation(facts);
	const { known, issues, misspelt, doubtful } = parsed(facts, raw, explanation);
	const findings = issues
		.filter(({ path }) => !misspelt.has(pathText(path)))
		.flatMap((issue) =>
			issue.code === "unrecognized_keys"
				? issue.keys.map((key) => explanation.unrecognized(issue.path, key))
				: explanation.explained(issue, valueAt(raw.all(), issue.path)),
		);
	// Skip rules that read a property which is already reported, misspelt or unknown, so each mistake is reported once.
	for (const rule of facts.rules) {
		if (rule.reads.some((property) => doubtful.has(property))) continue;
		const advice = (rule.advisedBy ?? []).filter((property) => !doubtful.has(property));
		const found = [rule.find(readBy(raw, [...rule.reads, ...advice]), circumstances) ?? []].flat();
		findings.push(...found);
		for (const { path, severity } of found) if (severity === "error") doubtful.add(propertyIn(path));
	}
	return { findings, inputs: inputsBut(facts, raw, doubtful), known };
}

/** The inputs by their shape, limits not checked: malformed and unknown ones are `unknown`. */
export function formedInputs<T extends Values<T>>({ properties }: Facts<T>, raw: Raw): Checked<T> {
	const values = [...properties].flatMap(([name, { kind }]) => {
		const value = raw.get(name);
		return value === undefined ? [] : [[name, isKnown(value) ? (kinds[kind].shaped(value) ?? unknown) : unknown]];
	});
	return Object.fromEntries(values) as Checked<T>;
}

interface Parsed<T> {
	readonly known: T | undefined;
	readonly issues: readonly z.core.$ZodIssue[];
	/** Paths that have no value only because their name is misspelt. */
	readonly misspelt: ReadonlySet<string>;
	/** Properties that rules must not read. */
	readonly doubtful: Set<PropertyKey>;
}

function parsed<T>(facts: Facts<T>, raw: Raw, explanation: Explanation<T>): Parsed<T> {
	const { data, error } = facts.inputs.safeParse(raw.all());
	if (error === undefined) return { known: data, issues: [], misspelt: new Set(), doubtful: new Set() };
	const issues = issuesOf(raw, error.issues);
	const misspelt = new Set(issues.flatMap((issue) => meantPlaces(explanation, raw, issue)));
	const unknowns = Object.entries(raw.all()).flatMap(([property, value]) => (isKnown(value) ? [] : [property]));
	const doubtful = new Set([...issues.flatMap(({ path }) => path.slice(0, 1)), ...misspelt, ...unknowns]);
	return { known: undefined, issues, misspelt, doubtful };
}

/** The inputs to send. Throws `InvalidInput` if a check finds errors. */
export function knownInputs<T extends Values<T>>(facts: Facts<T>, raw: Raw, now: number): T {
	const { findings, known } = checkInputs(facts, raw, { now, isNew: false });
	const errors = errorsIn(findings);
	if (errors.length > 0) throw new InvalidInput(errors);
	if (known === undefined) throw new Error("Some values are not known yet, so nothing can be sent.");
	return known;
}

/** Safe: each value has passed the check of its property. */
function readBy<T>(raw: Raw, reads: readonly Name<T>[]): Partial<T> {
	return Object.fromEntries(reads.map((name) => [name, raw.get(name)])) as Partial<T>;
}

/** Safe: each value that is not doubtful has passed the check of its property. */
function inputsBut<T>({ properties }: Facts<T>, raw: Raw, doubtful: ReadonlySet<PropertyKey>): Checked<T> {
	const values = [...properties.keys()].flatMap((name) => {
		if (doubtful.has(name)) return [[name, unknown]];
		return raw.get(name) === undefined ? [] : [[name, raw.get(name)]];
	});
	return Object.fromEntries(values) as Checked<T>;
}

/** The first issue of each path, except for paths with unknown values. */
function issuesOf(raw: Raw, issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
	const places = new Set<string>();
	return issues.filter((issue) => {
		if (issue.code === "unrecognized_keys") return true;
		const place = pathText(issue.path);
		if (places.has(place) || !isKnown(valueAt(raw.all(), issue.path))) return false;
		places.add(place);
		return true;
	});
}

function meantPlaces<T>(explanation: Explanation<T>, raw: Raw, issue: z.core.$ZodIssue): string[] {
	if (issue.code !== "unrecognized_keys") return [];
	return issue.keys.flatMap((key) => {
		const meant = explanation.meantBy(issue.path, key);
		if (meant === undefined) return [];
		const place = [...issue.path, meant];
		return valueAt(raw.all(), place) === undefined ? [pathText(place)] : [];
	});
}
