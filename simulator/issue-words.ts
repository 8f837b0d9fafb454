import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = { array: "a list", object: "a map", record: "a map", string: "text" };

/** What is wrong with a parameter, as the gateway might say it; messages of the schemas themselves come first. */
export function inWords(issue: z.core.$ZodRawIssue): string {
	if (issue.code === "invalid_value") return `It is one of ${issue.values.map(String).join(", ")}.`;
	if (issue.code === "unrecognized_keys") return `It has no ${issue.keys.join(", ")}.`;
	if (issue.code === "too_small") return `It holds at least ${counted(Number(issue.minimum))}.`;
	if (issue.code === "too_big") return `It holds at most ${counted(Number(issue.maximum))}.`;
	if (issue.code !== "invalid_type") return "It is out of form.";
	return issue.input === undefined ? "It is missing." : `It is ${KINDS[issue.expected] ?? issue.expected}.`;
}

/** Where within a list or map: "Element 2, startTime: "; nothing for the whole of it. */
export function placeOf(path: readonly PropertyKey[]): string {
	if (path.length === 0) return "";
	return `${path.map((part) => (typeof part === "number" ? `Element ${part + 1}` : String(part))).join(", ")}: `;
}

function counted(elements: number): string {
	return `${elements} ${elements === 1 ? "element" : "elements"}`;
}
