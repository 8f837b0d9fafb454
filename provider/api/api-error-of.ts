import { z } from "zod";
import { ApiError, type Outcome } from "./api-error";
import { serviceSays } from "./service-says";

/** What the vendor's client throws, as far as anything is known of it. */
const Thrown = z
	.object({
		name: z.string().catch(""),
		code: z.string().catch(""),
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
	.catch({ name: "", code: "", statusCode: undefined, data: undefined });

/** Codes by which Node shows that no connection was made. Messages prove nothing: they hold the request, names and all. */
const neverConnected =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_INVALID_URL|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_)|CERT/;
/** Codes of a service that failed by itself, whatever the HTTP status: it may have done what was asked. */
const failedItself = /^(SystemError|InternalError|ServiceUnavailable|UnknownError)|isp\.(SYSTEM_ERROR|UNKNOWN)/i;
const badCredentials =
	/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken|SecurityTokenExpired|InvalidCredentials)/;

/** Turns whatever the vendor's client throws into an `ApiError`. An unknown code stays that code. */
export function apiErrorOf(action: string, thrown: unknown, sent: Readonly<Record<string, string>> = {}): ApiError {
	if (thrown instanceof ApiError) return thrown;
	const { name, code, statusCode, data } = Thrown.parse(thrown);
	const status = statusCode ?? data?.statusCode;
	const requestId = data?.RequestId;
	if (status !== undefined && code !== "") {
		const answer = serviceSays(data?.Message, sent);
		return new ApiError({ action, outcome: outcomeOf(status, code), code, answer, status, requestId, cause: thrown });
	}
	if (name === "SyntaxError") {
		const answer =
			"What came back is not JSON (a web page of a proxy or of another server, or an outage): check aiccs:endpoint when it stays so.";
		return new ApiError({ action, outcome: "unclear", code: "UnreadableAnswer", answer, cause: thrown });
	}
	if (neverConnected.test(code)) {
		const answer = "No connection to the service could be made.";
		return new ApiError({ action, outcome: "unreachable", code, answer, cause: thrown });
	}
	const timeout = /timeout/i.test(name) || code === "ETIMEDOUT";
	const answer = timeout ? "No answer came in time." : "The connection broke before an answer came.";
	return new ApiError({
		action,
		outcome: "unclear",
		code: timeout ? "Timeout" : code || "NoAnswer",
		answer,
		cause: thrown,
	});
}

/** What a refusal with this HTTP status and code proves. */
export function outcomeOf(status: number, code: string): Outcome {
	if (/^Throttling/.test(code) || status === 429) return "throttled";
	if (badCredentials.test(code)) return "credentials";
	return status >= 500 || failedItself.test(code) ? "unclear" : "refused";
}
