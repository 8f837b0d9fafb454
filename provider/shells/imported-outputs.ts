import type { Definition } from "../definition/define-resource";
import type { Value, Values } from "../definition/values";
import type { Resource } from "../run/resource";

/** The outputs that the state records of an imported resource: those that an update would record. */
export function importedOutputs<T extends Values<T>, S>(
	{ definition, outputsOf }: Pick<Resource<T, S>, "definition" | "outputsOf">,
	id: string,
	state: S,
	values: ReadonlyMap<string, Value>,
): Record<string, unknown> {
	const shown = Object.entries(outputsOf(id, state)).filter(([key]) => isShown(definition, key));
	return { ...Object.fromEntries(values), ...Object.fromEntries(shown) };
}

/** What an earlier reading has noted about a resource does not belong to a new one. */
function isShown<T>({ outputs: { id, shown, progress } }: Definition<T>, key: string): boolean {
	return key === id.name || key in shown.shape || (progress !== undefined && key === "progress");
}
