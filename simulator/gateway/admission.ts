import * as refuse from "../refusals";
import type { World } from "../world";
import type { Call } from "./call";

const QUARTER_OF_AN_HOUR = 15 * 60_000;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

export function checkMethod({ method }: Call): void {
	if (method !== "GET" && method !== "POST") throw refuse.unsupportedMethod();
}

export function checkAccessKey({ keys }: World, accessKeyId: string): void {
	if (accessKeyId !== keys.accessKeyId) throw refuse.unknownAccessKey();
}

/* The real clock: clients sign by theirs, whatever time the tests have moved the simulator to. */
export function checkDate({ clock }: World, { headers }: Call): void {
	const date = headers["x-acs-date"] ?? "";
	const at = Date.parse(date);
	if (!ISO_8601.test(date) || Number.isNaN(at)) throw refuse.malformedDate();
	if (Math.abs(clock.real() - at) > QUARTER_OF_AN_HOUR) throw refuse.staleDate();
}

export function checkNonce({ nonces, clock }: World, { headers }: Call): void {
	const nonce = headers["x-acs-signature-nonce"] ?? "";
	if (nonces.has(nonce)) throw refuse.replayedNonce();
	if (nonces.size > 50_000) forgetOld(nonces, clock.real());
	nonces.set(nonce, clock.real());
}

export function checkSecurityToken({ keys }: World, { headers }: Call): void {
	if (keys.securityToken === undefined) return;
	const token = headers["x-acs-security-token"];
	if (token === undefined) throw refuse.missingSecurityToken();
	if (token !== keys.securityToken) throw refuse.foreignSecurityToken();
}

/* A replay older than this is refused as stale. */
function forgetOld(nonces: Map<string, number>, now: number): void {
	for (const [nonce, at] of nonces) {
		if (now - at > 2 * QUARTER_OF_AN_HOUR) nonces.delete(nonce);
	}
}
