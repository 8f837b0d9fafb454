import type { Outcome } from "../api-error";
import type { Settings } from "../settings";

/** The server that a request is meant for. */
export type Server = Pick<Settings, "host" | "isLoopback">;

interface Failure {
	readonly code: string;
	readonly name: string;
	/** Read only for the name of a header: it can hold the whole request. */
	readonly message: string;
	/** Whether Node accepted the request. */
	readonly wasCreated: boolean;
	readonly server: Server | undefined;
}

interface Reason {
	readonly outcome: Outcome;
	readonly code: string;
	readonly answer: string;
	readonly fix?: string;
	/** False for what may pass within seconds. */
	readonly lasts: boolean;
}

/** Why a request was not sent, and what to do. The caller knows already that it was not sent. */
export function whyNotSent(failure: Failure): Reason {
	const { code, name } = failure;
	if (!failure.wasCreated) return whyNotCreated(failure);
	const known = reasons.find(([codes]) => codes.test(code))?.[1](failure);
	if (known !== undefined) return { outcome: "unreachable", code, ...known };
	const isLate = code === "ETIMEDOUT" || /timeout/i.test(name);
	return {
		outcome: "unreachable",
		code: isLate ? "Timeout" : code || "NoConnection",
		answer: `Could not connect to the service${isLate ? " in time" : ""}.`,
		// The system's errors pass. Node's own, about its arguments or about TLS, do not.
		lasts: /^(EPROTO$|ERR_)/.test(code),
	};
}

type Known = Pick<Reason, "answer" | "fix" | "lasts">;

const reasons: readonly (readonly [codes: RegExp, reason: (failure: Failure) => Known])[] = [
	[
		/^(EPROTO$|ERR_SSL_)/,
		({ server }) => ({
			answer: `${server?.host ?? "The server"} does not speak https as expected, so nothing was sent.`,
			fix: server?.isLoopback
				? `For plain http to this machine, put http:// in front: pulumi config set aiccs:endpoint http://${server.host}`
				: "Check the host and the port of aiccs:endpoint, and the proxy settings.",
			lasts: true,
		}),
	],
	[
		/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
		({ code }) => ({
			answer: `The server's certificate ${code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet"}, so nothing was sent.`,
			fix: "Check this machine's clock. If it is right, check aiccs:endpoint and the proxy settings.",
			lasts: true,
		}),
	],
	[
		/ALTNAME|HOSTNAME/,
		() => ({
			answer: "The server's certificate is for another host, so nothing was sent.",
			fix: "Check aiccs:endpoint and the proxy settings.",
			lasts: true,
		}),
	],
	[
		/^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)|CERT/,
		() => ({
			answer: "The server's certificate is signed by an authority that Node.js does not know, so nothing was sent.",
			fix: "If a proxy in this network signs certificates, set NODE_EXTRA_CA_CERTS to the file (PEM) with its authority's certificate. Otherwise check aiccs:endpoint.",
			lasts: true,
		}),
	],
	[/^(ENOTFOUND|EAI_AGAIN)$/, () => ({ answer: "Could not resolve the service's host name.", lasts: false })],
];

/** Headers that hold credentials: what each holds, and the key that sets it. */
const credentialHeaders: Readonly<Record<string, readonly [what: string, key: string]>> = {
	authorization: ["access key id", "aiccs:accessKeyId"],
	"x-acs-accesskey-id": ["access key id", "aiccs:accessKeyId"],
	"x-acs-security-token": ["security token", "aiccs:securityToken"],
};

/** Node creates no request with a header that cannot be sent. */
function whyNotCreated({ code, name, message }: Failure): Reason {
	const isHeader = /^ERR_(INVALID_CHAR|HTTP_INVALID_HEADER_VALUE)$/.test(code);
	const header = isHeader ? /\["([\w-]+)"\]/.exec(message)?.[1]?.toLowerCase() : undefined;
	const [what, key] = credentialHeaders[header ?? ""] ?? [];
	if (what !== undefined) {
		return {
			outcome: "credentials",
			code: "InvalidCredentials",
			answer: `The ${what} has a character that cannot be sent (a line break, or a letter that is not ASCII), so nothing was sent.`,
			fix: `Copy it again, to ${key} or wherever the credentials come from.`,
			lasts: true,
		};
	}
	return {
		outcome: "unreachable",
		code: code || name || "NotCreated",
		answer: `Node.js did not accept the request${header === undefined ? "" : ` (header ${header})`}, so nothing was sent.`,
		fix: "Check the stack's configuration: pulumi config",
		lasts: true,
	};
}
