import { z } from "zod";
import { InputError } from "../input-error";

const State = z.object({
	type: z.string(),
	/** False for a component. */
	custom: z.boolean().default(true),
	parent: z.string().optional(),
	/** The URN and the id of the provider; local components have none. */
	provider: z.string().optional(),
	inputs: z.record(z.string(), z.unknown()).default({}),
	outputs: z.record(z.string(), z.unknown()).default({}),
	/** `project:///index.ts#3,1`; programs in YAML have none. */
	sourcePosition: z.string().optional(),
	propertyDependencies: z.record(z.string(), z.array(z.string())).default({}),
});
export type State = z.output<typeof State>;

const Step = z.object({
	op: z.string(),
	urn: z.string(),
	oldState: State.optional(),
	newState: State.optional(),
	diffReasons: z.array(z.string()).nullish(),
	replaceReasons: z.array(z.string()).nullish(),
});
export type Step = z.output<typeof Step>;

const Diagnostic = z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() });
export type Diagnostic = z.output<typeof Diagnostic>;

/** What `pulumi preview --json` writes, as far as a report reads it. */
const Preview = z.object({
	steps: z.array(Step).default([]),
	diagnostics: z.array(Diagnostic).default([]),
	/** How many resources each kind of step concerns. */
	changeSummary: z.record(z.string(), z.number()).default({}),
});
export type Preview = z.output<typeof Preview>;

const howTo = "Give the output of: pulumi preview --json";

/** Reads the output of `pulumi preview --json`, also after lines of other programs. */
export function previewIn(text: string): Preview {
	if (text.trim() === "") throw new InputError(`The preview is empty. ${howTo}`);
	const begin = text.search(/^\{/m);
	if (begin === -1) throw new InputError(`The preview is not JSON. ${howTo}`);
	let value: unknown;
	try {
		value = JSON.parse(text.slice(begin));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new InputError(`The preview is not whole JSON (${reason}). Was the command interrupted? ${howTo}`);
	}
	const { data } = Preview.safeParse(value);
	// Both are left out where there is nothing to say, but a preview has at least its stack's step or an error.
	if (data === undefined || data.steps.length + data.diagnostics.length === 0) {
		throw new InputError(`This JSON is not a preview: it has no steps. ${howTo}`);
	}
	return data;
}
