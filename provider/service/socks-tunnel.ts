import type { ClientRequest } from "node:http";
import { SocksProxyAgent } from "socks-proxy-agent";
import { inTime } from "./in-time";
import type { ProxyServer } from "./proxy";

/** Connections through a SOCKS proxy. A file of its own: its library is loaded for such a proxy only. */
export class SocksTunnel extends SocksProxyAgent {
	private readonly named: ProxyServer;

	constructor(named: ProxyServer, keepAlive: boolean) {
		// The proxy looks names up: where there is only a proxy out, there is often no name server either.
		super(named.url.href.replace(/^socks5:/, "socks5h:").replace(/^socks4:/, "socks4a:"), { keepAlive });
		this.named = named;
	}

	override async connect(request: ClientRequest, options: Parameters<SocksProxyAgent["connect"]>[1]) {
		return inTime(this.named, super.connect(request, options), options, () => {});
	}
}
