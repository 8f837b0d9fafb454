#!/usr/bin/env node
// A plugin that answers each call of the engine at once, and does nothing.
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const proto = require("@pulumi/pulumi/proto/provider_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

let last = 118700000000000000n;

function response(message, values) {
	for (const [name, value] of Object.entries(values)) message[`set${name}`](value);
	return message;
}

const methods = {
	handshake: () => response(new proto.ProviderHandshakeResponse(), { AcceptSecrets: true }),
	attach: () => new Empty(),
	getPluginInfo: () => response(new PluginInfo(), { Version: "1.0.0" }),
	// The types of ours, under another name.
	getSchema: () => {
		const schema = { ...require("pulumi-aiccs/schema.json"), name: "noops" };
		const text = JSON.stringify(schema).replaceAll("aiccs:index:", "noops:index:");
		return response(new proto.GetSchemaResponse(), { Schema: text });
	},
	checkConfig: (request) => response(new proto.CheckResponse(), { Inputs: request.getNews() }),
	diffConfig: () => response(new proto.DiffResponse(), { Changes: proto.DiffResponse.DiffChanges.DIFF_NONE }),
	configure: () => response(new proto.ConfigureResponse(), { Acceptsecrets: true, Supportspreview: true }),
	check: (request) => response(new proto.CheckResponse(), { Inputs: request.getNews() }),
	diff: () => response(new proto.DiffResponse(), { Changes: proto.DiffResponse.DiffChanges.DIFF_NONE }),
	create: (request) =>
		response(new proto.CreateResponse(), {
			Id: request.getPreview() ? "" : String(++last),
			Properties: request.getProperties(),
		}),
	read: (request) =>
		response(new proto.ReadResponse(), {
			Id: request.getId(),
			Inputs: request.getInputs(),
			Properties: request.getProperties(),
		}),
	delete: () => new Empty(),
	cancel: () => new Empty(),
};

const server = new Server();
server.addService(
	ResourceProviderService,
	Object.fromEntries(
		Object.entries(methods).map(([name, answer]) => [name, ({ request }, callback) => callback(null, answer(request))]),
	),
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_error, port) => {
	process.stdout.write(`${port}\n`);
});
