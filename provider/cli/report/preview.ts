import { z } from "zod";
import { InputError } from "../input-error";
import { jsonIn } from "./json-in-text";
import { isEvent, streamedPreview } from "./streamed-preview";

const State = z.object({
	type: z.string(),
	/** False for a component. */
	custom: z.boolean().default(true),
	parent: z.string().optional(),
	/** The URN and the id of the provider; local components have none. */
	provider: z.string().optional(),
	inputs: z.record(z.string(), z.unknown()).default({}),
	outputs: z.record(z.string(), z.unknown()).default({}),
	/** `project:///index.ts#3,1`; programs in YAML and events have none. */
	sourcePosition: z.string().optional(),
	propertyDependencies: z.record(z.string(), z.array(z.string())).default({}),
});
export type State = z.output<typeof State>;

const Step = z.object({
	op: z.string(),
	urn: z.string(),
	oldState: State.nullish().transform((state) => state ?? undefined),
	newState: State.nullish().transform((state) => state ?? undefined),
	diffReasons: z.array(z.string()).nullish(),
	replaceReasons: z.array(z.string()).nullish(),
});
export type Step = z.output<typeof Step>;

const Diagnostic = z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() });
export type Diagnostic = z.output<typeof Diagnostic>;

/** A policy that a resource, or the stack, does not follow. */
const Violation = z.object({
	/** `undefined` if it is about the stack. */
	urn: z.string().optional(),
	/** The description of the policy, and in the lines after it what is wrong. */
	message: z.string(),
	isMandatory: z.boolean(),
	pack: z.string(),
	policy: z.string(),
});
export type Violation = z.output<typeof Violation>;

/** What `pulumi preview --json` writes, as far as a report reads it. */
const Preview = z.object({
	steps: z.array(Step).default([]),
	diagnostics: z.array(Diagnostic).default([]),
	/** Only events have them. */
	violations: z.array(Violation).optional(),
	/** How many resources each kind of step concerns. */
	changeSummary: z.record(z.string(), z.number()).default({}),
});
export type Preview = z.output<typeof Preview>;

const howTo = "Give the output of: pulumi preview --json";

/** Reads the output of `pulumi preview --json`, in one piece or as events, also between lines of other programs. */
export function previewIn(text: string): Preview {
	if (text.trim() === "") throw new InputError(`The preview is empty. ${howTo}`);
	const { values, isCut } = jsonIn(text);
	const events = values.filter(isEvent);
	if (events.length > 0) return Preview.parse(streamedPreview(events));
	const previews = values.flatMap((value) => readable(value) ?? []);
	const [preview] = previews;
	if (previews.length > 1) {
		throw new InputError(`This is the output of ${previews.length} previews. Make a report of each.`);
	}
	if (preview !== undefined) return preview;
	if (isCut) {
		throw new InputError(`The preview ends in the middle of its JSON. Was the command interrupted? ${howTo}`);
	}
	throw new InputError(`${whatItIs(text, values)} ${howTo}`);
}

/** The policy violations in the event log of a preview. */
export function violationsIn(text: string): Violation[] {
	const { violations = [], steps } = previewIn(text);
	if (jsonIn(text).values.some(isEvent)) return violations;
	throw new InputError(
		`This is a preview of ${steps.length} steps, and no event log. The option --event-log of pulumi preview writes one.`,
	);
}

/** `undefined` for other JSON. Steps and messages are left out where there are none, but every preview has one of them. */
function readable(value: unknown): Preview | undefined {
	const { data } = Preview.safeParse(value);
	return data !== undefined && data.steps.length + data.diagnostics.length > 0 ? data : undefined;
}

/** Other files of Pulumi, by a key that only they have. */
const otherFiles: Readonly<Record<string, string>> = {
	deployment: "This is the state of a stack (pulumi stack export), not a preview.",
	checkpoint: "This is the state of a stack, not a preview.",
	resourcePlans: "This is a plan (pulumi preview --save-plan), not a preview: it has no messages.",
};

function whatItIs(text: string, [value]: readonly unknown[]): string {
	if (value === undefined) {
		return /^Previewing /m.test(text)
			? "This is a preview for people to read: --json is missing."
			: "The preview is not JSON.";
	}
	if (Array.isArray(value)) return "This JSON is a list, not a preview.";
	if (JSON.stringify(value) === "{}") {
		return "The preview is empty: Pulumi failed before it began, and its other output says why.";
	}
	const key = Object.keys(otherFiles).find((name) => typeof value === "object" && value !== null && name in value);
	return (key && otherFiles[key]) ?? "This JSON is not a preview: it has no steps.";
}
