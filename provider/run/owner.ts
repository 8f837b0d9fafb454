import { createHash } from "node:crypto";

const length = 16;

/** A short name for an owner: kept in each resource's state, where every byte costs. The key of a key is itself. */
export function ownerKey(owner: string): string {
	return owner.length <= length ? owner : createHash("sha256").update(owner).digest("base64url").slice(0, length);
}
