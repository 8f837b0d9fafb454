import { resourceLabel } from "../definition/resource-label";

/** The fix for a name that another resource of the program has, by its owner or URN. Programs load this file. */
export function heldByDeclared(owner: string): string {
	const label = resourceLabel(owner);
	return `That task belongs to resource ${label} of this stack. Choose another name; or first change the taskName of ${label} in a pulumi up of its own.`;
}
