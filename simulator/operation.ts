import type { z } from "zod";
import { invalidParameter, missingParameter } from "./refusals";
import type { Service } from "./service";

/** An operation of the service, taking the parameters as they are on the wire. */
export interface Operation {
	readonly action: string;
	/** Returns the Data of the answer, or throws a refusal. */
	run(service: Service, parameters: Readonly<Record<string, string>>, isAnswerLost?: boolean): unknown;
}

interface Definition<Parameters extends z.ZodObject> {
	readonly action: string;
	/** Reads the parameters from text. Unknown ones are ignored, as the gateway does. */
	readonly parameters: Parameters;
	/** `isAnswerLost`: a fault keeps the answer from the client. */
	run(service: Service, parameters: z.output<Parameters>, isAnswerLost: boolean): unknown;
}

export function operation<Parameters extends z.ZodObject>(definition: Definition<Parameters>): Operation {
	const { action, parameters: schema } = definition;
	return {
		action,
		run: (service, parameters, isAnswerLost = false) =>
			definition.run(service, readParameters(schema, service, parameters), isAnswerLost),
	};
}

function readParameters<Parameters extends z.ZodObject>(
	schema: Parameters,
	{ settings }: Service,
	raw: Readonly<Record<string, string>>,
): z.output<Parameters> {
	const read = schema.safeParse(raw, { error: explain });
	if (read.success) return read.data;
	const problems = read.error.issues.map(({ path: [name, ...path], message }) => {
		const parameter = String(name);
		const isEmpty = (raw[parameter] ?? "") === "";
		const isMissing = isEmpty && schema.shape[parameter]?.safeParse(undefined).success === false;
		return { parameter, isMissing, why: isEmpty ? "It is empty; set a value or omit it." : placeOf(path) + message };
	});
	const missing = problems.find(({ isMissing }) => isMissing);
	if (missing !== undefined) throw missingParameter(settings, missing.parameter);
	const [{ parameter, why } = { parameter: "", why: "" }] = problems;
	throw invalidParameter(settings, parameter, why);
}

const kinds: Readonly<Record<string, string>> = { array: "a list", object: "a map", record: "a map", string: "text" };

/** The message for an issue without one in its schema. */
function explain(issue: z.core.$ZodRawIssue): string {
	if (issue.code === "invalid_value") return `It must be one of ${issue.values.map(String).join(", ")}.`;
	if (issue.code === "unrecognized_keys") return `It has no ${issue.keys.join(", ")}.`;
	if (issue.code === "too_small") return `It must have at least ${elements(Number(issue.minimum))}.`;
	if (issue.code === "too_big") return `It must have at most ${elements(Number(issue.maximum))}.`;
	if (issue.code !== "invalid_type") return "It is malformed.";
	return issue.input === undefined ? "It is missing." : `It must be ${kinds[issue.expected] ?? issue.expected}.`;
}

/** The place within a list or map, such as "Element 2, startTime: "; empty for the whole of it. */
function placeOf(path: readonly PropertyKey[]): string {
	if (path.length === 0) return "";
	return `${path.map((part) => (typeof part === "number" ? `Element ${part + 1}` : String(part))).join(", ")}: `;
}

function elements(count: number): string {
	return `${count} ${count === 1 ? "element" : "elements"}`;
}
