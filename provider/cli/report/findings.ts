import { listDefinition } from "../../callees/definition";
import { isClosingLine } from "../../definition/closing-line";
import { urnParts } from "../../definition/resource-label";
import { taskDefinition } from "../../tasks/definition";
import type { Message, Policy } from "./messages";
import type { Place } from "./place";

/** An error or a warning of the preview. */
export interface ReportedFinding {
	readonly severity: "error" | "warning";
	/** Without secrets and phone numbers. */
	readonly text: string;
	/** The resource that it is about; `undefined` if it is about the program. */
	readonly urn: string | undefined;
	/** Of the resource, in the program. */
	readonly name: string | undefined;
	readonly place: Place | undefined;
	/** The property that it is about. */
	readonly property: string | undefined;
	/** The policy that is not followed. */
	readonly policy?: Policy | undefined;
}

const properties = new Set<string>([...taskDefinition.properties.keys(), ...listDefinition.properties.keys()]);

/** The findings among the messages: errors first, then in the order of the program. */
export function findingsIn(
	messages: readonly Message[],
	places: ReadonlyMap<string, Place | undefined>,
): ReportedFinding[] {
	const all = messages.flatMap(({ urn, severity, text, policy }): ReportedFinding[] => {
		if (severity === "note" || isClosingLine(text)) return [];
		const [word = ""] = /^\w+/.exec(text) ?? [];
		const property = properties.has(word) ? word : undefined;
		const place = urn === undefined ? undefined : places.get(urn);
		return [{ severity, text, urn, name: urn && urnParts(urn).name, place, property, policy }];
	});
	const rank = { error: 0, warning: 1 };
	return all.sort((a, b) => rank[a.severity] - rank[b.severity] || byPlace(a.place, b.place));
}

/** The order of the program: by file, then by line. What has no place is last. */
export function byPlace(a: Place | undefined, b: Place | undefined): number {
	if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
	return a.file.localeCompare(b.file) || a.line - b.line;
}
