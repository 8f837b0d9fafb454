import http, { type Agent } from "node:http";
import https from "node:https";
import { proxyFor, type Target } from "./proxy";

/** The agents that requests need: for a proxy that the environment names, or for a connection of their own. */
export class Agents {
	private readonly agents = new Map<string, Agent>();

	/** The agent for a request; `undefined` when the request needs none of ours. */
	agentFor(target: Target, needsOwnConnection: boolean): Agent | undefined {
		const proxy = proxyFor(target, process.env);
		const { isSecure } = target;
		if (proxy !== undefined) {
			const key = `${proxy.variable} ${proxy.url.href} ${isSecure} ${needsOwnConnection}`;
			// Loaded only when there is a proxy.
			const { tunnelThrough }: typeof import("./tunnel") = require("./tunnel");
			return this.cached(key, () => tunnelThrough(proxy, isSecure, !needsOwnConnection));
		}
		if (!needsOwnConnection) return undefined;
		// The server may be closing an idle connection, and then nothing shows whether it read the request.
		return this.cached(`own ${isSecure}`, () => new (isSecure ? https : http).Agent({ keepAlive: false }));
	}

	private cached(key: string, create: () => Agent): Agent {
		const agent = this.agents.get(key) ?? create();
		this.agents.set(key, agent);
		return agent;
	}
}
