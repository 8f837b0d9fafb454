/*
 * Starts a plugin and configures it, as the engine does. Prints the seconds from its start to its response; with
 * --port-only, to its first line, which contains the port. Argument: the plugin's script.
 */
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { credentials } = require("@grpc/grpc-js");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { ConfigureRequest } = require("@pulumi/pulumi/proto/provider_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { askOf, printSeconds } = require("./measured");

const [script, portOnly] = process.argv.slice(2);

async function measure() {
	const start = performance.now();
	const child = spawn(process.execPath, [script, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
	try {
		const [port] = await once(child.stdout, "data");
		if (portOnly === undefined) await configure(String(port).trim());
		return (performance.now() - start) / 1000;
	} finally {
		child.kill("SIGKILL");
	}
}

async function configure(port) {
	const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
	const ask = askOf(client);
	await ask("getPluginInfo", new Empty());
	const configuration = new ConfigureRequest();
	configuration.setArgs(Struct.fromJavaScript({}));
	await ask("configure", configuration);
}

printSeconds(measure);
