import type { Finding } from "../definition/finding";
import { resourceLabel } from "../definition/resource-label";

// Programs load this file.

/** How a finding about a task reads if another resource of the program has the task, by its owner or URN. */
export function heldByDeclared({ path }: Pick<Finding, "path">, owner: string): Partial<Finding> {
	if (path === "adoptTaskId") return { problem: `names the task of resource ${resourceLabel(owner)} of this stack.` };
	return { fix: chooseAnotherName(owner) };
}

/** The fix for a name that another resource of the program has, by its owner or URN. */
export function chooseAnotherName(owner: string): string {
	const label = resourceLabel(owner);
	return `That task belongs to resource ${label} of this stack. Choose another name; or first change the taskName of ${label} in a pulumi up of its own.`;
}
