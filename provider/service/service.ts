import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import { dataOf } from "./answer";
import { apiErrorOf } from "./api-error-of";
import { isRegion, oddRegion } from "./configuration";
import { ConfigurationError } from "./configuration-error";
import { credentialsOf, type RequestCredentials } from "./credentials";
import { Exchange } from "./exchange";
import { Network } from "./network";
import type { Operation } from "./operations";
import { Queue } from "./queue";
import type { Settings } from "./settings";

const version = "2019-10-15";

/** The service, through the vendor's client. */
export function serviceOf(settings: Settings, log: (line: string) => void) {
	const queue = new Queue({ ...settings, log });
	const credentials = credentialsOf(settings);
	const line = { client: clientOf(settings, credentials), network: new Network(), settings };
	if (!isRegion(settings.region)) log(oddRegion);
	return {
		call: <T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T> =>
			queue.run(operation.mayRepeat, () => credentials.during(() => send(line, operation, parameters))),
	};
}

function clientOf(settings: Settings, { credential }: RequestCredentials): OpenApi {
	return new OpenApi(
		new Config({
			credential,
			endpoint: settings.host,
			protocol: settings.protocol,
			regionId: settings.region,
			userAgent: "pulumi-aiccs",
		}),
	);
}

interface Line {
	readonly client: OpenApi;
	readonly network: Network;
	readonly settings: Settings;
}

async function send<T>(
	{ client, network, settings }: Line,
	operation: Operation<T>,
	query: Readonly<Record<string, string>>,
): Promise<T> {
	const { action } = operation;
	const { protocol, requestTimeoutSeconds } = settings;
	const params = new Params({
		action,
		version,
		protocol: protocol.toUpperCase(),
		method: "POST",
		authType: "AK",
		style: "RPC",
		pathname: "/",
		reqBodyType: "formData",
		// As JSON the client would round ids of 18 digits.
		bodyType: "string",
	});
	const timeout = (requestTimeoutSeconds ?? operation.timeoutSeconds) * 1000;
	// What the client calls the time to connect also ends a request whose answer takes longer, and the time to read does
	// not hold on a connection that is used again: its timer of the request before puts out the new one.
	const runtime = new RuntimeOptions({ connectTimeout: timeout, readTimeout: timeout, autoretry: false });
	const exchange = new Exchange(network, operation);
	try {
		const request = new OpenApiRequest({ query });
		const { statusCode, body } = await exchange.run(() => client.callApi(params, request, runtime));
		return dataOf(operation, { status: Number(statusCode), body: String(body), sent: query });
	} catch (thrown) {
		// Credentials that could not be asked for are told as missing: the proxy is the better reason.
		const reason = thrown instanceof ConfigurationError ? (exchange.proxyError ?? thrown) : thrown;
		throw reason instanceof ConfigurationError
			? reason
			: apiErrorOf(action, reason, { query, server: settings, exchange });
	}
}
