import type { Agent, ClientRequest } from "node:http";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { inTime } from "./in-time";
import type { ProxyServer, Target } from "./proxy";
import { ProxyError } from "./proxy-error";

/** Connections through a proxy: one agent for each proxy, protocol and manner. */
export function tunnelThrough(proxy: ProxyServer, { isSecure }: Target, keepAlive: boolean): Agent {
	const agent = agentOf(proxy, isSecure, keepAlive);
	// Left alone, it reads from the stack which module the request comes from.
	agent.protocol = isSecure ? "https:" : "http:";
	return agent;
}

function agentOf(proxy: ProxyServer, isSecure: boolean, keepAlive: boolean) {
	if (proxy.url.protocol.startsWith("socks")) {
		const { SocksTunnel }: typeof import("./socks-tunnel") = require("./socks-tunnel");
		return new SocksTunnel(proxy, keepAlive);
	}
	return isSecure ? new Tunnel(proxy, keepAlive) : new Relay(proxy, keepAlive);
}

/** To an https server: by CONNECT. */
class Tunnel extends HttpsProxyAgent<string> {
	private readonly named: ProxyServer;
	private readonly target: typeof this.connectOpts;

	constructor(named: ProxyServer, keepAlive: boolean) {
		super(named.url.href, { keepAlive });
		this.named = named;
		this.target = this.connectOpts;
	}

	override async connect(request: ClientRequest, options: Parameters<HttpsProxyAgent<string>["connect"]>[1]) {
		const ended = new AbortController();
		let status = 0;
		request.once("proxyConnect", (answer: { statusCode: number }) => {
			status = answer.statusCode;
		});
		// Read before the first pause of `connect`: a proxy that never answers must not keep a connection open.
		this.connectOpts = { ...this.target, signal: ended.signal };
		const socket = await inTime(this.named, super.connect(request, options), options, () => ended.abort());
		if (status === 200) return socket;
		socket.destroy();
		throw ProxyError.refused(this.named, status, `${options.host}:${options.port}`);
	}
}

/** To an http server: the proxy is asked for the whole address. */
class Relay extends HttpProxyAgent<string> {
	private readonly named: ProxyServer;

	constructor(named: ProxyServer, keepAlive: boolean) {
		super(named.url.href, { keepAlive });
		this.named = named;
	}

	override async connect(...given: Parameters<HttpProxyAgent<string>["connect"]>) {
		return inTime(this.named, super.connect(...given), given[1], () => {});
	}
}
