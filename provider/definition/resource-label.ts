/** What a URN tells of its resource. A name may hold anything, `::` included, so that only the front can be parted. */
export interface UrnParts {
	/** The types of its parents, the outermost first, and its own as the last. */
	readonly types: readonly string[];
	readonly name: string;
}

/** Reads a URN, or an owner, which is one behind the name of an organization. */
export function urnParts(urn: string): UrnParts {
	const [, , types = "", ...name] = urn.split("::");
	return { types: types.split("$"), name: name.join("::") };
}

/** A resource as a program's reader knows it, from its owner or URN: its name, and what it is part of. */
export function resourceLabel(owner: string): string {
	const { types, name } = urnParts(owner);
	const parents = types.slice(0, -1);
	return parents.length === 0 ? `"${name}"` : `"${name}" (in ${parents.join(", ")})`;
}

/** Resources likewise. */
export function resourceLabels(owners: readonly string[]): string {
	return owners.map(resourceLabel).join(", ");
}
