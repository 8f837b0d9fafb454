import { properties } from "../model/ai-call-task";
import type { Definition } from "../model/check-definition";
import { agrees } from "../model/field";
import { TaskProgress } from "../model/task-progress";
import type { ObservedTask } from "./observe-task";

/** What the state keeps of a task: its definition as the program writes it, and what was last seen of it. */
export type TaskOutputs = Readonly<Record<string, unknown>>;

/** Properties whose unproven read-back has once agreed with what was sent. Kept in the state, hidden from displays. */
const agreedKey = "__agreed";

/** The declared properties of anything that holds them, and nothing else. */
export function definitionIn(holder: Definition): Definition {
	return Object.fromEntries(
		[...properties.keys()].flatMap((property) =>
			holder[property] === undefined ? [] : [[property, holder[property]]],
		),
	);
}

/** The progress and the hidden notes of earlier outputs. */
export function progressIn(outputs: TaskOutputs): TaskOutputs {
	const kept = [...Object.keys(TaskProgress.shape), agreedKey];
	return Object.fromEntries(Object.entries(outputs).filter(([key]) => kept.includes(key)));
}

/** Outputs after a refresh: what differs in meaning comes from the service, everything else stays as it was written. */
export function refreshed(olds: TaskOutputs, task: ObservedTask): { definition: Definition; progress: TaskOutputs } {
	const definition: Record<string, unknown> = { ...definitionIn(olds) };
	const agreed = new Set(Array.isArray(olds[agreedKey]) ? olds[agreedKey] : []);
	for (const [property, field] of properties) {
		const live = task.definition[property];
		// What the program leaves to the service is no drift, whatever it is.
		if (live === undefined || (definition[property] === undefined && field.unset === undefined)) continue;
		const isAsKnown = agrees(field, live, definition[property]);
		if (field.readBackUnproven && isAsKnown) agreed.add(property);
		if (!isAsKnown && (!field.readBackUnproven || agreed.has(property))) definition[property] = live;
	}
	return {
		definition,
		progress: { taskId: task.taskId, ...task.progress, ...(agreed.size > 0 && { [agreedKey]: [...agreed] }) },
	};
}
