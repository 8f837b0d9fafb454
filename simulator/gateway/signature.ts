import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { incompleteSignature, wrongSignature } from "../refusals";
import type { Call } from "./call";

const ALGORITHM = "ACS3-HMAC-SHA256";

/* "All common request headers that are present must be signed" (vendor's page on request structure and signature V3). */
const ALWAYS_SIGNED = ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"];
const SIGNED_WHEN_PRESENT = ["x-acs-content-sha256", "x-acs-security-token"];

export interface Authorization {
	readonly accessKeyId: string;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
}

export function readAuthorization({ headers, parameters }: Call): Authorization {
	const header = headers.authorization;
	if (header === undefined) {
		throw incompleteSignature(
			"Signature" in parameters
				? "It is signed with signature V2; send V3 (ACS3-HMAC-SHA256) in the Authorization header."
				: "The Authorization header is missing.",
		);
	}
	const [algorithm = "", ...rest] = header.trim().split(/\s+/);
	if (algorithm !== ALGORITHM) throw incompleteSignature(`Its algorithm is ${algorithm}; send ${ALGORITHM}.`);
	const parts = new Map(rest.join("").split(",").map(splitPart));
	const [accessKeyId, names, signature] = ["Credential", "SignedHeaders", "Signature"].map((name) => parts.get(name));
	if (!accessKeyId || !names || !signature) {
		throw incompleteSignature("The Authorization header lacks Credential, SignedHeaders or Signature.");
	}
	const signedHeaders = names.toLowerCase().split(";");
	const mustBeSigned = [...ALWAYS_SIGNED, ...SIGNED_WHEN_PRESENT.filter((name) => name in headers)];
	const unsigned = mustBeSigned.find((name) => !signedHeaders.includes(name));
	if (unsigned !== undefined) throw incompleteSignature(`The header ${unsigned} is not among the signed headers.`);
	const absent = signedHeaders.find((name) => !(name in headers));
	if (absent !== undefined) throw incompleteSignature(`The signed header ${absent} is missing.`);
	return { accessKeyId, signedHeaders, signature };
}

/** Verifies what was signed, whichever headers the client chose to sign and however it spelt the URL. */
export function checkSignature(call: Call, authorization: Authorization, accessKeySecret: string): void {
	const bodyHash = sha256(call.body);
	const request = canonicalRequest(call, authorization.signedHeaders, bodyHash);
	const stringToSign = `${ALGORITHM}\n${sha256(request)}`;
	const expected = createHmac("sha256", accessKeySecret).update(stringToSign).digest();
	const given = Buffer.from(authorization.signature, "hex");
	const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
	const claimedHash = call.headers["x-acs-content-sha256"]?.toLowerCase() ?? bodyHash;
	if (!isSigned || claimedHash !== bodyHash) throw wrongSignature(stringToSign.replaceAll("\n", "\\n"));
}

function canonicalRequest(call: Call, signedHeaders: readonly string[], bodyHash: string): string {
	if (call.query === undefined) throw incompleteSignature("The query string is not percent-encoded UTF-8.");
	/* By name, then by value: in whole pairs, X1=... would come before X=... */
	const query = [...call.query]
		.sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.join("&");
	const sorted = [...signedHeaders].sort();
	const headers = sorted.map((name) => `${name}:${call.headers[name]?.trim() ?? ""}\n`).join("");
	return [call.method, call.path, query, headers, sorted.join(";"), bodyHash].join("\n");
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}

function splitPart(part: string): [string, string] {
	const equals = part.indexOf("=");
	return [part.slice(0, equals), part.slice(equals + 1)];
}

function sha256(text: string | Buffer): string {
	return createHash("sha256").update(text).digest("hex");
}

const LEFT_ALONE_BY_JAVASCRIPT = /[!'()*]/g;

function encode(text: string): string {
	return encodeURIComponent(text).replace(
		LEFT_ALONE_BY_JAVASCRIPT,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
