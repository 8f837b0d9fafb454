import { type AiCallTask, type Property, properties } from "../tasks/model";
import type { Definition } from "./check";
import { agrees, sameMeaning } from "./field";
import { isKnown } from "./unknown";

export interface Difference {
	/** Properties whose meaning differs, and that matter. */
	readonly changed: readonly Property[];
	/** Those of them for which the task has to be replaced. */
	readonly replacing: readonly Property[];
}

/** What differs between the state and the program. A value that is not known yet counts as different. */
export function difference(olds: Definition, news: Definition): Difference {
	const changed: Property[] = [];
	for (const [property, field] of properties) {
		if (field.change !== "nothing" && differs(olds, news, property)) changed.push(property);
	}
	// Once the task exists, the run state that is asked for can drift like a property.
	if (!changed.includes("runState") && runStateDrifted(olds, news)) changed.push("runState");
	return { changed, replacing: changed.filter((property) => properties.get(property)?.change === "replaces") };
}

export function differs(olds: Definition, news: Definition, property: Property): boolean {
	const field = properties.get(property);
	if (field === undefined) return false;
	if (!isKnown(news[property])) return true;
	return !sameMeaning(field, olds[property], news[property]);
}

function runStateDrifted({ status }: Definition, { runState }: Definition): boolean {
	return (runState === "running" && status === "STOPPED") || (runState === "stopped" && status === "RUNNING");
}

/**
 * The whole configuration that an update sends. An update replaces everything and nobody knows what it does to what is
 * left out, so a property that the program does not set goes as the service has it now, or, when the program once set
 * it, as cleared.
 */
export function fullDefinition(olds: Definition, news: AiCallTask, observed: Partial<AiCallTask>): Partial<AiCallTask> {
	const full: Record<string, unknown> = { ...news };
	for (const [property, field] of properties) {
		if (news[property] !== undefined || field.ours) continue;
		const wasSet = olds[property] !== undefined;
		// An unproven read-back may not be what was sent; sending it back could set something the user never asked for.
		const kept = field.readBackUnproven ? undefined : observed[property];
		full[property] = field.unset ?? (wasSet ? (field.cleared ?? kept) : kept);
	}
	// In the model's order a property stands behind the one that gives it meaning.
	for (const [property, { onlyWhen }] of properties) {
		if (onlyWhen !== undefined && news[property] === undefined && full[onlyWhen.property] !== onlyWhen.is) {
			delete full[property];
		}
	}
	return full;
}

/**
 * The properties that an update has to change: by what the service shows, or, where it shows nothing or its read-back
 * cannot be trusted, by the state.
 */
export function outstanding(
	olds: Definition,
	full: Partial<AiCallTask>,
	observed: Partial<AiCallTask>,
	notShown: ReadonlySet<Property> = new Set(),
): Property[] {
	return [...properties].flatMap(([property, field]) => {
		if (field.ours || field.change !== "updates" || full[property] === undefined) return [];
		const isShown = observed[property] !== undefined;
		if (isShown && agrees(field, observed[property], full[property])) return [];
		const isReliable = isShown && !field.readBackUnproven && !notShown.has(property);
		return !isReliable && sameMeaning(field, olds[property], full[property]) ? [] : [property];
	});
}

/** Properties that were sent and that the service shows otherwise. */
export function shownOtherwise(sent: Partial<AiCallTask>, observed: Partial<AiCallTask>): Property[] {
	return [...properties].flatMap(([property, field]) => {
		const [value, shown] = [sent[property], observed[property]];
		if (value === undefined || shown === undefined) return [];
		return agrees(field, shown, value) ? [] : [property];
	});
}

/** True when nothing that the service shows differs from the declared task. */
export function isDefinedAs(shown: Partial<AiCallTask>, task: AiCallTask): boolean {
	return !needsReplacing(shown, task) && outstanding(task, task, shown).length === 0;
}

/** True when the service shows another value of a property that no update changes. */
export function needsReplacing(shown: Partial<AiCallTask>, task: Partial<AiCallTask>): boolean {
	const sent = { source: 0 as const, ...task };
	return shownOtherwise(sent, shown).some((property) => properties.get(property)?.change === "replaces");
}
