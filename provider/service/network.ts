import http, { type Agent } from "node:http";
import https from "node:https";
import { proxyFor, type Target } from "./proxy";

/** The ways out of this machine: straight, or through the proxies that the environment names. */
export class Network {
	private readonly agents = new Map<string, Agent>();

	/** The agent for a request; `undefined` when the one of the caller will do. */
	agentFor(target: Target, isOnlyOnce: boolean): Agent | undefined {
		const proxy = proxyFor(target, process.env);
		const { isSecure } = target;
		if (proxy !== undefined) {
			const key = `${proxy.variable} ${proxy.url.href} ${isSecure} ${isOnlyOnce}`;
			// Loaded where there is a proxy only.
			const { tunnelThrough }: typeof import("./tunnel") = require("./tunnel");
			return this.known(key, () => tunnelThrough(proxy, target, !isOnlyOnce));
		}
		if (!isOnlyOnce) return undefined;
		// The server may be closing an idle connection just now, and nothing would tell whether it has read the request.
		return this.known(`only once ${isSecure}`, () => new (isSecure ? https : http).Agent({ keepAlive: false }));
	}

	private known(key: string, make: () => Agent): Agent {
		const agent = this.agents.get(key) ?? make();
		this.agents.set(key, agent);
		return agent;
	}
}
