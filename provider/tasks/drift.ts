import { aboutDrift, beforeDrift, changedPlaces } from "../definition/drift";
import { type Finding, sentence } from "../definition/finding";
import { taskDefinition } from "./definition";
import { isRetained } from "./delete";
import { keepsName } from "./names";
import { effectOfReplacement, effectOfUpdate } from "./preview";
import type { TaskState } from "./state";

/** What a refresh says of a task that differs from the last update: names only, because any value may be a secret. */
export function driftLine(taskId: string, state: TaskState): string {
	const names = [...state.drift.names];
	return [
		`Task ${taskId} was changed outside of this stack, at the console or by an interrupted run: ${placesOf(state).join(", ")}.`,
		...aboutDrift(taskDefinition, names),
		...effectsNow(state).map(sentence),
	].join(" ");
}

function placesOf({ definition, drift, progress }: TaskState): string[] {
	const declared = beforeDrift(taskDefinition.properties, definition, drift);
	return [...drift.names].flatMap((property) => {
		const field = taskDefinition.properties.get(property);
		if (field === undefined) return [];
		if (property === "runState") return [`runState (the task is ${progress?.status})`];
		return changedPlaces(property, field, declared[property], definition[property]);
	});
}

/** What setting everything back does to the task in its present status. */
function effectsNow({ definition, drift, progress }: TaskState): readonly Finding[] {
	const changes = [...taskDefinition.properties].flatMap(([name, { change, ours }]) =>
		!ours && drift.names.has(name) ? [change] : [],
	);
	if (changes.includes("replaces")) {
		const isNameKept = !drift.names.has("taskName");
		if (isNameKept && isRetained(definition)) return [keepsName];
		return effectOfReplacement(progress?.status, { isNameKept, onDestroy: definition.onDestroy });
	}
	return changes.includes("updates") ? effectOfUpdate(progress?.status, definition) : [];
}

/** What a refresh says of a task that is gone. */
export function taskGone(taskId: string): string {
	return `Task ${taskId} is no longer in the account. A refresh removes it from the stack, and pulumi up creates a new task if the program still declares it.`;
}
