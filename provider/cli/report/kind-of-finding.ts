import { createHash } from "node:crypto";
import { listDefinition } from "../../callees/definition";
import type { Definition } from "../../definition/define-resource";
import type { Field } from "../../definition/field";
import { urnParts } from "../../definition/resource-label";
import { aiCallTaskTokens, calleeListTokens, isTokenOf } from "../../program/type-tokens";
import { taskDefinition } from "../../tasks/definition";
import type { ReportedFinding } from "./findings";

/** What a finding is about, as tools for pipelines group findings. */
export interface FindingKind {
	/** Never changes: `AiCallTask/taskCps`, `CalleeList`, `program`, or the pack and the name of a policy. */
	readonly id: string;
	readonly title: string;
	/** In Markdown. */
	readonly description: string;
}

const program: FindingKind = {
	id: "program",
	title: "Program",
	description: "The preview of the program, or a resource of another type.",
};

export function kindOf({ urn, property, policy }: ReportedFinding): FindingKind {
	if (policy !== undefined) {
		const { pack, name, description } = policy;
		return { id: `${pack}/${name}`, title: name, description: description || name };
	}
	const type = urn && urnParts(urn).types.at(-1);
	if (isTokenOf(type, aiCallTaskTokens)) return ofResource(taskDefinition, property);
	if (isTokenOf(type, calleeListTokens)) return ofResource(listDefinition, property);
	return program;
}

interface Described {
	readonly name: string;
	readonly description: string;
	readonly rules: readonly { readonly condition: string; readonly reads: readonly string[] }[];
	readonly properties: ReadonlyMap<string, Field>;
}

function ofResource<T>(definition: Definition<T>, property: string | undefined): FindingKind {
	const { name, description, rules, properties }: Described = definition;
	const field = property === undefined ? undefined : properties.get(property);
	if (property === undefined || field === undefined) return { id: name, title: name, description };
	const conditions = rules.filter(({ reads, condition }) => condition !== "" && reads.includes(property));
	return {
		id: `${name}/${property}`,
		title: field.title === undefined ? property : `${property}: ${field.title}`,
		description: [
			field.description,
			...(conditions.length === 0 ? [] : ["", ...conditions.map(({ condition }) => `* ${condition}`)]),
		].join("\n"),
	};
}

/** The same for the same finding after lines have moved; different for any two findings of a report. */
export function fingerprint(finding: ReportedFinding): string {
	const { urn = "", text, severity } = finding;
	return createHash("sha256")
		.update(JSON.stringify([kindOf(finding).id, urn, severity, text]))
		.digest("hex")
		.slice(0, 32);
}
