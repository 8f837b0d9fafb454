/*
 * Starts a provider process and sends it one Check, as the engine does. Prints the seconds from its start to the response.
 * Arguments: the program's folder, the provider line.
 */
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { tasks } = require("../../tools/pulumi/programs/tasks");
const { askOf, printSeconds } = require("./measured");

const [folder, providerLine] = process.argv.slice(2);
const load = createRequire(join(folder, "index.js"));
const script = load.resolve("@pulumi/pulumi/cmd/dynamic-provider");
// The copies that Pulumi itself uses.
const grpc = createRequire(script)("@grpc/grpc-js");
const { ResourceProviderClient } = load("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = load("@pulumi/pulumi/proto/provider_pb");
const { Struct } = createRequire(script)("google-protobuf/google/protobuf/struct_pb");

async function measure() {
	const [task] = tasks;
	const start = performance.now();
	const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
		cwd: folder,
		stdio: ["ignore", "pipe", "inherit"],
	});
	try {
		const [port] = await once(child.stdout, "data");
		const client = new ResourceProviderClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
		const ask = askOf(client);
		const configuration = new messages.ConfigureRequest();
		configuration.setArgs(Struct.fromJavaScript({}));
		await ask("configure", configuration);
		const request = new messages.CheckRequest();
		const owner = "organization/urn:pulumi:dev::program::pulumi-nodejs:dynamic/aiccs:AiCallTask::bench-task-1";
		request.setOlds(Struct.fromJavaScript({}));
		request.setNews(Struct.fromJavaScript({ ...task, __provider: providerLine, __owner: owner }));
		const answer = await ask("check", request);
		const seconds = (performance.now() - start) / 1000;
		const [failure] = answer.getFailuresList();
		if (failure !== undefined) throw new Error(`The check failed: ${failure.getReason()}`);
		return seconds;
	} finally {
		child.kill("SIGKILL");
	}
}

printSeconds(measure);
