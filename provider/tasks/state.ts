import { z } from "zod";
import { agrees } from "../definition/field";
import { asRecorded, type Raw, type Recorded, type Value } from "../definition/values";
import type { Read } from "../run/resource";
import { taskDefinition } from "./definition";
import type { AiCallTask, Property } from "./model";
import type { ExistingTask } from "./observe";
import { TaskProgress } from "./progress";

/** What the state records about a task. */
export interface TaskState {
	/** The definition as the program declares it. */
	readonly definition: Recorded<AiCallTask>;
	/** As of the last update or refresh. */
	readonly progress?: TaskProgress | undefined;
	/** Properties whose unproven read-back a refresh has found equal to what was sent. */
	readonly agreed: ReadonlySet<Property>;
	/** Properties for which the service shows another value than was sent: that is no drift. */
	readonly notShown: ReadonlySet<Property>;
}

/** Names of two outputs that Pulumi does not display. */
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

/** The state of a task that no refresh has read yet. */
export function newState(definition: Recorded<AiCallTask>, progress?: TaskProgress): TaskState {
	return { definition, progress, agreed: new Set(), notShown: new Set() };
}

/** The task after a refresh: values that differ in meaning come from the service, all others stay as written. */
export function refreshed(olds: TaskState, task: ExistingTask): Read<AiCallTask, TaskState> {
	const agreed = new Set(olds.agreed);
	const drift = new Map<Property, Value>();
	for (const [property, field] of taskDefinition.properties) {
		const [shown, old] = [task.definition[property], olds.definition[property]];
		// A value that the program leaves to the service is no drift.
		if (shown === undefined || (old === undefined && field.unset === undefined)) continue;
		const isUnchanged = agrees(field, shown, old);
		if (field.readBackUnproven && isUnchanged) agreed.add(property);
		const isProven = !field.readBackUnproven || agreed.has(property);
		if (!isUnchanged && isProven && !olds.notShown.has(property)) drift.set(property, shown);
	}
	const definition = { ...olds.definition, ...asRecorded<AiCallTask>(drift) };
	const state = { definition, progress: task.progress, agreed, notShown: olds.notShown };
	return { definition, drifted: drift.size > 0, state };
}
