import { createHash, hash } from "node:crypto";
import type { Roster } from "./roster";

const digests = new WeakMap<Roster, Promise<string>>();

/**
 * A digest of the people to call with everything that is sent of them, variables included. The order of rows and columns,
 * the headers of number and outId, and the form of the files do not matter. Reads the files once for each roster. Unlike
 * the fingerprint in the state, no other list can be made to fit it.
 */
export function contentDigestOf(roster: Roster): Promise<string> {
	const digest = digests.get(roster) ?? read(roster);
	digests.set(roster, digest);
	return digest;
}

async function read(roster: Roster): Promise<string> {
	const people: string[] = [];
	for await (const chunk of roster.callees(() => true)) {
		for (const { number, outId, variables } of chunk) {
			const sent = [number.toLowerCase(), outId, Object.entries(variables).sort()];
			people.push(hash("sha256", JSON.stringify(sent), "base64url"));
		}
	}
	const digest = createHash("sha256").update(String(roster.encryptionType));
	for (const one of people.sort()) digest.update(one);
	return digest.digest("base64url");
}
