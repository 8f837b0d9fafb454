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

/** What to do about a name that another resource of the program holds, by its owner or URN. */
export function heldByDeclared(owner: string): string {
	const label = resourceLabel(owner);
	return `That task belongs to resource ${label} of this stack. Choose another name; or first change the taskName of ${label} in a pulumi up of its own.`;
}

/** What to do about an adoption of a task that another resource of the program holds. */
export const adoptedByDeclared = "Remove adoptTaskId: a task belongs to one resource only.";
