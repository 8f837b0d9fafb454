import type { z } from "zod";
import { conditions } from "../tasks/conditions";
import { AiCallTask } from "../tasks/model";
import type { Circumstances } from "../tasks/rules";
import { explained, meantBy, pathText, unrecognized, valueAt } from "./explain";
import type { Finding } from "./finding";
import { isKnown } from "./unknown";

/** A definition as it comes in: not checked, and parts of it perhaps not known yet. */
export type Definition = Readonly<Record<string, unknown>>;

/** Everything that is wrong with a definition by itself, without asking the service. Pure. */
export function checkDefinition(definition: Definition, circumstances: Circumstances): Finding[] {
	const issues = issuesOf(definition);
	const misspelt = new Set(issues.flatMap((issue) => meantPlaces(definition, issue)));
	const findings = issues
		.filter(({ path }) => !misspelt.has(pathText(path)))
		.flatMap((issue) =>
			issue.code === "unrecognized_keys"
				? issue.keys.map((key) => unrecognized(issue.path, key))
				: explained(issue, valueAt(definition, issue.path)),
		);
	// Skip rules that read a property which is already reported, misspelt or unknown: each mistake is reported once.
	const doubtful = new Set<PropertyKey>([...issues.flatMap(({ path }) => path.slice(0, 1)), ...misspelt]);
	for (const [property, value] of Object.entries(definition)) if (!isKnown(value)) doubtful.add(property);
	for (const { reads, find } of conditions) {
		if (reads.some((property) => doubtful.has(property))) continue;
		const found = [find(definition, circumstances) ?? []].flat();
		findings.push(...found);
		for (const { path, severity } of found) if (severity === "error") doubtful.add(propertyIn(path));
	}
	return findings;
}

/** The first issue of each place; nothing that is not known yet is judged. */
function issuesOf(definition: Definition): z.core.$ZodIssue[] {
	const places = new Set<string>();
	return (AiCallTask.safeParse(definition).error?.issues ?? []).filter((issue) => {
		if (issue.code === "unrecognized_keys") return true;
		const place = pathText(issue.path);
		if (places.has(place) || !isKnown(valueAt(definition, issue.path))) return false;
		places.add(place);
		return true;
	});
}

/** Places that are empty only because the name is misspelt. */
function meantPlaces(definition: Definition, issue: z.core.$ZodIssue): string[] {
	if (issue.code !== "unrecognized_keys") return [];
	return issue.keys.flatMap((key) => {
		const meant = meantBy(issue.path, key);
		if (meant === undefined) return [];
		const place = [...issue.path, meant];
		return valueAt(definition, place) === undefined ? [pathText(place)] : [];
	});
}

function propertyIn(path: string): string {
	return path.split(/[.[]/, 1).join();
}
