import * as pulumi from "@pulumi/pulumi";
import { knownValue } from "./known-value";

/**
 * Who a task belongs to: the organization and the resource's URN, since logical names repeat under different parents.
 * A promise, not an output: an output would depend on the parent, and so on every other child of it.
 */
export async function ownerOf(type: string, name: string, { parent }: pulumi.CustomResourceOptions): Promise<string> {
	const organization = pulumi.getOrganization();
	// `createUrn` makes outputs, each of which keeps stack traces; most tasks have no parent.
	if (parent === undefined)
		return `${organization}/urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
	return `${organization}/${await knownValue(pulumi.createUrn(name, type, parent))}`;
}
