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
	return OwnerKey.parse(createHash("sha256").update(owner).digest("base64url").slice(0, keyLength));
}
