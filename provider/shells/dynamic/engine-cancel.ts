import { EventEmitter } from "node:events";
import { part } from "../../definition/part";

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Calls back when the engine cancels the command. Ctrl-C reaches the command alone, which then makes this call; Pulumi's
 * SDK answers it and passes it on to no provider. So it is observed at the SDK's server, which only Node.js knows. Where
 * that is not found, an import ends as if no one had interrupted it.
 */
export function onCancel(callback: () => void): void {
	for (const server of serversOfStreams()) {
		server.on("stream", (_stream: unknown, headers: unknown) => {
			if (part(headers, ":path") === cancelPath) callback();
		});
	}
}

function serversOfStreams(): EventEmitter[] {
	const handlesOf = part(process, "_getActiveHandles");
	const handles: unknown = typeof handlesOf === "function" ? Reflect.apply(handlesOf, process, []) : [];
	const emitters = [handles].flat().filter((handle) => handle instanceof EventEmitter);
	return emitters.filter((handle) => handle.listenerCount("stream") > 0);
}
