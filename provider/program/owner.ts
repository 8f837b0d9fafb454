import * as pulumi from "@pulumi/pulumi";
import { knownValue } from "./known-value";
import { organization } from "./runtime";
import { childUrn } from "./urn";

/**
 * Who a task belongs to: the organization and the resource's URN, since logical names repeat under different parents.
 * A promise, not an output: an output would depend on the parent, and so on every other child of it.
 */
export async function ownerOf(type: string, name: string, { parent }: pulumi.CustomResourceOptions): Promise<string> {
	// An output keeps stack traces; most tasks have no parent.
	if (parent === undefined)
		return ownerText(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`);
	return ownerText(await knownValue(parent.urn.apply((urn) => childUrn(urn, type, name))));
}

/** The owner by the URN. */
export function ownerText(urn: string | undefined): string {
	return `${organization()}/${urn}`;
}
