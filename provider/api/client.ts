import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import { dataOf } from "./answer";
import { apiErrorOf } from "./api-error-of";
import { ConfigurationError } from "./configuration-error";
import { credentialsOf } from "./credentials";
import type { Operation } from "./operations";
import { Queue } from "./queue";
import type { Settings } from "./settings";

/** Asks the service. */
export interface Api {
	call<T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T>;
}

const version = "2019-10-15";

/** A client of the service; nothing is sent, read or checked before the first call. */
export function apiOf(settingsOf: () => Settings, log: (line: string) => void): Api {
	let means: { settings: Settings; queue: Queue; client: OpenApi } | undefined;
	return {
		call: async (operation, parameters) => {
			if (means === undefined) {
				const settings = settingsOf();
				means = { settings, queue: new Queue({ ...settings, log }), client: clientOf(settings) };
			}
			const { settings, queue, client } = means;
			return queue.run(operation.mayRepeat, () => send(client, settings, operation, parameters));
		},
	};
}

function clientOf(settings: Settings): OpenApi {
	return new OpenApi(
		new Config({
			credential: credentialsOf(settings),
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
