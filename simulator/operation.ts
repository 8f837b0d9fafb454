import type { z } from "zod";
import { invalidParameter, missingParameter } from "./refusals";
import type { World } from "./world";

/** An operation waiting for its parameters; bound to them, it is ready to run. */
export interface Operation {
	readonly action: string;
	bind(world: World, parameters: Readonly<Record<string, string>>): () => unknown;
}

interface Row<Parameters extends z.ZodType> {
	readonly action: string;
	/** What comes in, as text, and what it means. Unknown parameters are ignored, as the gateway does. */
	readonly parameters: Parameters;
	/** Returns the Data of the answer, or throws a refusal. */
	run(world: World, parameters: z.output<Parameters>): unknown;
}

export function operation<Parameters extends z.ZodType>(row: Row<Parameters>): Operation {
	return {
		action: row.action,
		bind(world, parameters) {
			const read = readParameters(row.parameters, world, parameters);
			return () => row.run(world, read);
		},
	};
}

function readParameters<Parameters extends z.ZodType>(
	schema: Parameters,
	{ settings }: World,
	raw: Readonly<Record<string, string>>,
): z.output<Parameters> {
	const read = schema.safeParse(raw);
	if (read.success) return read.data;
	const missing = read.error.issues.find(({ path }) => isMissing(raw, path[0]));
	if (missing !== undefined) throw missingParameter(settings, String(missing.path[0]));
	const [malformed] = read.error.issues;
	throw invalidParameter(settings, String(malformed?.path[0]), malformed?.message ?? "");
}

function isMissing(raw: Readonly<Record<string, string>>, name: PropertyKey | undefined): boolean {
	return typeof name === "string" && (raw[name] ?? "") === "";
}
