import { createHash } from "node:crypto";
import { z } from "zod";

/** The organization and the URN of a resource, as its check gets them from the program. */
export const OwnerUrn = z.string().brand<"OwnerUrn">();
export type OwnerUrn = z.output<typeof OwnerUrn>;

/** 16 characters that identify an owner. They are in each resource's state, where every byte costs. */
export const OwnerKey = z.string().brand<"OwnerKey">();
export type OwnerKey = z.output<typeof OwnerKey>;

const keyLength = 16;

export function ownerKeyOf(owner: OwnerUrn): OwnerKey {
	return OwnerKey.parse(createHash("sha256").update(owner).digest("base64url").slice(0, keyLength));
}
