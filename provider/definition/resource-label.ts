/** The parts of a URN. A name may contain anything, even `::`, so only the front is split. */
export interface UrnParts {
	/** The types of its parents, the outermost first, and its own as the last. */
	readonly types: readonly string[];
	readonly name: string;
}

/** Reads a URN or an owner, which is a URN after the name of an organization. */
export function urnParts(urn: string): UrnParts {
	const [, , types = "", ...name] = urn.split("::");
	return { types: types.split("$"), name: name.join("::") };
}

/** A resource as the program's author knows it, from its owner or URN: its name, and what it is part of. */
export function resourceLabel(owner: string): string {
	const { types, name } = urnParts(owner);
	const parents = types.slice(0, -1);
	return parents.length === 0 ? `"${name}"` : `"${name}" (in ${parents.join(", ")})`;
}

/** The labels of several resources. */
export function resourceLabels(owners: readonly string[]): string {
	return owners.map(resourceLabel).join(", ");
}
