import type * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../definition/finding";
import { adoptedByDeclared, heldByDeclared, resourceLabel } from "../definition/resource-label";
import { ownerText } from "./owner";
import type { Preview } from "./preview";
import { aliasOption, formerUrns } from "./urn";

const sameResource = "If this is the same resource under a new name or in a new place,";

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
	if (holder.report === "ifStrangers") return undefined;
	const isDeclared = preview.resources.has(ownerText(holding));
	return { ...finding, ...(holder.report === "ifAnothers" ? adopted : named)(holding, urn, isDeclared) };
}

/** What to do about a name that another resource of the stack holds. */
function named(holding: string, urn: string, isDeclared: boolean): Partial<Finding> {
	if (isDeclared) return { fix: heldByDeclared(holding) };
	const owner = `That task belongs to resource ${resourceLabel(holding)} of this stack, which the program no longer declares.`;
	return {
		fix: `${owner} ${sameResource} add the option ${aliasOption(holding, urn)}. Otherwise choose another name.`,
	};
}

/** What to do about the adoption of a task that another resource of the stack holds. */
function adopted(holding: string, urn: string, isDeclared: boolean): Partial<Finding> {
	const problem = `names the task of resource ${resourceLabel(holding)} of this stack`;
	if (isDeclared) return { problem: `${problem}.`, fix: adoptedByDeclared };
	return {
		problem: `${problem}, which the program no longer declares.`,
		fix: `${sameResource} replace adoptTaskId with the option ${aliasOption(holding, urn)}. Otherwise remove adoptTaskId and choose another taskName.`,
	};
}
