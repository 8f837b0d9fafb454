import type { TaskDetail } from "../service/operations";
import { type AiCallTask, type Property, properties } from "../tasks/model";
import { kinds } from "./kinds";

/** The vendor's name of a property: the same with a capital first letter. */
function parameterOf(property: Property): string {
	return property.charAt(0).toUpperCase() + property.slice(1);
}

/** The request parameters of a creation. */
export function createParameters(task: Partial<AiCallTask>): Record<string, string> {
	return parameters(task, () => true);
}

/** The request parameters of an update: the whole configuration but what cannot be updated. */
export function updateParameters(taskId: string, task: Partial<AiCallTask>): Record<string, string> {
	return { TaskId: taskId, ...parameters(task, (property) => properties.get(property)?.change !== "replaces") };
}

function parameters(task: Partial<AiCallTask>, isSent: (property: Property) => boolean): Record<string, string> {
	const sent: Record<string, string> = {};
	for (const [property, field] of properties) {
		const value = task[property];
		if (value === undefined || field.ours || !isSent(property)) continue;
		sent[parameterOf(property)] = kinds[field.kind].wire(value);
	}
	return sent;
}

/** What the service reads back of a task, in the form of a definition. */
export function definitionOf(detail: TaskDetail): Partial<AiCallTask> {
	const definition: Record<string, unknown> = {};
	for (const [property, field] of properties) {
		if (field.readBack === undefined) continue;
		const value = kinds[field.kind].read(detail[field.readBack]);
		if (value !== undefined) definition[property] = value;
	}
	return definition;
}
