import { subscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";

/** The longest pause that is taken on advice, in milliseconds. */
const longest = 60_000;

const until = new Map<string, number>();
let listening = false;

/** Begins to listen to what servers ask for: the vendor's client hides the headers of a refusal. */
export function listenForAdvice(): void {
	if (listening) return;
	listening = true;
	subscribe("http.client.response.finish", heed);
}

/** When a host that asked to slow down may be asked again; epoch milliseconds. */
export function pauseUntil(host: string): number {
	return until.get(host) ?? 0;
}

function heed(message: unknown): void {
	const advised = Number(property(property(property(message, "response"), "headers"), "x-acs-retry-after"));
	const request = property(message, "request");
	if (!(advised > 0) || !(request instanceof ClientRequest)) return;
	const host = String(request.getHeader("host"));
	until.set(host, Math.max(pauseUntil(host), Date.now() + Math.min(advised, longest)));
}

function property(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
