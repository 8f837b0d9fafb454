import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { calleeList } from "../../../../provider/callees/resource";
import { aiCallTaskTokens, calleeListTokens } from "../../../../provider/program/type-tokens";
import type { Context } from "../../../../provider/run/context";
import { EngineLog } from "../../../../provider/shells/plugin/engine-log";
import { structOf, valuesOf } from "../../../../provider/shells/plugin/messages";
import { Plugin } from "../../../../provider/shells/plugin/plugin";
import { PluginResource } from "../../../../provider/shells/plugin/plugin-resource";
import { aiCallTask } from "../../../../provider/tasks/resource";
import type { ContextChanges, Fixture } from "../../../support/describe-simulator";
import type { Values } from "../../../support/engine";
import { HostOf } from "../../../support/shells/host-of";
import { urnOf } from "../../../support/shells/plugin";
import { answerTo, serve } from "../../../support/shells/plugin-calls";

/** A line that the engine shows under a resource. */
export interface ShownLine {
	readonly severity: "error" | "warning" | "note";
	readonly name: string;
	readonly text: string;
}

export interface EngineServer {
	readonly address: string;
	readonly lines: ShownLine[];
	close(): void;
}

const severities = new Map<LogSeverity, ShownLine["severity"]>([
	[LogSeverity.ERROR, "error"],
	[LogSeverity.WARNING, "warning"],
	[LogSeverity.INFO, "note"],
]);

/** The part of Pulumi's engine that takes the lines of a plugin. */
export async function startEngine(): Promise<EngineServer> {
	const lines: ShownLine[] = [];
	const refused = (_call: unknown, callback: (error: Error) => void) => callback(new Error("not offered"));
	const service: IEngineServer = {
		log: ({ request }: { request: LogRequest }, callback: (error: null, empty: Empty) => void) => {
			const severity = severities.get(request.getSeverity()) ?? "note";
			lines.push({ severity, name: request.getUrn().split("::").at(-1) ?? "", text: request.getMessage() });
			callback(null, new Empty());
		},
		getRootResource: refused,
		setRootResource: refused,
		startDebugging: refused,
		requirePulumiVersion: refused,
	};
	const server = new Server();
	server.addService(EngineService, service);
	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
			error === null ? resolve(bound) : reject(error),
		);
	});
	return { address: `127.0.0.1:${port}`, lines, close: () => server.forceShutdown() };
}

/** A plugin with an engine, over connections, in this process. */
export interface OpenPlugin extends EngineServer {
	readonly client: ResourceProviderClient;
}

export async function openPlugin(fixture: Pick<Fixture, "newContext">, changes?: ContextChanges): Promise<OpenPlugin> {
	const engine = await startEngine();
	const log = new EngineLog();
	const context: Context = {
		...fixture.newContext(changes),
		of: () => context,
		all: () => [context],
		log: (line) => log.line(line),
	};
	const host = new HostOf(context);
	const plugin = new Plugin(host, log, [
		["aiccs:index:AiCallTask", new PluginResource(aiCallTask, host, aiCallTaskTokens)],
		["aiccs:index:CalleeList", new PluginResource(calleeList, host, calleeListTokens)],
	]);
	const { client, close } = await serve(plugin.service());
	await shakeHands(client, engine.address);
	return {
		...engine,
		client,
		close() {
			close();
			engine.close();
		},
	};
}

function shakeHands(client: ResourceProviderClient, address: string): Promise<proto.ProviderHandshakeResponse> {
	const request = new proto.ProviderHandshakeRequest();
	request.setEngineAddress(address);
	return answerTo((done) => client.handshake(request, done));
}

/** Checks a resource. Returns the inputs to record. */
export async function check(client: ResourceProviderClient, name: string, news: Values, olds: Values = {}) {
	const request = new proto.CheckRequest();
	request.setUrn(urnOf(name));
	request.setOlds(structOf(olds));
	request.setNews(structOf(news));
	const response = await answerTo<proto.CheckResponse>((done) => client.check(request, done));
	return { inputs: valuesOf(response.getInputs()), failures: response.getFailuresList() };
}

export async function create(client: ResourceProviderClient, name: string, inputs: Values, isPreview = false) {
	const request = new proto.CreateRequest();
	request.setUrn(urnOf(name));
	request.setProperties(structOf(inputs));
	request.setPreview(isPreview);
	const response = await answerTo<proto.CreateResponse>((done) => client.create(request, done));
	return { id: response.getId(), outputs: valuesOf(response.getProperties()) };
}

export interface InState {
	readonly id: string;
	readonly outputs: Values;
}

export async function update(
	client: ResourceProviderClient,
	name: string,
	{ id, outputs }: InState,
	inputs: Values,
	isPreview = false,
) {
	const request = new proto.UpdateRequest();
	request.setId(id);
	request.setUrn(urnOf(name));
	request.setOlds(structOf(outputs));
	request.setNews(structOf(inputs));
	request.setPreview(isPreview);
	const response = await answerTo<proto.UpdateResponse>((done) => client.update(request, done));
	return valuesOf(response.getProperties());
}

export function diff(client: ResourceProviderClient, name: string, { id, outputs }: InState, inputs: Values) {
	const request = new proto.DiffRequest();
	request.setId(id);
	request.setUrn(urnOf(name));
	request.setOlds(structOf(outputs));
	request.setNews(structOf(inputs));
	return answerTo<proto.DiffResponse>((done) => client.diff(request, done));
}

export async function remove(client: ResourceProviderClient, name: string, { id, outputs }: InState): Promise<void> {
	const request = new proto.DeleteRequest();
	request.setId(id);
	request.setUrn(urnOf(name));
	request.setProperties(structOf(outputs));
	await answerTo<Empty>((done) => client.delete(request, done));
}

/** Declares a new task, as an update does. */
export async function createdTask(client: ResourceProviderClient, name: string, news: Values) {
	const { inputs } = await check(client, name, news);
	return { ...(await create(client, name, inputs)), inputs };
}
