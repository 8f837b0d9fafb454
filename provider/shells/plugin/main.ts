#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { engineAddress, watchEngine } from "../engine-watch";
import { EngineLog } from "./engine-log";
import type { createPlugin } from "./index";
import { lazyService } from "./lazy-service";
import { opening } from "./opening";

const log = new EngineLog();
// Engines that make no handshake pass their address as well, and any may end before it configures the provider.
const address = engineAddress(process.argv);
if (address !== undefined) log.connect(address);
const watch = watchEngine();

/** Pulumi starts some processes for the schema alone, and the resources are most of what there is to load. */
function load(): { readonly createPlugin: typeof createPlugin } {
	return require("./index");
}

// States and lists of people are larger than the 4 MB that gRPC allows by default.
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(
	ResourceProviderService,
	lazyService(opening(log), () => {
		const service = load().createPlugin(log, watch).service();
		// Much of the memory would be what V8 leaves for later collections: docs/performance.md.
		for (const flag of ["--semi-space-growth-factor=1", "--heap-growing-percent=50"]) setFlagsFromString(flag);
		return service;
	}),
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
	if (error !== null) throw error;
	// Pulumi reads the port from the first line.
	process.stdout.write(`${port}\n`);
});
