import type { Agent, ClientRequest } from "node:http";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { ProxyServer } from "./proxy";
import { ProxyError } from "./proxy-error";
import { withinTimeout } from "./within-timeout";

/** An agent whose connections go through a proxy, to https or to http servers. */
export function tunnelThrough(proxy: ProxyServer, isSecure: boolean, keepAlive: boolean): Agent {
	const agent = agentOf(proxy, isSecure, keepAlive);
	// Unset, the agent derives the protocol from the call stack.
	agent.protocol = isSecure ? "https:" : "http:";
	return agent;
}

function agentOf(proxy: ProxyServer, isSecure: boolean, keepAlive: boolean) {
	if (proxy.url.protocol.startsWith("socks")) {
		const { SocksTunnel }: typeof import("./socks-tunnel") = require("./socks-tunnel");
		return new SocksTunnel(proxy, keepAlive);
	}
	return isSecure ? new HttpsTunnel(proxy, keepAlive) : new HttpRelay(proxy, keepAlive);
}

/** To an https server, by CONNECT. */
class HttpsTunnel extends HttpsProxyAgent<string> {
	private readonly server: ProxyServer;
	private readonly proxyOptions: typeof this.connectOpts;

	constructor(server: ProxyServer, keepAlive: boolean) {
		super(server.url.href, { keepAlive });
		this.server = server;
		this.proxyOptions = this.connectOpts;
	}

	override async connect(request: ClientRequest, options: Parameters<HttpsProxyAgent<string>["connect"]>[1]) {
		const abandoned = new AbortController();
		let status = 0;
		request.once("proxyConnect", (answer: { statusCode: number }) => {
			status = answer.statusCode;
		});
		// `connect` reads this before it first waits. The signal closes the connection to a proxy that never answers.
		this.connectOpts = { ...this.proxyOptions, signal: abandoned.signal };
		const connection = super.connect(request, options);
		const socket = await withinTimeout(this.server, connection, options, () => abandoned.abort());
		if (status === 200) return socket;
		socket.destroy();
		throw ProxyError.refused(this.server, status, `${options.host}:${options.port}`);
	}
}

/** To an http server: the request names the whole address. */
class HttpRelay extends HttpProxyAgent<string> {
	private readonly server: ProxyServer;

	constructor(server: ProxyServer, keepAlive: boolean) {
		super(server.url.href, { keepAlive });
		this.server = server;
	}

	override async connect(...args: Parameters<HttpProxyAgent<string>["connect"]>) {
		return withinTimeout(this.server, super.connect(...args), args[1]);
	}
}
