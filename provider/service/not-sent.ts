import type { Outcome } from "./api-error";

/** The server that a request is meant for. */
export interface Server {
	/** Host, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	/** Whether it is this very machine. */
	readonly isLoopback: boolean;
}

interface Failure {
	readonly code: string;
	readonly name: string;
	/** Read for the name of a header only: it can hold the whole request. */
	readonly message: string;
	readonly hasBegun: boolean;
	readonly server: Server | undefined;
}

interface Reason {
	readonly outcome: Outcome;
	readonly code: string;
	readonly answer: string;
	readonly fix?: string;
	/** False for what may pass by itself within seconds. */
	readonly lasts: boolean;
}

const checkSettings = "Check the network, the proxy settings and aiccs:endpoint.";

/** Why a request never left this machine, and what to do. That it did not is known already, not read from the code. */
export function whyNotSent(failure: Failure): Reason {
	const { code, name } = failure;
	if (!failure.hasBegun) return whyNotMade(failure);
	const known = reasons.find(([codes]) => codes.test(code))?.[1](failure);
	if (known !== undefined) return { outcome: "unreachable", code, ...known };
	const isLate = code === "ETIMEDOUT" || /timeout/i.test(name);
	return {
		outcome: "unreachable",
		code: isLate ? "Timeout" : code || "NoConnection",
		answer: `No connection to the service could be made${isLate ? " in time" : ""}.`,
		// Errors of the system pass; those that Node finds in what it is given, or in what it is shown, do not.
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
				? `Plain http to this machine needs http:// in front: pulumi config set aiccs:endpoint http://${server.host}`
				: "Check the host and the port of aiccs:endpoint, and the proxy settings.",
			lasts: true,
		}),
	],
	[
		/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
		({ code }) => ({
			answer: `The server's certificate ${code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet"}, so nothing was sent.`,
			fix: "Check this machine's clock; when that is right, check aiccs:endpoint and the proxy settings.",
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
			fix: "In a network whose proxy signs certificates itself, set NODE_EXTRA_CA_CERTS to the file (PEM) of its authority's certificate; elsewhere check aiccs:endpoint.",
			lasts: true,
		}),
	],
	[
		/^(ENOTFOUND|EAI_AGAIN)$/,
		() => ({ answer: "The name of the service's host could not be resolved.", fix: checkSettings, lasts: false }),
	],
];

/** Headers that hold credentials, by the name of what they hold and the key that sets it. */
const credentialHeaders: Readonly<Record<string, readonly [what: string, key: string]>> = {
	authorization: ["access key id", "aiccs:accessKeyId"],
	"x-acs-accesskey-id": ["access key id", "aiccs:accessKeyId"],
	"x-acs-security-token": ["security token", "aiccs:securityToken"],
};

/** Node refuses to make a request with a header that cannot be sent. */
function whyNotMade({ code, name, message }: Failure): Reason {
	const isHeader = /^ERR_(INVALID_CHAR|HTTP_INVALID_HEADER_VALUE)$/.test(code);
	const header = isHeader ? /\["([\w-]+)"\]/.exec(message)?.[1]?.toLowerCase() : undefined;
	const [what, key] = credentialHeaders[header ?? ""] ?? [];
	if (what !== undefined) {
		return {
			outcome: "credentials",
			code: "InvalidCredentials",
			answer: `The ${what} holds a character that none has (a line break, or a letter of another script), so nothing was sent.`,
			fix: `Copy it again: into ${key}, or wherever the credentials come from.`,
			lasts: true,
		};
	}
	return {
		outcome: "unreachable",
		code: code || name || "NotMade",
		answer: `The request could not be made${header === undefined ? "" : ` (header ${header})`}, so nothing was sent.`,
		fix: "Check the stack's configuration: pulumi config",
		lasts: true,
	};
}
