import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { incompleteSignature, wrongSignature } from "../refusals";
import type { ApiRequest } from "./api-request";

const acs3 = "ACS3-HMAC-SHA256";

// "All common request headers that are present must be signed" (vendor's page "Request structure and signature V3").
const requiredHeaders = ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"];
const requiredIfPresent = ["x-acs-content-sha256", "x-acs-security-token"];

export interface Authorization {
	readonly accessKeyId: string;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
}

export function readAuthorization({ headers, parameters }: ApiRequest): Authorization {
	const header = headers.authorization;
	if (header === undefined) {
		throw incompleteSignature(
			"Signature" in parameters
				? "The request uses signature V2; send V3 (ACS3-HMAC-SHA256) in the Authorization header."
				: "The Authorization header is missing.",
		);
	}
	const [algorithm = "", ...rest] = header.trim().split(/\s+/);
	if (algorithm !== acs3) throw incompleteSignature(`The algorithm is ${algorithm}; use ${acs3}.`);
	const parts = new Map(rest.join("").split(",").map(splitPart));
	const [accessKeyId, names, signature] = ["Credential", "SignedHeaders", "Signature"].map((name) => parts.get(name));
	if (!accessKeyId || !names || !signature) {
		throw incompleteSignature("The Authorization header lacks Credential, SignedHeaders or Signature.");
	}
	const signedHeaders = names.toLowerCase().split(";");
	const required = [...requiredHeaders, ...requiredIfPresent.filter((name) => name in headers)];
	const unsigned = required.find((name) => !signedHeaders.includes(name));
	if (unsigned !== undefined) throw incompleteSignature(`The header ${unsigned} must be signed.`);
	const absent = signedHeaders.find((name) => !(name in headers));
	if (absent !== undefined) throw incompleteSignature(`The signed header ${absent} is missing.`);
	return { accessKeyId, signedHeaders, signature };
}

/** Accepts any choice of further signed headers and any percent-encoding of the URL. */
export function checkSignature(request: ApiRequest, authorization: Authorization, accessKeySecret: string): void {
	const bodyHash = sha256(request.body);
	const canonical = canonicalRequest(request, authorization.signedHeaders, bodyHash);
	const stringToSign = `${acs3}\n${sha256(canonical)}`;
	const expected = createHmac("sha256", accessKeySecret).update(stringToSign).digest();
	const given = Buffer.from(authorization.signature, "hex");
	const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
	const claimedHash = request.headers["x-acs-content-sha256"]?.toLowerCase() ?? bodyHash;
	if (!isSigned || claimedHash !== bodyHash) throw wrongSignature(stringToSign.replaceAll("\n", "\\n"));
}

function canonicalRequest(request: ApiRequest, signedHeaders: readonly string[], bodyHash: string): string {
	if (request.query === undefined) throw incompleteSignature("The query string is not percent-encoded UTF-8.");
	// By name, then by value: sorted as pairs, X1=... would precede X=...
	const query = [...request.query]
		.sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.join("&");
	const sorted = [...signedHeaders].sort();
	const headers = sorted.map((name) => `${name}:${request.headers[name]?.trim() ?? ""}\n`).join("");
	return [request.method, request.path, query, headers, sorted.join(";"), bodyHash].join("\n");
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

// encodeURIComponent leaves five characters that the vendor's rules encode.
function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
