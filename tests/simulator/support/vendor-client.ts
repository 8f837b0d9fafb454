import OpenApiClient, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import { parse } from "lossless-json";
import { z } from "zod";

const Response = z.object({ statusCode: z.number(), body: z.string() });
const Thrown = z.object({ statusCode: z.number(), code: z.string(), data: z.record(z.string(), z.unknown()) });
const Body = z.looseObject({ Code: z.string(), Data: z.unknown().optional() });

export interface Answer {
	readonly status: number;
	readonly code: string;
	/** Numbers are text, with every digit. */
	readonly data: unknown;
	readonly body: Record<string, unknown>;
}

interface Endpoint {
	readonly url: string;
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
}

/** Sends requests with the vendor's client for Node.js. Errors of the service are returned; all others are thrown. */
export function vendorClient({ url, accessKeyId, accessKeySecret }: Endpoint, securityToken?: string) {
	const endpoint = url.replace("http://", "");
	const token = securityToken === undefined ? {} : { securityToken };
	const client = new OpenApiClient(new Config({ accessKeyId, accessKeySecret, endpoint, protocol: "http", ...token }));
	return async (action: string, query: Record<string, string> = {}, options: SendOptions = {}): Promise<Answer> => {
		const params = new Params({
			action,
			version: "2019-10-15",
			protocol: "HTTP",
			method: "POST",
			authType: "AK",
			style: "RPC",
			pathname: "/",
			reqBodyType: "formData",
			bodyType: "string",
		});
		const runtime = new RuntimeOptions({ readTimeout: options.readTimeout ?? 5000 });
		const request = new OpenApiRequest({ query, ...(options.form === undefined ? {} : { body: options.form }) });
		try {
			const { statusCode, body } = Response.parse(await client.callApi(params, request, runtime));
			const read = Body.parse(parse(body, undefined, String));
			return { status: statusCode, code: read.Code, data: read.Data, body: read };
		} catch (error) {
			const thrown = Thrown.safeParse(error);
			if (!thrown.success) throw error;
			const { statusCode, code, data } = thrown.data;
			return { status: statusCode, code, data: undefined, body: data };
		}
	};
}

interface SendOptions {
	readonly form?: Record<string, string>;
	readonly readTimeout?: number;
}
