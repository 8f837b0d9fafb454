import { calleeList } from "../../callees/resource";
import { aiCallTaskTokens, calleeListTokens } from "../../program/type-tokens";
import { aiCallTask, upgradeFrom010 } from "../../tasks/resource";
import type { EngineWatch } from "../engine-watch";
import { Host } from "../host";
import type { EngineLog } from "./engine-log";
import { Plugin } from "./plugin";
import { PluginResource } from "./plugin-resource";

/** The provider of every language's programs, as a service for Pulumi's engine. */
export function createPlugin(log: EngineLog, watch: EngineWatch): Plugin {
	const host = new Host({ log: (line) => log.line(line), watch, upgrade: upgradeFrom010() });
	return new Plugin(host, log, [
		[aiCallTaskTokens.schema, new PluginResource(aiCallTask, host, aiCallTaskTokens)],
		[calleeListTokens.schema, new PluginResource(calleeList, host, calleeListTokens)],
	]);
}
