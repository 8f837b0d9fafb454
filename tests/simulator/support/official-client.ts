import OpenApiClient, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import { parse } from "lossless-json";
import { z } from "zod";

const RESPONSE = z.object({ statusCode: z.number(), body: z.string() });
const THROWN = z.object({ statusCode: z.number(), code: z.string(), data: z.record(z.string(), z.unknown()) });
const BODY = z.looseObject({ Code: z.string(), Data: z.unknown().optional() });

export interface Answer {
	readonly status: number;
	readonly code: string;
	/** Numbers come as text, exactly as sent. */
	readonly data: unknown;
	readonly body: Record<string, unknown>;
}

interface Endpoint {
	readonly url: string;
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
}

/** Asks through the vendor's own client for Node.js; refusals are answers here, what is no answer is thrown. */
export function officialClient({ url, accessKeyId, accessKeySecret }: Endpoint, securityToken?: string) {
	const endpoint = url.replace("http://", "");
	const token = securityToken === undefined ? {} : { securityToken };
	const client = new OpenApiClient(new Config({ accessKeyId, accessKeySecret, endpoint, protocol: "http", ...token }));
	return async (action: string, query: Record<string, string> = {}, more: Asking = {}): Promise<Answer> => {
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
		const runtime = new RuntimeOptions({ readTimeout: more.readTimeout ?? 5000 });
		const request = new OpenApiRequest({ query, ...(more.form === undefined ? {} : { body: more.form }) });
		try {
			const { statusCode, body } = RESPONSE.parse(await client.callApi(params, request, runtime));
			const read = BODY.parse(parse(body, undefined, String));
			return { status: statusCode, code: read.Code, data: read.Data, body: read };
		} catch (error) {
			const thrown = THROWN.safeParse(error);
			if (!thrown.success) throw error;
			const { statusCode, code, data } = thrown.data;
			return { status: statusCode, code, data: undefined, body: data };
		}
	};
}

interface Asking {
	readonly form?: Record<string, string>;
	readonly readTimeout?: number;
}
