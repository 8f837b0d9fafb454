import type { ClientRequest } from "node:http";
import { SocksProxyAgent } from "socks-proxy-agent";
import type { ProxyServer } from "./proxy";
import { withinTimeout } from "./within-timeout";

/** Connections through a SOCKS proxy. In a file of its own so that its library is loaded only for such a proxy. */
export class SocksTunnel extends SocksProxyAgent {
	private readonly server: ProxyServer;

	constructor(server: ProxyServer, keepAlive: boolean) {
		// The proxy resolves host names: networks with a mandatory proxy often have no name server.
		super(server.url.href.replace(/^socks5:/, "socks5h:").replace(/^socks4:/, "socks4a:"), { keepAlive });
		this.server = server;
	}

	override async connect(request: ClientRequest, options: Parameters<SocksProxyAgent["connect"]>[1]) {
		return withinTimeout(this.server, super.connect(request, options), options);
	}
}
