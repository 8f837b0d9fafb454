import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import { dataOf } from "./answer";
import { apiErrorOf } from "./api-error-of";
import { ConfigurationError } from "./configuration-error";
import { credentialsOf, type RequestCredentials } from "./credentials";
import type { Operation } from "./operations";
import { Queue } from "./queue";
import type { Settings } from "./settings";

const version = "2019-10-15";

/** The service, through the vendor's client. */
export function serviceOf(settings: Settings, log: (line: string) => void) {
	const queue = new Queue({ ...settings, log });
	const credentials = credentialsOf(settings);
	const client = clientOf(settings, credentials);
	return {
		call: <T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T> =>
			queue.run(operation.mayRepeat, () => credentials.during(() => send(client, settings, operation, parameters))),
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

async function send<T>(
	client: OpenApi,
	{ protocol, requestTimeoutSeconds }: Settings,
	operation: Operation<T>,
	query: Readonly<Record<string, string>>,
): Promise<T> {
	const { action } = operation;
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
	try {
		const { statusCode, body } = await client.callApi(params, new OpenApiRequest({ query }), runtime);
		return dataOf(operation, { status: Number(statusCode), body: String(body), sent: query });
	} catch (thrown) {
		throw thrown instanceof ConfigurationError ? thrown : apiErrorOf(action, thrown, query);
	}
}
