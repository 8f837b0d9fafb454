import { createHash, createHmac, randomUUID } from "node:crypto";
import { type Agent, request } from "node:http";
import { z } from "zod";

// Signs as clients of other languages do; written from the vendor's page on signature V3 alone.

export interface SigningOptions {
	readonly method?: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
	/** Send the parameters in a form body instead of the URL. */
	readonly form?: boolean;
	/** How to encode the URL: spaces as `+`, hex digits in lower case, or only what must be encoded. */
	readonly encoding?: "plus" | "lower-case" | "sparse";
	readonly headers?: Record<string, string>;
	/** Headers to send but not sign. */
	readonly unsigned?: readonly string[];
	/** Headers to sign but not send. */
	readonly unsent?: readonly string[];
	readonly authorization?: string | null;
	readonly signature?: string;
	readonly order?: readonly string[];
	/** Keeps the connection; by default each request closes its own. */
	readonly agent?: Agent;
}

export interface Keys {
	readonly url: string;
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
}

export interface RawAnswer {
	readonly status: number;
	readonly headers: NodeJS.Dict<string | string[]>;
	readonly text: string;
	readonly code: string;
}

/** A list if a name occurs more than once. */
type Parameters = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

function isList(parameters: Parameters): parameters is readonly (readonly [string, string])[] {
	return Array.isArray(parameters);
}

const Body = z.object({ Code: z.string() });

export async function sendHandSigned(
	keys: Keys,
	action: string,
	parameters: Parameters = {},
	options: SigningOptions = {},
): Promise<RawAnswer> {
	const method = options.method ?? "POST";
	const pairs: readonly (readonly [string, string])[] = isList(parameters) ? parameters : Object.entries(parameters);
	const body = options.form
		? pairs.map(([name, value]) => `${encode(name, "plus")}=${encode(value, "plus")}`).join("&")
		: "";
	const query = options.form ? [] : pairs;
	const headers: Record<string, string> = {
		host: new URL(keys.url).host,
		"x-acs-action": action,
		"x-acs-version": "2019-10-15",
		"x-acs-date": `${new Date().toISOString().slice(0, 19)}Z`,
		"x-acs-signature-nonce": randomUUID(),
		"x-acs-content-sha256": sha256(body),
		...(options.form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
		...options.headers,
	};
	const authorization = options.authorization ?? sign(keys, method, query, headers, body, options);
	for (const name of options.unsent ?? []) delete headers[name];
	const target = `/?${query.map(([name, value]) => `${encode(name, options.encoding)}=${encode(value, options.encoding)}`).join("&")}`;
	const sent = options.authorization === null ? headers : { ...headers, Authorization: authorization };
	return sendHttp(keys.url, method, target, sent, body, options.agent);
}

function sign(
	{ accessKeyId, accessKeySecret }: Keys,
	method: string,
	query: readonly (readonly [string, string])[],
	headers: Record<string, string>,
	body: string,
	{ unsigned = [], signature, order }: SigningOptions,
): string {
	const names = Object.keys(headers)
		.filter((name) => !unsigned.includes(name))
		.sort();
	const canonical = [
		method,
		"/",
		[...query]
			.sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
			.map(([name, value]) => `${percent(name)}=${percent(value)}`)
			.join("&"),
		names.map((name) => `${name}:${headers[name]?.trim()}\n`).join(""),
		names.join(";"),
		sha256(body),
	].join("\n");
	const proof = createHmac("sha256", accessKeySecret)
		.update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
		.digest("hex");
	const parts = { Credential: accessKeyId, SignedHeaders: names.join(";"), Signature: signature ?? proof };
	const ordered = order ?? Object.keys(parts);
	const listed = Object.entries(parts).sort(([one], [other]) => ordered.indexOf(one) - ordered.indexOf(other));
	return `ACS3-HMAC-SHA256 ${listed.map(([name, value]) => `${name}=${value}`).join(", ")}`;
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}

function sendHttp(
	url: string,
	method: string,
	path: string,
	headers: Record<string, string>,
	body: string,
	agent?: Agent,
) {
	return new Promise<RawAnswer>((resolve, reject) => {
		const { hostname, port } = new URL(url);
		const outgoing = request(
			agent === undefined
				? { hostname, port, method, path, headers: { ...headers, connection: "close" } }
				: { hostname, port, method, path, headers, agent },
			(response) => {
				const chunks: Buffer[] = [];
				response.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
				response.on("end", () => {
					const text = Buffer.concat(chunks).toString("utf8");
					resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code: codeOf(text) });
				});
				response.on("error", reject);
			},
		);
		outgoing.on("error", reject);
		outgoing.end(body);
	});
}

function codeOf(text: string): string {
	try {
		return Body.parse(JSON.parse(text)).Code;
	} catch {
		return "";
	}
}

function encode(text: string, encoding: SigningOptions["encoding"]): string {
	if (encoding === "plus") return percent(text).replaceAll("%20", "+");
	if (encoding === "lower-case") return percent(text).replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
	if (encoding === "sparse") return encodeURIComponent(text);
	return percent(text);
}

const unreserved = /[A-Za-z0-9\-_.~]/;

function percent(text: string): string {
	return [...Buffer.from(text, "utf8")]
		.map((byte) => {
			const character = String.fromCharCode(byte);
			return unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
		})
		.join("");
}

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
