import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
	GetSchemaResponse,
	type ProviderHandshakeRequest,
	ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { version } from "../../run/version";
import type { EngineLog } from "./engine-log";
import { rpcError } from "./messages";

export type Handler<Request, Response> = (
	call: ServerUnaryCall<Request, Response>,
	callback: sendUnaryData<Response>,
) => void;

/** Answers each call with what a method returns or throws. */
export function answering<Request, Response>(
	method: (request: Request) => Response | Promise<Response>,
): Handler<Request, Response> {
	return ({ request }, callback) => {
		new Promise<Response>((resolve) => resolve(method(request))).then(
			(response) => callback(null, response),
			(thrown) => callback(rpcError(thrown)),
		);
	};
}

/** The methods that the engine calls in every process, also in those that it starts for the schema alone. */
export function opening(
	log: EngineLog,
): Pick<IResourceProviderServer, "handshake" | "attach" | "getPluginInfo" | "getSchema"> {
	return {
		handshake: answering((request: ProviderHandshakeRequest) => {
			log.connect(request.getEngineAddress());
			const response = new ProviderHandshakeResponse();
			response.setAcceptSecrets(true);
			return response;
		}),
		attach: answering((request: PluginAttach) => {
			log.connect(request.getAddress());
			return new Empty();
		}),
		getPluginInfo: answering(() => {
			const info = new PluginInfo();
			info.setVersion(version());
			return info;
		}),
		getSchema: answering(() => {
			const response = new GetSchemaResponse();
			response.setSchema(JSON.stringify(require("pulumi-aiccs/schema.json")));
			return response;
		}),
	};
}
