import type { Settings } from "./settings";
import type { Query, Task } from "./task";
import { readBackFields, shownParameters, type TaskDefinition } from "./task-definition";

type Fields = Readonly<Record<string, unknown>>;

/** The fields as the query shows them: the setting readBackOtherwise replaces some. */
export function shownFields(
	settings: Settings,
	task: Task,
	query: Query,
	definition: TaskDefinition,
	fieldsOf: (definition: TaskDefinition) => Fields,
): Fields {
	const fields = fieldsOf(definition);
	const replaced = readBackFields.filter((name) => name in fields && isReplaced(settings, name));
	if (replaced.length === 0) return fields;
	const reads = task.reads[query]++;
	const created = settings.readBackOtherwiseAs === "as-created" ? fieldsOf(task.created) : {};
	const replacementOf = (name: string) => {
		if (settings.readBackOtherwiseAs === "as-created") return created[name];
		return otherValue(name, fields[name], settings.readBackOtherwiseAs === "changing" ? reads : 0);
	};
	return { ...fields, ...Object.fromEntries(replaced.map((name) => [name, replacementOf(name)])) };
}

/** The name that the list shows and searches. */
export function listedName(settings: Settings, { created }: Task, name: string): string {
	if (!isReplaced(settings, "TaskName")) return name;
	return { "other-value": suffixed(name, 0), "as-created": created.TaskName, changing: name }[
		settings.readBackOtherwiseAs
	];
}

function isReplaced({ readBackOtherwise }: Settings, name: string): boolean {
	return readBackOtherwise !== "none" && readBackOtherwise.split(",").includes(name);
}

function otherValue(name: string, sent: unknown, reads: number): unknown {
	if (name === "TaskName") return suffixed(String(sent), reads);
	const values = shownParameters.find(({ shownAs }) => shownAs === name)?.others ?? [];
	const others = values.filter((value) => JSON.stringify(value) !== JSON.stringify(sent));
	// With only two possible values, one that changes at each read must also be the one sent.
	const cycle = others.length > 1 || reads === 0 ? others : [...others, sent];
	return cycle[reads % cycle.length];
}

function suffixed(name: string, index: number): string {
	return `${name} (${index + 1})`;
}
