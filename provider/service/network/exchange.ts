import { AsyncLocalStorage } from "node:async_hooks";
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Agents } from "./agents";
import { ProxyError } from "./proxy-error";

/**
 * One request to the service, with the requests for credentials that it causes, as Node sees it. The vendor's packages
 * accept no agent, hide how far a request came and drop the headers of an answer, so their calls of Node's `request` are
 * intercepted: in this asynchronous context only. This can go when the vendor's client offers all three.
 */
export class Exchange {
	/** Whether Node accepted the request: it rejects one with a header that cannot be sent. */
	wasCreated = false;
	/** Whether any part of the request can have left this machine. */
	mayHaveBeenSent = false;
	/** Milliseconds by which this machine's clock is ahead of the service's, if the service answered. */
	clockAhead: number | undefined;
	/** Milliseconds for which the service asks to send nothing. */
	retryAfter = 0;
	/** The last failure of a proxy. */
	proxyError: ProxyError | undefined;
	private readonly action: string;
	private readonly agents: Agents;
	private readonly needsOwnConnection: boolean;

	constructor(agents: Agents, { action, mayRepeat }: { action: string; mayRepeat: boolean }) {
		this.agents = agents;
		this.action = action;
		this.needsOwnConnection = !mayRepeat;
	}

	run<T>(work: () => Promise<T>): Promise<T> {
		intercept();
		return current.run(this, work);
	}

	request(secure: boolean, options: RequestOptions, send: (options: RequestOptions) => ClientRequest): ClientRequest {
		const isToService = this.isToService(options);
		const agent = this.agents.agentFor(targetOf(secure, options), isToService && this.needsOwnConnection);
		const request = send({ ...options, protocol: secure ? "https:" : "http:", ...(agent && { agent }) });
		request.once("error", (error) => {
			if (error instanceof ProxyError) this.proxyError = error;
		});
		if (isToService) this.follow(request);
		return request;
	}

	/** Requests for credentials, which come first, do not count as sent. */
	private isToService({ headers = {} }: RequestOptions): boolean {
		return "x-acs-action" in headers && headers["x-acs-action"] === this.action;
	}

	/**
	 * Node writes a request once it is connected; over TLS, once the connection is secured and the certificate accepted.
	 * Before that the request cannot have been sent; after that it may have been.
	 */
	private follow(request: ClientRequest): void {
		this.wasCreated = true;
		const sent = () => {
			this.mayHaveBeenSent = true;
		};
		request.once("socket", (socket: Socket) => {
			if (isReady(request, socket)) sent();
			else socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", sent);
		});
		request.once("close", () => endReadTimer(request.socket));
		request.once("response", ({ headers }: IncomingMessage) => {
			const serviceTime = Date.parse(headers.date ?? "");
			if (!Number.isNaN(serviceTime)) this.clockAhead = Date.now() - serviceTime;
			this.retryAfter = Number(headers["x-acs-retry-after"]) || 0;
		});
	}
}

/**
 * The vendor's client leaves the timer of an answered request running. It would keep the request with its body, a hundred
 * kilobytes for an import, until the time is over, and then end the timer of the connection's next request.
 */
function endReadTimer(socket: Socket | null): void {
	if (socket === null) return;
	const name = Object.getOwnPropertySymbols(socket).find(({ description }) => description === "TIMER::READ_TIMER");
	const timer: unknown = name && Reflect.get(socket, name);
	if (isTimer(timer)) clearTimeout(timer);
}

function isTimer(value: unknown): value is NodeJS.Timeout {
	return typeof value === "object" && value !== null && "hasRef" in value;
}

function isReady({ reusedSocket }: ClientRequest, socket: Socket): boolean {
	if (reusedSocket) return true;
	return socket instanceof TLSSocket ? socket.getFinished() !== undefined : !socket.connecting;
}

function targetOf(isSecure: boolean, { hostname, host, port }: RequestOptions) {
	return { isSecure, host: hostname ?? host ?? "localhost", port: Number(port ?? (isSecure ? 443 : 80)) };
}

const current = new AsyncLocalStorage<Exchange>();
let isIntercepting = false;

/** Outside an exchange, requests are passed through unchanged. */
function intercept(): void {
	if (isIntercepting) return;
	isIntercepting = true;
	for (const module of [http, https]) {
		const original = module.request;
		const request = (...args: Parameters<typeof original>): ClientRequest => {
			const [options] = args;
			const exchange = current.getStore();
			const hasOptions = typeof options === "object" && !(options instanceof URL);
			if (exchange === undefined || !hasOptions) return Reflect.apply(original, module, args);
			return exchange.request(module === https, options, (changed) => original(changed));
		};
		Reflect.set(module, "request", request);
	}
}
