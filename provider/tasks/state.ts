import { z } from "zod";
import { beforeDrift, type Drift, declaredKey, driftIn, driftOutputs, noDrift, picked } from "../definition/drift";
import { agrees } from "../definition/field";
import { asRecorded, Raw, type Recorded, type Value } from "../definition/values";
import type { Read } from "../run/resource";
import { taskDefinition } from "./definition";
import type { AiCallTask, Property } from "./model";
import type { ExistingTask } from "./observe";
import { TaskProgress } from "./progress";
import { isRunStateOff } from "./status";

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
	/** What differs from the last update, as of the last refresh. */
	readonly drift: Drift<AiCallTask>;
	/** True for a task that the program only reads: whatever the service shows is its definition. */
	readonly isUnmanaged?: boolean;
}

/** Names of outputs that Pulumi does not display. */
const agreedKey = "__agreed";
const notShownKey = "__notShown";
const unmanagedKey = "__unmanaged";

const Progress = TaskProgress.omit({ status: true }).optional().catch(undefined);
const Names = z.array(z.unknown()).catch([]);
const Values = z.record(z.string(), z.unknown()).catch({});

export function stateIn(outputs: Raw): TaskState {
	const status = TaskProgress.shape.status.safeParse(outputs.get("status")).data;
	return {
		definition: taskDefinition.recorded(outputs),
		progress: status && { status, ...Progress.parse(outputs.get("progress")) },
		agreed: propertiesIn(outputs.get(agreedKey)),
		notShown: propertiesIn(outputs.get(notShownKey)),
		drift: {
			names: propertiesIn(driftIn(outputs)),
			declared: taskDefinition.recorded(new Raw(Values.parse(outputs.get(declaredKey)))),
		},
		isUnmanaged: outputs.get(unmanagedKey) === true,
	};
}

export function outputsOf(taskId: string, state: TaskState) {
	const { definition, progress, agreed, notShown, drift, isUnmanaged = false } = state;
	const { status, ...counts } = progress ?? {};
	return {
		...definition,
		taskId,
		...(status !== undefined && { status }),
		...(Object.keys(counts).length > 0 && { progress: counts }),
		...(agreed.size > 0 && { [agreedKey]: [...agreed] }),
		...(notShown.size > 0 && { [notShownKey]: [...notShown] }),
		...driftOutputs(drift),
		...(isUnmanaged && { [unmanagedKey]: true }),
	};
}

function propertiesIn(names: unknown): Set<Property> {
	const listed = Names.parse(names);
	return new Set([...taskDefinition.properties.keys()].filter((property) => listed.includes(property)));
}

/** The state of a task that no refresh has read yet. */
export function newState(definition: Recorded<AiCallTask>, progress?: TaskProgress): TaskState {
	return { definition, progress, agreed: new Set(), notShown: new Set(), drift: noDrift() };
}

/**
 * The task after a refresh: values that differ in meaning from the last update come from the service, all others are as
 * the program wrote them.
 */
export function refreshed(olds: TaskState, task: ExistingTask): Read<AiCallTask, TaskState> {
	const declared = beforeDrift(taskDefinition.properties, olds.definition, olds.drift);
	const shown = { ...picked(olds.definition, olds.drift.names), ...task.definition };
	const agreed = new Set(olds.agreed);
	const now = new Map<Property, Value>();
	for (const [property, field] of taskDefinition.properties) {
		const [value, before] = [shown[property], declared[property]];
		// A value that the program leaves to the service is no drift.
		if (value === undefined || (before === undefined && field.unset === undefined)) continue;
		const isUnchanged = agrees(field, value, before);
		if (field.readBackUnproven && isUnchanged) agreed.add(property);
		const isProven = !field.readBackUnproven || agreed.has(property);
		if (!isUnchanged && isProven && !olds.notShown.has(property)) now.set(property, value);
	}
	const definition = { ...declared, ...asRecorded<AiCallTask>(now) };
	const runState: Property[] = isRunStateOff(declared.runState, task.status) ? ["runState"] : [];
	const names = new Set([...now.keys(), ...runState]);
	const drift = { names, declared: picked(declared, names) };
	const hadDrifted = [...olds.drift.names].some((property) => property !== "runState");
	return {
		definition,
		drifted: now.size > 0 || hadDrifted,
		state: { ...olds, definition, progress: task.progress, agreed, drift },
	};
}
