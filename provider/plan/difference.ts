import { type AiCallTask, type Property, properties } from "../model/ai-call-task";
import type { Definition } from "../model/check-definition";
import { agrees, sameMeaning } from "../model/field";
import { isKnown } from "../model/unknown";

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
		const kept = mayBeSentBack(property, observed) ? observed[property] : undefined;
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

/** False for a read-back that perhaps is not what was once sent: as it is, it would set what nobody has asked for. */
function mayBeSentBack(property: Property, observed: Partial<AiCallTask>): boolean {
	const field = properties.get(property);
	if (field?.readBackUnproven) return false;
	const { callableTime, callTime } = observed;
	if (property !== "callableTime" || field === undefined) return true;
	// Perhaps the service shows the call times where no callable ones were ever set: sent back, they would be set, and
	// stay when the call times change.
	return !sameMeaning(field, callableTime, callTime);
}

/** What an update still has to bring about, by what the service says now, or, where it does not say, by the state. */
export function outstanding(olds: Definition, full: Partial<AiCallTask>, observed: Partial<AiCallTask>): Property[] {
	return [...properties].flatMap(([property, field]) => {
		if (field.ours || field.change !== "updates" || full[property] === undefined) return [];
		const isTold = observed[property] !== undefined;
		if (isTold && agrees(field, observed[property], full[property])) return [];
		// An unproven read-back may agree by being right, but differ for no reason.
		const isReliable = isTold && !field.readBackUnproven;
		return !isReliable && sameMeaning(field, olds[property], full[property]) ? [] : [property];
	});
}
