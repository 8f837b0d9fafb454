import { properties } from "../model/ai-call-task";
import type { Definition } from "../model/check-definition";
import { agrees } from "../model/field";
import type { TaskProgress } from "../model/task-progress";
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

/** What was seen of a task, as the state keeps it. */
export function seen({ status, ...progress }: TaskProgress): TaskOutputs {
	return Object.keys(progress).length === 0 ? { status } : { status, progress };
}

/** What earlier outputs have seen, and their hidden note. */
export function seenIn({ status, progress, [agreedKey]: agreed }: TaskOutputs): TaskOutputs {
	return Object.fromEntries(
		Object.entries({ status, progress, [agreedKey]: agreed }).filter(([, value]) => value !== undefined),
	);
}

/** A task after a refresh. */
export interface Refreshed {
	/** What differs in meaning comes from the service, everything else stays as it was written. */
	readonly definition: Definition;
	readonly drifted: boolean;
	readonly progress: TaskOutputs;
}

export function refreshed(olds: TaskOutputs, task: ObservedTask): Refreshed {
	const definition: Record<string, unknown> = { ...definitionIn(olds) };
	let drifted = false;
	const agreed = new Set(Array.isArray(olds[agreedKey]) ? olds[agreedKey] : []);
	for (const [property, field] of properties) {
		const live = task.definition[property];
		// What the program leaves to the service is no drift, whatever it is.
		if (live === undefined || (definition[property] === undefined && field.unset === undefined)) continue;
		const isAsKnown = agrees(field, live, definition[property]);
		if (field.readBackUnproven && isAsKnown) agreed.add(property);
		if (isAsKnown || (field.readBackUnproven && !agreed.has(property))) continue;
		definition[property] = live;
		drifted = true;
	}
	return {
		definition,
		drifted,
		progress: { taskId: task.taskId, ...seen(task.progress), ...(agreed.size > 0 && { [agreedKey]: [...agreed] }) },
	};
}
