import type * as pulumi from "@pulumi/pulumi";
import type { Finding } from "./model/finding";
import { resourceLabel } from "./model/resource-label";
import { ownerText } from "./owner";
import type { Preview } from "./preview";
import { aliasOption, formerUrns } from "./urn";

/** A resource of the program that a finding is about. */
interface Subject {
	readonly resource: pulumi.CustomResource;
	readonly urn: string;
	readonly preview: Preview;
}

/**
 * The finding as it reads for this stack, whose last state may hold the task that it is about; nothing if it is no
 * concern of the resource.
 */
export async function inThisStack({ resource, urn, preview }: Subject, finding: Finding): Promise<Finding | undefined> {
	const { holder } = finding;
	if (holder === undefined) return finding;
	const holding = (await preview.holders()).get(holder.taskId);
	if (holding === undefined) return holder.report === "ifAnothers" ? undefined : finding;
	if (holding === urn || (await formerUrns(resource)).includes(holding)) {
		return holder.ifOwn && { ...finding, ...holder.ifOwn };
	}
	// What would become of the task is not said beside the reason why nothing does.
	if (finding.severity === "note" || holder.report === "ifStrangers") return undefined;
	const isDeclared = preview.resources.has(ownerText(holding));
	const fix = holder.report === "ifAnothers" ? adopted(holding, urn, isDeclared) : named(holding, urn, isDeclared);
	return { ...finding, fix: `That task belongs to resource ${resourceLabel(holding)} of this stack. ${fix}` };
}

/** What to do about a name that another resource of the stack holds. */
function named(holding: string, urn: string, isDeclared: boolean): string {
	const label = resourceLabel(holding);
	if (isDeclared) return `Choose another name; or let ${label} give the name up in a run of its own first.`;
	return `${renaming(holding, urn)} If it is another one, choose another name; or run pulumi up without it first, so that ${label} goes and its name is free.`;
}

/** What to do about the adoption of a task that another resource of the stack holds. */
function adopted(holding: string, urn: string, isDeclared: boolean): string {
	const removal = "Remove adoptTaskId: a task belongs to one resource only.";
	return isDeclared ? removal : `${removal} ${renaming(holding, urn)}`;
}

function renaming(holding: string, urn: string): string {
	return `If this is the same resource under a new name or in a new place, add the option ${aliasOption(holding, urn)}.`;
}
