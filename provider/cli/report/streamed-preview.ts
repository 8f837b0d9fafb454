import { z } from "zod";
import { isSecret } from "../../shells/engine-values";
import { InputError } from "../input-error";

const State = z.object({
	type: z.string(),
	id: z.string().nullish(),
	inputs: z.record(z.string(), z.unknown()).nullish(),
	outputs: z.record(z.string(), z.unknown()).nullish(),
});
type State = z.output<typeof State>;

const Metadata = z.object({
	op: z.string(),
	urn: z.string(),
	old: State.nullish(),
	new: State.nullish(),
	diffs: z.array(z.string()).nullish(),
	keys: z.array(z.string()).nullish(),
});
type Metadata = z.output<typeof Metadata>;

/** An event of the engine: exactly one of its kinds. */
const Event = z.object({
	sequence: z.number(),
	resourcePreEvent: z.object({ metadata: Metadata, planning: z.boolean().default(false) }).optional(),
	diagnosticEvent: z
		.object({
			urn: z.string().optional(),
			prefix: z.string().default(""),
			message: z.string(),
			severity: z.string(),
			ephemeral: z.boolean().default(false),
		})
		.optional(),
	policyEvent: z
		.object({
			resourceUrn: z.string().optional(),
			message: z.string(),
			policyName: z.string(),
			policyPackName: z.string(),
			enforcementLevel: z.string(),
		})
		.optional(),
	summaryEvent: z
		.object({ isPreview: z.boolean().default(false), resourceChanges: z.record(z.string(), z.number()).nullish() })
		.optional(),
});
type Event = z.output<typeof Event>;

/** True for an event of the engine, of any kind. */
export function isEvent(value: unknown): boolean {
	return Event.pick({ sequence: true }).safeParse(value).success;
}

/**
 * The preview that its events report, as `pulumi preview --json` writes it in one piece. Events have no source positions.
 */
export function streamedPreview(values: readonly unknown[]): object {
	const events = values.map(eventIn);
	const summary = events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent;
	const isUpdate = events.some(({ resourcePreEvent: event }) => event !== undefined && !event.planning);
	if (isUpdate || summary?.isPreview === false) {
		throw new InputError("These are the events of an update, not of a preview. Give those of: pulumi preview --json");
	}
	if (summary === undefined) {
		throw new InputError("The events end before the preview does. Was the command interrupted? Preview again.");
	}
	const steps = events.flatMap(({ resourcePreEvent: event }) => event?.metadata ?? []);
	const urns = urnsById(steps);
	return {
		steps: steps.map((step) => stepOf(step, urns)),
		diagnostics: events.flatMap(diagnosticIn),
		violations: events.flatMap(violationIn),
		changeSummary: summary.resourceChanges ?? {},
	};
}

function eventIn(value: unknown): Event {
	const { data, error } = Event.safeParse(value);
	if (data !== undefined) return data;
	throw new InputError(
		`An event of the preview cannot be read: ${z.prettifyError(error)}. Is the Pulumi CLI very new or very old?`,
	);
}

function diagnosticIn({ diagnosticEvent: event }: Event): object[] {
	// Debug messages have secrets in plain text.
	if (event === undefined || event.ephemeral || event.severity === "debug") return [];
	return [{ urn: event.urn, message: event.prefix + event.message, severity: event.severity }];
}

function violationIn({ policyEvent: event }: Event): object[] {
	if (event === undefined) return [];
	const { resourceUrn, message, enforcementLevel, policyPackName: pack, policyName: policy } = event;
	const isAboutStack = resourceUrn?.includes("::pulumi:pulumi:Stack::") === true;
	return [
		{
			urn: isAboutStack ? undefined : resourceUrn,
			message,
			isMandatory: enforcementLevel === "mandatory",
			pack,
			policy,
		},
	];
}

function stepOf({ op, urn, old, new: next, diffs, keys }: Metadata, urns: ReadonlyMap<string, string>): object {
	const stateOf = (state: State | null | undefined) => state && stateIn(state, urns);
	return { op, urn, oldState: stateOf(old), newState: stateOf(next), diffReasons: diffs, replaceReasons: keys };
}

function stateIn({ type, inputs, outputs }: State, urns: ReadonlyMap<string, string>): object {
	const shown = z.record(z.string(), z.unknown()).parse(withoutSecrets(inputs ?? {}));
	const task = urns.get(String(shown.taskId));
	return {
		type,
		inputs: shown,
		outputs: withoutSecrets(outputs ?? {}),
		// Events do not have dependencies. A list whose task exists names it.
		propertyDependencies: task === undefined ? {} : { taskId: [task] },
	};
}

/** The resources by their ids. */
function urnsById(steps: readonly Metadata[]): Map<string, string> {
	return new Map(
		steps.flatMap(({ urn, old, new: next }) => [old?.id, next?.id].flatMap((id) => (id ? [[id, urn] as const] : []))),
	);
}

function withoutSecrets(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutSecrets);
	if (typeof value !== "object" || value === null) return value;
	if (isSecret(value)) return "[secret]";
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecrets(part)]));
}
