import { z } from "zod";
import { ApiError, type Outcome } from "./api-error";
import { clockFix } from "./clock-fix";
import { type Server, whyNotSent } from "./not-sent";
import { ProxyError } from "./proxy-error";
import { serviceSays } from "./service-says";

/** What the vendor's client throws, as far as anything is known of it. */
const Thrown = z
	.object({
		name: z.string().catch(""),
		code: z.string().catch(""),
		message: z.string().catch(""),
		statusCode: z.number().optional().catch(undefined),
		data: z
			.object({
				Message: z.string().optional().catch(undefined),
				RequestId: z.string().optional().catch(undefined),
				statusCode: z.number().optional().catch(undefined),
			})
			.optional()
			.catch(undefined),
	})
	.catch({ name: "", code: "", message: "", statusCode: undefined, data: undefined });

/** What is known of a request besides what was thrown. */
export interface Asked {
	/** The parameters. */
	readonly query?: Readonly<Record<string, string>>;
	readonly server?: Server;
	/** How far it came; without it, it may have been sent. */
	readonly exchange?: {
		readonly hasBegun: boolean;
		readonly mayHaveBeenSent: boolean;
		readonly clockAhead?: number | undefined;
	};
}

const notLetIn =
	/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken|SecurityTokenExpired|InvalidCredentials|InvalidTimeStamp|RequestTimeTooSkewed)/i;
const wrongClock = /^(InvalidTimeStamp\.Expired|RequestTimeTooSkewed)/i;
/** Codes that blame the request: it was read, and refused. */
const blamesTheRequest = /^(isv\.|isp\.RAM|Invalid|Missing|Forbidden|NoPermission)/i;
/**
 * Codes of a service that failed by itself, whatever the HTTP status: it may have done what was asked. A nonce that was
 * used belongs here: each request gets a new one, so something on the way has sent this request twice.
 */
const failedItself =
	/^isp\.|^SignatureNonceUsed|system|internal|unknown|unavailable|time_?out|busy|unexpected|exception|(server|service|backend|gateway|database)_?(error|fail)/i;

/** Turns whatever the vendor's client throws into an `ApiError`. An unknown code stays that code. */
export function apiErrorOf(action: string, thrown: unknown, asked: Asked = {}): ApiError {
	if (thrown instanceof ApiError) return thrown;
	if (thrown instanceof ProxyError) {
		const { code, fix, lasts } = thrown;
		const answer = `${thrown.answer} Nothing was sent to the service.`;
		return new ApiError({ action, outcome: "unreachable", code, answer, fix, lasts, cause: thrown });
	}
	const { name, code, message, statusCode, data } = Thrown.parse(thrown);
	const status = statusCode ?? data?.statusCode;
	if (status !== undefined && code !== "") {
		// The vendor's client makes this text of a code that is missing.
		const known = code === "undefined" ? "NoCode" : code;
		const answer = serviceSays(data?.Message, asked.query ?? {});
		const isClock = wrongClock.test(known);
		return new ApiError({
			action,
			outcome: known === "NoCode" ? "unclear" : outcomeOf(status, known),
			code: known,
			answer,
			...(isClock && { fix: clockFix(asked.exchange?.clockAhead), lasts: true }),
			status,
			requestId: data?.RequestId,
			cause: thrown,
		});
	}
	if (asked.exchange?.mayHaveBeenSent === false) {
		const how = { code, name, message, hasBegun: asked.exchange.hasBegun, server: asked.server };
		return new ApiError({ action, ...whyNotSent(how), cause: thrown });
	}
	return new ApiError({ action, outcome: "unclear", ...whatBroke(name, code), cause: thrown });
}

/** What came back of a request that may have been sent, when it is no answer. */
function whatBroke(name: string, code: string): { code: string; answer: string } {
	if (name === "SyntaxError") {
		const what = "What came back is not JSON (a web page of a proxy or of another server, or an outage)";
		return { code: "UnreadableAnswer", answer: `${what}: check aiccs:endpoint when it stays so.` };
	}
	if (code.startsWith("HPE_")) {
		const what = "What came back is not HTTP (another kind of server, or one that wants https)";
		return { code: "UnreadableAnswer", answer: `${what}: check aiccs:endpoint when it stays so.` };
	}
	if (/timeout/i.test(name) || code === "ETIMEDOUT") return { code: "Timeout", answer: "No answer came in time." };
	return { code: code || "NoAnswer", answer: "The connection broke before an answer came." };
}

/** What a refusal with this HTTP status and code proves. */
export function outcomeOf(status: number, code: string): Outcome {
	if (/^Throttling/.test(code) || status === 429) return "throttled";
	if (notLetIn.test(code)) return "credentials";
	if (status >= 500) return "unclear";
	return failedItself.test(code) && !blamesTheRequest.test(code) ? "unclear" : "refused";
}
