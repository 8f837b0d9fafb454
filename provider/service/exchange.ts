import { AsyncLocalStorage } from "node:async_hooks";
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Network } from "./network";
import { ProxyError } from "./proxy-error";

/**
 * One request to the service, with whatever is asked on its behalf (credentials), as Node sees it. The vendor's
 * packages take no agent and hide how far a request came, so their calls of Node are met here: in this context only,
 * whatever else the process does.
 */
export class Exchange {
	/** Whether the request was made at all: one with a header that cannot be sent is not. */
	hasBegun = false;
	/** Whether any part of the request can have left this machine. */
	mayHaveBeenSent = false;
	/** Milliseconds by which this machine's clock is ahead of the server's, as far as its answer tells. */
	clockAhead: number | undefined;
	/** The last proxy that let a request of the exchange down. */
	proxyError: ProxyError | undefined;
	private readonly action: string;
	private readonly network: Network;
	private readonly isOnlyOnce: boolean;

	constructor(network: Network, { action, mayRepeat }: { action: string; mayRepeat: boolean }) {
		this.network = network;
		this.action = action;
		this.isOnlyOnce = !mayRepeat;
	}

	run<T>(work: () => Promise<T>): Promise<T> {
		intercept();
		return current.run(this, work);
	}

	request(secure: boolean, options: RequestOptions, send: (options: RequestOptions) => ClientRequest): ClientRequest {
		const isOurs = this.isOwn(options);
		const agent = this.network.agentFor(targetOf(secure, options), isOurs && this.isOnlyOnce);
		const request = send({ ...options, protocol: secure ? "https:" : "http:", ...(agent && { agent }) });
		request.once("error", (error) => {
			if (error instanceof ProxyError) this.proxyError = error;
		});
		if (isOurs) this.follow(request);
		return request;
	}

	/** Only what the service itself is asked counts as sent; credentials may be asked of others before. */
	private isOwn({ headers }: RequestOptions): boolean {
		return headers !== undefined && Reflect.get(headers, "x-acs-action") === this.action;
	}

	/**
	 * Node writes a request once the connection is made, over TLS once it is secured and the certificate is accepted:
	 * before that it cannot have been sent, after that it may have been.
	 */
	private follow(request: ClientRequest): void {
		this.hasBegun = true;
		const sent = () => {
			this.mayHaveBeenSent = true;
		};
		request.once("socket", (socket: Socket) => {
			if (isReady(request, socket)) sent();
			else socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", sent);
		});
		request.once("response", ({ headers }: IncomingMessage) => {
			const theirs = Date.parse(headers.date ?? "");
			if (!Number.isNaN(theirs)) this.clockAhead = Date.now() - theirs;
		});
	}
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

/** Outside an exchange nothing changes. */
function intercept(): void {
	if (isIntercepting) return;
	isIntercepting = true;
	for (const module of [http, https]) {
		const original = module.request;
		const request = (...given: Parameters<typeof original>): ClientRequest => {
			const [options] = given;
			const exchange = current.getStore();
			const isForm = typeof options === "object" && !(options instanceof URL);
			if (exchange === undefined || !isForm) return Reflect.apply(original, module, given);
			return exchange.request(module === https, options, (changed) => original(changed));
		};
		Reflect.set(module, "request", request);
	}
}
