import type { ProxyServer } from "./proxy";

interface Facts {
	readonly code: string;
	readonly answer: string;
	readonly fix: string;
	readonly lasts: boolean;
	readonly cause?: unknown;
}

/** A proxy did not let a request through, so that nothing of it has left this machine. It never tells user or password. */
export class ProxyError extends Error {
	readonly code: string;
	readonly answer: string;
	readonly fix: string;
	/** Asking again soon changes nothing. */
	readonly lasts: boolean;

	private constructor({ code, answer, fix, lasts, cause }: Facts) {
		super(answer, { cause });
		this.name = "ProxyError";
		this.code = code;
		this.answer = answer;
		this.fix = fix;
		this.lasts = lasts;
	}

	/** No connection to the proxy, or none by way of it. */
	static unreachable(proxy: ProxyServer, cause: unknown): ProxyError {
		const code = codeOf(cause);
		const { variable } = proxy;
		if (/socks/i.test(code) && /authentication/i.test(code)) return ProxyError.notLetIn(proxy, code);
		const isNoTls = proxy.url.protocol === "https:" && /^(EPROTO|ERR_SSL)/.test(code);
		return new ProxyError({
			code: "ProxyUnreachable",
			answer: `The proxy named by ${variable} could not be reached${code === "" ? "" : ` (${code})`}.`,
			fix: isNoTls
				? `It does not speak TLS: let ${variable} begin with http:// instead of https://.`
				: `Check ${variable}, or name the host in NO_PROXY if it can be reached without a proxy.`,
			lasts: isNoTls || /CERT|^ERR_/.test(code),
			cause,
		});
	}

	/** The proxy took too long. */
	static late({ variable }: ProxyServer): ProxyError {
		return new ProxyError({
			code: "ProxyTimeout",
			answer: `The proxy named by ${variable} made no connection in time.`,
			fix: `Check ${variable}, or name the host in NO_PROXY if it can be reached without a proxy.`,
			lasts: false,
		});
	}

	/** The proxy answered, but not with a connection. */
	static refused(proxy: ProxyServer, status: number, destination: string): ProxyError {
		if (status === 407) return ProxyError.notLetIn(proxy, "HTTP 407");
		return new ProxyError({
			code: "ProxyRefused",
			answer: `The proxy named by ${proxy.variable} answered HTTP ${status} to CONNECT ${destination}.`,
			fix: "Let whoever runs the proxy allow that host, or name it in NO_PROXY if it can be reached without a proxy.",
			lasts: status < 500,
		});
	}

	private static notLetIn({ variable, url }: ProxyServer, code: string): ProxyError {
		const why = url.username === "" ? "asks for a user and a password" : "refused its user and password";
		return new ProxyError({
			code: "ProxyAuthentication",
			answer: `The proxy named by ${variable} ${why} (${code}).`,
			fix: `Set ${variable} to ${url.protocol}//user:password@host:port, with special characters percent-encoded (@ as %40, # as %23, / as %2F, % as %25).`,
			lasts: true,
		});
	}
}

/** How Node or the library calls it. Their texts can hold the address, so only known ones are shown. */
function codeOf(cause: unknown): string {
	if (!(cause instanceof Error)) return "";
	if ("code" in cause && typeof cause.code === "string") return cause.code;
	if (/^Proxy connection ended/.test(cause.message)) return "it closed the connection";
	return /^Socks[45] [A-Za-z ]+( - \w+)?/.exec(cause.message)?.[0] ?? "";
}
