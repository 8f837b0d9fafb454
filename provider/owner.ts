import * as pulumi from "@pulumi/pulumi";

/** Who a task belongs to: the organization and the resource's URN, since logical names repeat under different parents. */
export function ownerOf(type: string, name: string, { parent }: pulumi.CustomResourceOptions): pulumi.Output<string> {
	return pulumi.createUrn(name, type, parent).apply((urn) => `${pulumi.getOrganization()}/${urn}`);
}
