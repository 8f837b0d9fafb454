import {
	credentials,
	type MethodDefinition,
	Server,
	ServerCredentials,
	type ServerUnaryCall,
	type ServiceError,
} from "@grpc/grpc-js";
import {
	type IResourceProviderServer,
	ResourceProviderClient,
	ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";

/** The calls of the engine about resources. */
export interface PluginCalls {
	check(request: proto.CheckRequest): Promise<proto.CheckResponse>;
	diff(request: proto.DiffRequest): Promise<proto.DiffResponse>;
	create(request: proto.CreateRequest): Promise<proto.CreateResponse>;
	update(request: proto.UpdateRequest): Promise<proto.UpdateResponse>;
	read(request: proto.ReadRequest): Promise<proto.ReadResponse>;
	delete(request: proto.DeleteRequest): Promise<Empty>;
	close(): void;
}

/** As in the plugin's process. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

export interface Served {
	readonly client: ResourceProviderClient;
	close(): void;
}

/** Serves a plugin on this machine, and connects to it. */
export async function serve(service: IResourceProviderServer): Promise<Served> {
	const server = new Server(unlimited);
	server.addService(ResourceProviderService, service);
	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
			error === null ? resolve(bound) : reject(error),
		);
	});
	const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), unlimited);
	return {
		client,
		close() {
			client.close();
			server.forceShutdown();
		},
	};
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** What a call returns. */
export function answerTo<Response>(call: (done: Done<Response>) => unknown): Promise<Response> {
	return new Promise((resolve, reject) => {
		call((error, response) => (error === null ? resolve(response) : reject(error)));
	});
}

/** Calls over a connection. */
export async function overConnection(service: IResourceProviderServer): Promise<PluginCalls> {
	const { client, close } = await serve(service);
	return {
		check: (request) => answerTo((done) => client.check(request, done)),
		diff: (request) => answerTo((done) => client.diff(request, done)),
		create: (request) => answerTo((done) => client.create(request, done)),
		update: (request) => answerTo((done) => client.update(request, done)),
		read: (request) => answerTo((done) => client.read(request, done)),
		delete: (request) => answerTo((done) => client.delete(request, done)),
		close,
	};
}

/** Calls without a connection: request and answer are serialised, as over one. */
export function inMessages(service: IResourceProviderServer): PluginCalls {
	return {
		check: caller(ResourceProviderService.check, service.check),
		diff: caller(ResourceProviderService.diff, service.diff),
		create: caller(ResourceProviderService.create, service.create),
		update: caller(ResourceProviderService.update, service.update),
		read: caller(ResourceProviderService.read, service.read),
		delete: caller(ResourceProviderService.delete, service.delete),
		close: () => {},
	};
}

type Unary<Request, Response> = (
	call: ServerUnaryCall<Request, Response>,
	callback: (error: Partial<ServiceError> | null, response?: Response | null) => void,
) => void;

function caller<Request, Response>(
	{ requestSerialize, requestDeserialize, responseSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
	handler: Unary<Request, Response>,
): (request: Request) => Promise<Response> {
	return (given) =>
		new Promise((resolve, reject) => {
			const request = requestDeserialize(requestSerialize(given));
			// The plugin reads nothing else of a call.
			handler({ request } as ServerUnaryCall<Request, Response>, (error, response) => {
				if (error !== null || !response) reject(error);
				else resolve(responseDeserialize(responseSerialize(response)));
			});
		});
}
