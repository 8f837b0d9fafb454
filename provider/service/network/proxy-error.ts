import type { ProxyServer } from "./proxy";

interface Facts {
	readonly code: string;
	readonly answer: string;
	readonly fix: string;
	readonly lasts: boolean;
	readonly cause?: unknown;
}

/** A proxy did not forward a request, so nothing was sent to its destination. Never shows the user or the password. */
export class ProxyError extends Error {
	readonly code: string;
	readonly answer: string;
	readonly fix: string;
	/** Sending the request again soon would fail again. */
	readonly lasts: boolean;

	private constructor({ code, answer, fix, lasts, cause }: Facts) {
		super(answer, { cause });
		this.name = "ProxyError";
		this.code = code;
		this.answer = answer;
		this.fix = fix;
		this.lasts = lasts;
	}

	/** No connection to the proxy, or none through it. */
	static unreachable(proxy: ProxyServer, cause: unknown): ProxyError {
		const code = codeOf(cause);
		const { variable } = proxy;
		if (/socks/i.test(code) && /authentication/i.test(code)) return ProxyError.loginFailed(proxy, code);
		const isNoTls = proxy.url.protocol === "https:" && /^(EPROTO|ERR_SSL)/.test(code);
		return new ProxyError({
			code: "ProxyUnreachable",
			answer: `The proxy named by ${variable} could not be reached${code === "" ? "" : ` (${code})`}.`,
			fix: isNoTls
				? `The proxy does not speak TLS: start ${variable} with http:// instead of https://.`
				: `Check ${variable}, or add the host to NO_PROXY if it can be reached without a proxy.`,
			lasts: isNoTls || /CERT|^ERR_/.test(code),
			cause,
		});
	}

	/** The proxy took too long. */
	static timeout({ variable }: ProxyServer): ProxyError {
		return new ProxyError({
			code: "ProxyTimeout",
			answer: `The proxy named by ${variable} did not connect in time.`,
			fix: `Check ${variable}, or add the host to NO_PROXY if it can be reached without a proxy.`,
			lasts: false,
		});
	}

	/** The proxy answered, but not with a connection. */
	static refused(proxy: ProxyServer, status: number, destination: string): ProxyError {
		if (status === 407) return ProxyError.loginFailed(proxy, "HTTP 407");
		return new ProxyError({
			code: "ProxyRefused",
			answer: `The proxy named by ${proxy.variable} answered HTTP ${status} to CONNECT ${destination}.`,
			fix: "Ask the proxy's administrator to allow that host, or add it to NO_PROXY if it can be reached without a proxy.",
			lasts: status < 500,
		});
	}

	private static loginFailed({ variable, url }: ProxyServer, code: string): ProxyError {
		const why = url.username === "" ? "requires a user and a password" : "refused its user and password";
		return new ProxyError({
			code: "ProxyAuthentication",
			answer: `The proxy named by ${variable} ${why} (${code}).`,
			fix: `Set ${variable} to ${url.protocol}//user:password@host:port, with special characters percent-encoded (@ as %40, # as %23, / as %2F, % as %25).`,
			lasts: true,
		});
	}
}

/** Node's code, or a known text of the library: other texts may contain the address. */
function codeOf(cause: unknown): string {
	if (!(cause instanceof Error)) return "";
	if ("code" in cause && typeof cause.code === "string") return cause.code;
	if (/^Proxy connection ended/.test(cause.message)) return "the connection was closed";
	return /^Socks[45] [A-Za-z ]+( - \w+)?/.exec(cause.message)?.[0] ?? "";
}
