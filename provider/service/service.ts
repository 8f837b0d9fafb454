import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import { isRegion, unlikelyRegion } from "./configuration";
import { ConfigurationError } from "./configuration-error";
import { credentialsOf } from "./credentials/credentials";
import { Agents } from "./network/agents";
import { Exchange } from "./network/exchange";
import type { Operation } from "./operations";
import { dataOf } from "./requests/answer";
import { apiErrorOf } from "./requests/api-error-of";
import { Queue } from "./requests/queue";
import type { Settings } from "./settings";

const version = "2019-10-15";

/** The service, through the vendor's client. Loading this file loads the vendor's packages. */
export function serviceOf(settings: Settings, log: (line: string) => void) {
	const queue = new Queue({ ...settings, log });
	const { credential, during } = credentialsOf(settings);
	const config = {
		credential,
		endpoint: settings.host,
		protocol: settings.protocol,
		regionId: settings.region,
		userAgent: "pulumi-aiccs",
	};
	const connection = { client: new OpenApi(new Config(config)), agents: new Agents(), settings, queue };
	if (!isRegion(settings.region)) log(unlikelyRegion);
	return {
		call: <T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T> =>
			queue.run(operation.mayRepeat, () => during(() => send(connection, operation, parameters))),
	};
}

interface Connection {
	readonly client: OpenApi;
	readonly agents: Agents;
	readonly settings: Settings;
	readonly queue: Queue;
}

async function send<T>(
	{ client, agents, settings, queue }: Connection,
	operation: Operation<T>,
	parameters: Readonly<Record<string, string>>,
): Promise<T> {
	const { protocol, requestTimeoutSeconds } = settings;
	const params = new Params({
		action: operation.action,
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
	// The client's connectTimeout also limits the wait for the answer. The readTimeout alone does not: on a reused
	// connection httpx's old timer cancels the new one.
	const runtime = new RuntimeOptions({ connectTimeout: timeout, readTimeout: timeout, autoretry: false });
	const exchange = new Exchange(agents, operation);
	try {
		const { query, body: form } = placed(operation, parameters);
		const request = new OpenApiRequest({ query, ...(form && { body: form }) });
		const { statusCode, body } = await exchange.run(() => client.callApi(params, request, runtime));
		return dataOf(operation, { status: Number(statusCode), body: String(body), parameters });
	} catch (thrown) {
		// Behind a broken proxy the search for credentials reports them as missing; the proxy is the cause.
		const cause = thrown instanceof ConfigurationError ? (exchange.proxyError ?? thrown) : thrown;
		throw cause instanceof ConfigurationError
			? cause
			: apiErrorOf(operation, cause, { parameters, server: settings, exchange });
	} finally {
		queue.pauseFor(exchange.retryAfter);
	}
}

/** The parameters of the URL and those of the form body, which few operations have. */
function placed({ inBody = [] }: Operation<unknown>, parameters: Readonly<Record<string, string>>) {
	if (inBody.length === 0) return { query: parameters, body: undefined };
	const all = Object.entries(parameters);
	return {
		query: Object.fromEntries(all.filter(([name]) => !inBody.includes(name))),
		body: Object.fromEntries(all.filter(([name]) => inBody.includes(name))),
	};
}
