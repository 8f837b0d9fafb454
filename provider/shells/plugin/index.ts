import { calleeList } from "../../callees/resource";
import { aiCallTaskTokens, calleeListTokens } from "../../program/type-tokens";
import { aiCallTask } from "../../tasks/resource";
import { engineAddress } from "../engine-watch";
import { Host } from "../host";
import { EngineLog } from "./engine-log";
import { Plugin } from "./plugin";
import { PluginResource } from "./plugin-resource";

/** The provider of every language's programs, as a service for Pulumi's engine. */
export function createPlugin(): Plugin {
	const log = new EngineLog();
	const host = new Host({ log: (line) => log.line(line) });
	// Engines that make no handshake pass their address as well, and any may end before it configures the provider.
	const address = engineAddress(process.argv);
	if (address !== undefined) log.connect(address);
	host.engine();
	return new Plugin(host, log, [
		[aiCallTaskTokens.schema, new PluginResource(aiCallTask, host, aiCallTaskTokens)],
		[calleeListTokens.schema, new PluginResource(calleeList, host, calleeListTokens)],
	]);
}
