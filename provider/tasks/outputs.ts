import type { Definition } from "../definition/check";
import { agrees } from "../definition/field";
import { type Property, properties } from "./model";
import type { ObservedTask } from "./observe";
import type { TaskProgress } from "./progress";

/** What the state keeps of a task: its definition as the program writes it, and what was last seen of it. */
export type TaskOutputs = Readonly<Record<string, unknown>>;

/** Properties whose unproven read-back has once agreed with what was sent. Kept in the state, hidden from displays. */
const agreedKey = "__agreed";
/** Properties that an update sent and that the service shows otherwise: their read-back is no drift. Kept likewise. */
const notShownKey = "__notShown";

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

/** What earlier outputs have seen, and their hidden notes. */
export function seenIn({ status, progress, ...outputs }: TaskOutputs): TaskOutputs {
	return { ...(status !== undefined && { status }), ...(progress !== undefined && { progress }), ...hiddenIn(outputs) };
}

/** The hidden notes of earlier outputs. */
function hiddenIn(outputs: TaskOutputs): TaskOutputs {
	return hidden(agreedIn(outputs), notShownIn(outputs));
}

function hidden(agreed: ReadonlySet<Property>, notShown: ReadonlySet<Property>): TaskOutputs {
	return {
		...(agreed.size > 0 && { [agreedKey]: [...agreed] }),
		...(notShown.size > 0 && { [notShownKey]: [...notShown] }),
	};
}

function agreedIn(outputs: TaskOutputs): Set<Property> {
	return propertiesIn(outputs[agreedKey]);
}

/** Properties whose read-back is known to differ from what was sent. */
export function notShownIn(outputs: TaskOutputs): Set<Property> {
	return propertiesIn(outputs[notShownKey]);
}

function propertiesIn(names: unknown): Set<Property> {
	const listed: readonly unknown[] = Array.isArray(names) ? names : [];
	return new Set([...properties.keys()].filter((property) => listed.includes(property)));
}

/** What an update has found out about the read-backs: the hidden notes after it, and the properties to tell of. */
export function notesAfter(
	olds: TaskOutputs,
	changed: readonly Property[],
	shownOtherwise: readonly Property[],
): { readonly notes: TaskOutputs; readonly news: readonly Property[] } {
	const agreed = agreedIn(olds);
	const before = notShownIn(olds);
	const differing = shownOtherwise.filter(
		(property) => agreed.has(property) || !properties.get(property)?.readBackUnproven,
	);
	// A new value is tried again, whatever became of the old one.
	const kept = [...before].filter((property) => !changed.includes(property));
	return {
		notes: hidden(agreed, new Set([...kept, ...differing])),
		news: differing.filter((property) => !before.has(property)),
	};
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
	const agreed = agreedIn(olds);
	const otherwise = notShownIn(olds);
	for (const [property, field] of properties) {
		const live = task.definition[property];
		// What the program leaves to the service is no drift, whatever it is.
		if (live === undefined || (definition[property] === undefined && field.unset === undefined)) continue;
		const isAsKnown = agrees(field, live, definition[property]);
		if (field.readBackUnproven && isAsKnown) agreed.add(property);
		if (isAsKnown || otherwise.has(property) || (field.readBackUnproven && !agreed.has(property))) continue;
		definition[property] = live;
		drifted = true;
	}
	return {
		definition,
		drifted,
		progress: { taskId: task.taskId, ...seen(task.progress), ...hidden(agreed, otherwise) },
	};
}
