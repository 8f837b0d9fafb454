import { aboutDrift, beforeDrift, changedPlaces } from "../definition/drift";
import { type Finding, note, sentence } from "../definition/finding";
import type { Checked } from "../definition/values";
import { taskDefinition } from "./definition";
import { isRetained } from "./delete";
import type { AiCallTask, Property } from "./model";
import { keepsName } from "./names";
import { effectOfReplacement, effectOfUpdate } from "./preview";
import type { TaskState } from "./state";
import { isRunStateOff } from "./status";

/** What a refresh says of a task that differs from the last update: names only, because any value may be a secret. */
export function driftLine(taskId: string, state: TaskState): string {
	const names = [...state.drift.names];
	return [
		`Task ${taskId} was changed outside of this stack, at the console or by an interrupted run: ${placesOf(state).join(", ")}.`,
		...aboutDrift(taskDefinition, names),
		...effectsNow(state).map(sentence),
	].join(" ");
}

/** What a preview says of drift that the state records: whose change each one is. */
export function driftNotes({ definition, drift, progress }: TaskState, news: Checked<AiCallTask>): Finding[] {
	const declared = beforeDrift(taskDefinition.properties, definition, drift);
	const kinds = new Map<string, Property[]>();
	for (const property of drift.names) {
		const remains =
			property === "runState"
				? isRunStateOff(news.runState, progress?.status)
				: taskDefinition.differs(definition, news, property);
		const both = taskDefinition.differs(declared, news, property);
		const kind = remains ? (both ? changedByBoth : setBack) : accepted;
		kinds.set(kind, [...(kinds.get(kind) ?? []), property]);
	}
	return [...kinds].map(([kind, names]) => note("", `Changed outside of this stack: ${names.join(", ")}. ${kind}`));
}

const setBack = "The program has not changed that: this update sets it back.";
const changedByBoth = "The program has changed that as well: this update sets it to what the program has now.";
const accepted = "The program has that as well: it stays.";

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
