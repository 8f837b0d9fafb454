import { createHash } from "node:crypto";
import { z } from "zod";

/** The organization and URN of a resource, as the program passes them to the check. */
export const OwnerUrn = z.string().brand<"OwnerUrn">();
export type OwnerUrn = z.output<typeof OwnerUrn>;

/** 16 characters that identify an owner. They are in the state of each resource, where every byte costs time. */
export const OwnerKey = z.string().brand<"OwnerKey">();
export type OwnerKey = z.output<typeof OwnerKey>;

const keyLength = 16;

export function ownerKeyOf(owner: OwnerUrn): OwnerKey {
	return OwnerKey.parse(createHash("sha256").update(asDynamic(owner)).digest("base64url").slice(0, keyLength));
}

/**
 * The owner as a dynamic resource, so that it is the same after a move to the plugin and back. The engine does not say a
 * plugin the organization, which without Pulumi's service is always this one.
 */
function asDynamic(owner: OwnerUrn): string {
	return owner
		.replace(/^urn:/, "organization/urn:")
		.replaceAll(/(::|\$)aiccs:index:/g, "$1pulumi-nodejs:dynamic/aiccs:");
}
