import type { z } from "zod";
import { inWords, placeOf } from "./issue-words";
import { invalidParameter, missingParameter } from "./refusals";
import type { World } from "./world";

/** An operation waiting for its parameters; bound to them, it is ready to run. */
export interface Operation {
	readonly action: string;
	bind(world: World, parameters: Readonly<Record<string, string>>): () => unknown;
}

interface Row<Parameters extends z.ZodObject> {
	readonly action: string;
	/** What comes in, as text, and what it means. Unknown parameters are ignored, as the gateway does. */
	readonly parameters: Parameters;
	/** Returns the Data of the answer, or throws a refusal. */
	run(world: World, parameters: z.output<Parameters>): unknown;
}

export function operation<Parameters extends z.ZodObject>(row: Row<Parameters>): Operation {
	return {
		action: row.action,
		bind(world, parameters) {
			const read = readParameters(row.parameters, world, parameters);
			return () => row.run(world, read);
		},
	};
}

function readParameters<Parameters extends z.ZodObject>(
	schema: Parameters,
	{ settings }: World,
	raw: Readonly<Record<string, string>>,
): z.output<Parameters> {
	const read = schema.safeParse(raw, { error: inWords });
	if (read.success) return read.data;
	const faults = read.error.issues.map(({ path: [name, ...place], message }) => {
		const parameter = String(name);
		const isEmpty = (raw[parameter] ?? "") === "";
		const isMissing = isEmpty && schema.shape[parameter]?.safeParse(undefined).success === false;
		return { parameter, isMissing, why: isEmpty ? EMPTY : placeOf(place) + message };
	});
	const missing = faults.find(({ isMissing }) => isMissing);
	if (missing !== undefined) throw missingParameter(settings, missing.parameter);
	const [{ parameter, why } = { parameter: "", why: "" }] = faults;
	throw invalidParameter(settings, parameter, why);
}

const EMPTY = "It is empty; give it a value, or leave it out.";
