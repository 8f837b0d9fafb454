import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What signs requests to the service. */
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

/** A stand-in for everything that hands out temporary credentials: STS, CloudSSO, OAuth, ECS metadata, a credentials URI. */
export interface KeyOffice {
	readonly port: number;
	readonly securePort: number;
	readonly certificate: string;
	/** The doors that were asked, in order. */
	readonly asked: string[];
	/** What the next ones get; the last one stays. */
	handOut(...keys: readonly Keys[]): void;
	/** Seconds until what is handed out expires. */
	lifetimeSeconds: number;
	/** In place of keys, from every door, or for the first so many. */
	answerWith(answer: Answer | undefined, times?: number): void;
	reset(): void;
	stop(): Promise<void>;
}

const folder = join(__dirname, "certificate");
const pem = (name: string) => readFileSync(join(folder, name), "utf8");

export async function openKeyOffice(): Promise<KeyOffice> {
	let queue: Keys[] = [];
	let fault: { answer: Answer; times: number } | undefined;
	const asked: string[] = [];
	const office = { lifetimeSeconds: 3600 };
	const next = (): Keys => {
		const [first, ...rest] = queue;
		if (first === undefined) throw new Error("The test has handed out no keys.");
		if (rest.length > 0) queue = rest;
		return first;
	};
	const expiration = () => `${new Date(Date.now() + office.lifetimeSeconds * 1000).toISOString().slice(0, 19)}Z`;
	const listener: RequestListener = (request, response) => {
		void answerOf(request).then(({ status, body }) => {
			response.writeHead(status, { "content-type": "application/json" }).end(body);
		});
	};
	const answerOf = async (request: IncomingMessage): Promise<Answer> => {
		const body = await text(request);
		const url = new URL(request.url ?? "/", "http://office");
		const door = doorOf(request.method ?? "", url);
		asked.push(door);
		if (fault !== undefined && fault.times > 0) {
			fault.times--;
			return fault.answer;
		}
		return doors[door]?.({ request, url, body, next, expiration }) ?? notFound;
	};
	const plain = createServer(listener);
	const secure = createSecureServer({ key: pem("key.pem"), cert: pem("certificate.pem") }, listener);
	return {
		port: await portOf(plain),
		securePort: await portOf(secure),
		certificate: join(folder, "certificate.pem"),
		asked,
		handOut: (...keys) => {
			queue = [...keys];
		},
		get lifetimeSeconds() {
			return office.lifetimeSeconds;
		},
		set lifetimeSeconds(seconds) {
			office.lifetimeSeconds = seconds;
		},
		answerWith: (answer, times = Number.POSITIVE_INFINITY) => {
			fault = answer === undefined ? undefined : { answer, times };
		},
		reset: () => {
			queue = [];
			fault = undefined;
			asked.length = 0;
			office.lifetimeSeconds = 3600;
		},
		stop: async () => {
			for (const server of [plain, secure]) {
				server.closeAllConnections();
				await new Promise((resolve) => server.close(resolve));
			}
		},
	};
}

interface Visit {
	readonly request: IncomingMessage;
	readonly url: URL;
	readonly body: string;
	next(): Keys;
	expiration(): string;
}

const notFound: Answer = { status: 404, body: "" };

function doorOf(method: string, url: URL): string {
	return url.searchParams.get("Action") ?? `${method} ${url.pathname}`;
}

function refused(status: number, code: string): Answer {
	return { status, body: JSON.stringify({ RequestId: "0F2C", Code: code, Message: `${code}: see the documentation` }) };
}

function granted({ next, expiration }: Visit): Record<string, string> {
	const { accessKeyId, accessKeySecret, securityToken } = next();
	return {
		AccessKeyId: accessKeyId,
		AccessKeySecret: accessKeySecret,
		SecurityToken: securityToken,
		Expiration: expiration(),
	};
}

const ok = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });
const role = `/latest/meta-data/ram/security-credentials/`;

const doors: Readonly<Record<string, (visit: Visit) => Answer>> = {
	AssumeRole: (visit) => {
		const form = new URLSearchParams(visit.body);
		if (visit.url.searchParams.get("AccessKeyId") !== user.accessKeyId)
			return refused(404, "InvalidAccessKeyId.NotFound");
		if (!isSigned(visit.url, form)) return refused(400, "SignatureDoesNotMatch");
		if (form.get("RoleArn") !== roleArn) return refused(404, "EntityNotExist.Role");
		return ok({ Credentials: granted(visit) });
	},
	AssumeRoleWithOIDC: (visit) => {
		const form = new URLSearchParams(visit.body);
		if (form.get("OIDCToken") !== oidcToken) return refused(400, "AuthenticationFail.OIDCToken.Invalid");
		return ok({ Credentials: granted(visit) });
	},
	"POST /cloud-credentials": (visit) => {
		if (visit.request.headers.authorization !== `Bearer ${cloudSsoToken}`) return refused(401, "InvalidAccessToken");
		const wanted = JSON.stringify({ AccountId: "1234567890123456", AccessConfigurationId: "ac-1" });
		if (visit.body !== wanted) return refused(400, "MissingParameter.AccountId");
		return ok({ CloudCredential: granted(visit) });
	},
	"POST /v1/token": (visit) => {
		if (new URLSearchParams(visit.body).get("refresh_token") !== oauthRefreshToken)
			return refused(400, "invalid_grant");
		return ok({ access_token: "accessTokenOfOAuth", refresh_token: oauthRefreshToken, expires_in: 3600 });
	},
	"POST /v1/exchange": (visit) => {
		if (visit.request.headers.authorization !== "Bearer accessTokenOfOAuth") return refused(401, "InvalidAccessToken");
		return ok(
			Object.fromEntries(
				Object.entries(granted(visit)).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
			),
		);
	},
	"PUT /latest/api/token": () => ({ status: 200, body: "tokenOfTheMetadata" }),
	[`GET ${role}`]: (visit) => (hasMetadataToken(visit) ? { status: 200, body: metadataRole } : notFound),
	[`GET ${role}${metadataRole}`]: (visit) =>
		hasMetadataToken(visit) ? ok({ ...granted(visit), Code: "Success" }) : notFound,
	"GET /credentials": (visit) => ok(granted(visit)),
};

function hasMetadataToken({ request }: Visit): boolean {
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

async function portOf(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return (server.address() as AddressInfo).port;
}
