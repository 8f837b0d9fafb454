import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { read, request as send } from "httpx";
import { z } from "zod";
import { ProxyError } from "../network/proxy-error";

/** The parts of the vendor's request for credentials that are used here. */
interface VendorRequest {
	readonly method: string;
	readonly headers: Record<string, string>;
	readonly bodyForm?: Readonly<Record<string, string>>;
	readonly readTimeout: number;
	readonly connectTimeout: number;
	toRequestURL(): string;
}

interface VendorResponse {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: string;
}

/** No answer, or a refusal. Holds no secrets: no path or query of the address, and no text of the answer. */
export class CredentialRequestError extends Error {
	/** Host and port. */
	readonly host: string;
	/** Unset when there was no answer. */
	readonly status: number | undefined;
	/** The code of the refusal, or Node's; empty when there is none. */
	readonly code: string;

	constructor(host: string, status: number | undefined, code: string) {
		super(`${host}: ${[status, code].filter(Boolean).join(" ")}`);
		this.name = "CredentialRequestError";
		this.host = host;
		this.status = status;
		this.code = code;
	}
}

/** Not retried: outside an ECS instance nothing answers there, and every search would take longer. */
const metadataHost = "100.100.100.200";
const passingCodes = /^(ECONNREFUSED|ECONNRESET|EAI_AGAIN|EPIPE|Throttling)/;

function isPassing({ host, status, code }: CredentialRequestError): boolean {
	return host !== metadataHost && (passingCodes.test(code) || status === 429 || (status ?? 0) >= 500);
}

const retrying = retry(
	handleWhen((error) => error instanceof CredentialRequestError && isPassing(error)),
	{ maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 300, maxDelay: 1000 }) },
);

/** Sends a request of the vendor's providers, and retries it when it fails for a passing reason. */
export function requestCredentials(request: VendorRequest, json: string | undefined): Promise<VendorResponse> {
	return retrying.execute(() => requestOnce(request, json));
}

async function requestOnce(request: VendorRequest, json: string | undefined): Promise<VendorResponse> {
	const { method, headers, bodyForm, readTimeout, connectTimeout } = request;
	const url = request.toRequestURL();
	// Node would send any other address to port 80 of this machine.
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new TypeError("Invalid URL");
	const data = json ?? formOf(bodyForm ?? {});
	try {
		const response = await send(url, { method, data, headers, readTimeout, connectTimeout });
		const body = String(await read(response, "utf8"));
		const statusCode = response.statusCode ?? 0;
		if (statusCode !== 200) throw new CredentialRequestError(hostOf(url), statusCode, codeIn(body));
		return { statusCode, headers: response.headers, body };
	} catch (thrown) {
		if (thrown instanceof CredentialRequestError || thrown instanceof ProxyError) throw thrown;
		throw new CredentialRequestError(hostOf(url), undefined, codeOf(thrown));
	}
}

function formOf(form: Readonly<Record<string, string>>): string {
	return Object.entries(form)
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
		.join("&");
}

/** The path, query and user of an address may hold keys. */
function hostOf(url: string): string {
	return new URL(url).host;
}

const Code = z.string().regex(/^[A-Za-z][\w.-]{0,79}$/);
const Refusal = z.object({ Code }).or(z.object({ error: Code }).transform(({ error }) => ({ Code: error })));
const Thrown = z.object({ name: z.string().catch(""), code: Code.catch("") }).catch({ name: "", code: "" });

function codeIn(body: string): string {
	try {
		return Refusal.parse(JSON.parse(body)).Code;
	} catch {
		return "";
	}
}

function codeOf(thrown: unknown): string {
	const { name, code } = Thrown.parse(thrown);
	return /timeout/i.test(name) ? "ETIMEDOUT" : code;
}
