import { z } from "zod";
import { agrees } from "../definition/field";
import { asRecorded, type Raw, type Recorded, type Value } from "../definition/values";
import type { Read } from "../run/resource";
import { taskDefinition } from "./definition";
import type { AiCallTask, Property } from "./model";
import type { ObservedTask } from "./observe";
import { TaskProgress } from "./progress";

/** What the state keeps of a task. */
export interface TaskState {
	/** The definition as the program writes it. */
	readonly definition: Recorded<AiCallTask>;
	/** What was last seen of the task. */
	readonly progress?: TaskProgress | undefined;
	/** Properties whose unproven read-back once agreed with what was sent. */
	readonly agreed: ReadonlySet<Property>;
	/** Properties that were sent and that the service shows otherwise: their read-back is no drift. */
	readonly notShown: ReadonlySet<Property>;
}

/** Names of the two notes in the outputs, which displays hide. */
const agreedKey = "__agreed";
const notShownKey = "__notShown";

const Progress = TaskProgress.omit({ status: true }).optional().catch(undefined);
const Names = z.array(z.unknown()).catch([]);

export function stateIn(outputs: Raw): TaskState {
	const status = TaskProgress.shape.status.safeParse(outputs.get("status")).data;
	return {
		definition: taskDefinition.recorded(outputs),
		progress: status && { status, ...Progress.parse(outputs.get("progress")) },
		agreed: propertiesIn(outputs.get(agreedKey)),
		notShown: propertiesIn(outputs.get(notShownKey)),
	};
}

export function outputsOf(taskId: string, { definition, progress, agreed, notShown }: TaskState) {
	const { status, ...counts } = progress ?? {};
	return {
		...definition,
		taskId,
		...(status !== undefined && { status }),
		...(Object.keys(counts).length > 0 && { progress: counts }),
		...(agreed.size > 0 && { [agreedKey]: [...agreed] }),
		...(notShown.size > 0 && { [notShownKey]: [...notShown] }),
	};
}

function propertiesIn(names: unknown): Set<Property> {
	const listed = Names.parse(names);
	return new Set([...taskDefinition.properties.keys()].filter((property) => listed.includes(property)));
}

/** The state of a task about which nothing but its definition is known. */
export function newState(definition: Recorded<AiCallTask>, progress?: TaskProgress): TaskState {
	return { definition, progress, agreed: new Set(), notShown: new Set() };
}

/** The task after a refresh: what differs in meaning comes from the service, everything else stays as it was written. */
export function refreshed(olds: TaskState, task: ObservedTask): Read<AiCallTask, TaskState> {
	const agreed = new Set(olds.agreed);
	const drift = new Map<Property, Value>();
	for (const [property, field] of taskDefinition.properties) {
		const [shown, old] = [task.definition[property], olds.definition[property]];
		// What the program leaves to the service is no drift, whatever it is.
		if (shown === undefined || (old === undefined && field.unset === undefined)) continue;
		const isAsKnown = agrees(field, shown, old);
		if (field.readBackUnproven && isAsKnown) agreed.add(property);
		const isProven = !field.readBackUnproven || agreed.has(property);
		if (!isAsKnown && isProven && !olds.notShown.has(property)) drift.set(property, shown);
	}
	const definition = { ...olds.definition, ...asRecorded<AiCallTask>(drift) };
	const state = { definition, progress: task.progress, agreed, notShown: olds.notShown };
	return { definition, drifted: drift.size > 0, state };
}
