import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { listen } from "../../support/servers";

/** Credentials for requests to the service. */
export interface Keys {
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
	readonly securityToken: string;
}

/** The long-lived key that may assume the role. */
export const user = { accessKeyId: "LTAIuserOfTheRole", accessKeySecret: "secretOfTheUserOfTheRole" };
export const roleArn = "acs:ram::1234567890123456:role/caller";
export const oidcToken = "eyJhbGciOiJSUzI1NiJ9.tokenOfTheCluster.signature";
export const cloudSsoToken = "accessTokenOfCloudSso";
export const oauthRefreshToken = "refreshTokenOfOAuth";
export const metadataRole = "caller-of-the-instance";

interface Answer {
	readonly status: number;
	readonly body: string;
}

/** Simulates the sources of temporary credentials: STS, CloudSSO, OAuth, ECS metadata, a credentials URI. */
export interface KeyServer {
	readonly port: number;
	readonly securePort: number;
	readonly certificate: string;
	/** The endpoints of the requests, in order. */
	readonly requests: string[];
	/** The keys that the next requests get; the last ones are repeated. */
	supply(...keys: readonly Keys[]): void;
	/** Returns this answer instead of keys, for every request or for this many. */
	answerWith(answer: Answer | undefined, times?: number): void;
	reset(): void;
	stop(): void;
}

const folder = join(__dirname, "certificate");
const pem = (name: string) => readFileSync(join(folder, name), "utf8");

export async function startKeyServer(): Promise<KeyServer> {
	let queue: Keys[] = [];
	let fault: { answer: Answer; times: number } | undefined;
	const requests: string[] = [];
	const next = (): Keys => {
		const [first, ...rest] = queue;
		if (first === undefined) throw new Error("The test has supplied no keys.");
		if (rest.length > 0) queue = rest;
		return first;
	};
	const listener: RequestListener = (request, response) => {
		void answerOf(request).then(({ status, body }) => {
			response.writeHead(status, { "content-type": "application/json" }).end(body);
		});
	};
	const answerOf = async (request: IncomingMessage): Promise<Answer> => {
		const body = await text(request);
		const url = new URL(request.url ?? "/", "http://key-server");
		const endpoint = endpointOf(request.method ?? "", url);
		requests.push(endpoint);
		if (fault !== undefined && fault.times > 0) {
			fault.times--;
			return fault.answer;
		}
		return endpoints[endpoint]?.({ request, url, body, next }) ?? notFound;
	};
	const plain = await listen(createServer(listener));
	const secure = await listen(createSecureServer({ key: pem("key.pem"), cert: pem("certificate.pem") }, listener));
	return {
		port: plain.port,
		securePort: secure.port,
		certificate: join(folder, "certificate.pem"),
		requests,
		supply: (...keys) => {
			queue = [...keys];
		},
		answerWith: (answer, times = Number.POSITIVE_INFINITY) => {
			fault = answer === undefined ? undefined : { answer, times };
		},
		reset: () => {
			queue = [];
			fault = undefined;
			requests.length = 0;
		},
		stop: () => {
			plain.close();
			secure.close();
		},
	};
}

interface Call {
	readonly request: IncomingMessage;
	readonly url: URL;
	readonly body: string;
	next(): Keys;
}

const notFound: Answer = { status: 404, body: "" };

function endpointOf(method: string, url: URL): string {
	return url.searchParams.get("Action") ?? `${method} ${url.pathname}`;
}

function refused(status: number, code: string): Answer {
	return { status, body: JSON.stringify({ RequestId: "0F2C", Code: code, Message: `${code}: see the documentation` }) };
}

function granted({ next }: Call): Record<string, string> {
	const { accessKeyId, accessKeySecret, securityToken } = next();
	return {
		AccessKeyId: accessKeyId,
		AccessKeySecret: accessKeySecret,
		SecurityToken: securityToken,
		Expiration: `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`,
	};
}

const ok = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });
const role = `/latest/meta-data/ram/security-credentials/`;

const endpoints: Readonly<Record<string, (call: Call) => Answer>> = {
	AssumeRole: (call) => {
		const form = new URLSearchParams(call.body);
		if (call.url.searchParams.get("AccessKeyId") !== user.accessKeyId)
			return refused(404, "InvalidAccessKeyId.NotFound");
		if (!isSigned(call.url, form)) return refused(400, "SignatureDoesNotMatch");
		if (form.get("RoleArn") !== roleArn) return refused(404, "EntityNotExist.Role");
		return ok({ Credentials: granted(call) });
	},
	AssumeRoleWithOIDC: (call) => {
		const form = new URLSearchParams(call.body);
		if (form.get("OIDCToken") !== oidcToken) return refused(400, "AuthenticationFail.OIDCToken.Invalid");
		return ok({ Credentials: granted(call) });
	},
	"POST /cloud-credentials": (call) => {
		if (call.request.headers.authorization !== `Bearer ${cloudSsoToken}`) return refused(401, "InvalidAccessToken");
		const expected = JSON.stringify({ AccountId: "1234567890123456", AccessConfigurationId: "ac-1" });
		if (call.body !== expected) return refused(400, "MissingParameter.AccountId");
		return ok({ CloudCredential: granted(call) });
	},
	"POST /v1/token": (call) => {
		if (new URLSearchParams(call.body).get("refresh_token") !== oauthRefreshToken) return refused(400, "invalid_grant");
		return ok({ access_token: "accessTokenOfOAuth", refresh_token: oauthRefreshToken, expires_in: 3600 });
	},
	"POST /v1/exchange": (call) => {
		if (call.request.headers.authorization !== "Bearer accessTokenOfOAuth") return refused(401, "InvalidAccessToken");
		return ok(
			Object.fromEntries(
				Object.entries(granted(call)).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
			),
		);
	},
	"PUT /latest/api/token": () => ({ status: 200, body: "tokenOfTheMetadata" }),
	[`GET ${role}`]: (call) => (hasMetadataToken(call) ? { status: 200, body: metadataRole } : notFound),
	[`GET ${role}${metadataRole}`]: (call) =>
		hasMetadataToken(call) ? ok({ ...granted(call), Code: "Success" }) : notFound,
	"GET /credentials": (call) => ok(granted(call)),
};

function hasMetadataToken({ request }: Call): boolean {
	return request.headers["x-aliyun-ecs-metadata-token"] === "tokenOfTheMetadata";
}

/** Signature V1 of the vendor's RPC requests. */
function isSigned(url: URL, form: URLSearchParams): boolean {
	const signed = [...url.searchParams, ...form].filter(([name]) => name !== "Signature");
	const sorted = signed.sort(([one], [other]) => (one < other ? -1 : 1));
	const canonical = sorted.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
	const expected = createHmac("sha1", `${user.accessKeySecret}&`).update(`POST&%2F&${encode(canonical)}`);
	return url.searchParams.get("Signature") === expected.digest("base64");
}

function encode(value: string): string {
	return encodeURIComponent(value).replace(/[!'()*]/g, (character) =>
		`%${character.charCodeAt(0).toString(16)}`.toUpperCase(),
	);
}
