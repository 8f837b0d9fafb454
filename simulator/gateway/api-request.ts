import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A request to the service's API. */
export interface ApiRequest {
	readonly requestId: string;
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Decoded, in the order sent; undefined if the query string cannot be decoded. */
	readonly query: readonly (readonly [string, string])[] | undefined;
	readonly body: Buffer;
	/** From the query string and from a form body. */
	readonly parameters: Readonly<Record<string, string>>;
}

export function readRequest(method: string, target: string, headers: IncomingHttpHeaders, body: Buffer): ApiRequest {
	const [path = "/", ...rest] = target.split("?");
	const query = readPairs(rest.join("?"));
	const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
	const form = isForm ? readPairs(body.toString("utf8")) : [];
	return {
		requestId: randomUUID().toUpperCase(),
		method: method.toUpperCase(),
		path: path === "" ? "/" : path,
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")])),
		query,
		body,
		parameters: Object.fromEntries([...(query ?? []), ...(form ?? [])]),
	};
}

export function actionOf({ headers, parameters }: ApiRequest): string {
	return headers["x-acs-action"] ?? parameters.Action ?? "";
}

function readPairs(text: string): [string, string][] | undefined {
	try {
		return text
			.split("&")
			.filter((pair) => pair !== "")
			.map((pair) => {
				const [name = "", ...value] = pair.split("=");
				return [decode(name), decode(value.join("="))];
			});
	} catch {
		return undefined;
	}
}

function decode(text: string): string {
	return decodeURIComponent(text.replaceAll("+", " "));
}
