/**
 * What an error proves about its request.
 * `refused`: the service rejected it; nothing was done.
 * `throttled`, `unreachable`: the service did not process it; nothing was done.
 * `credentials`: the service rejected the credentials, or they could not be sent; nothing was done.
 * `unclear`: the answer was lost or cannot be used; the request may have been done.
 */
export type Outcome = "refused" | "throttled" | "unreachable" | "credentials" | "unclear";

interface Facts {
	readonly action: string;
	readonly outcome: Outcome;
	readonly code: string;
	/** What came back, as sentences. */
	readonly answer: string;
	/** What to do, where more is known than the outcome. */
	readonly fix?: string | undefined;
	readonly lasts?: boolean | undefined;
	readonly status?: number | undefined;
	readonly requestId?: string | undefined;
	readonly cause?: unknown;
}

/** A request to the service that failed. The message says what was tried, what came back and what to do. */
export class ApiError extends Error {
	readonly outcome: Outcome;
	/** The service's error code, Node's, or one of this provider's. */
	readonly code: string;
	/** The request had no effect, and sending it again soon would fail again. */
	readonly lasts: boolean;

	constructor({ action, outcome, code, answer, fix, lasts, status, requestId, cause }: Facts) {
		const details = [status && `HTTP ${status}`, requestId && `request id ${requestId}`].filter(Boolean).join(", ");
		const failure = `${action} failed: ${code}${details && ` (${details})`}.`;
		super(`${failure} ${answer} ${fix ?? fixFor(outcome, code, action)}`.trim(), { cause });
		this.name = "ApiError";
		this.outcome = outcome;
		this.code = code;
		this.lasts = lasts ?? false;
	}

	/** True when the error proves that the request had no effect. */
	get provesNotDone(): boolean {
		return this.outcome !== "unclear";
	}
}

export function isApiError(error: unknown): error is ApiError {
	return error instanceof ApiError;
}

/** True when the service processed the request and rejected it, so that sending it again changes nothing. */
export function isRefusal(error: unknown): error is ApiError {
	return error instanceof ApiError && error.outcome === "refused";
}

/** True when the user may not do what was requested: a question that the service does not answer. */
export function isForbidden({ code }: ApiError): boolean {
	return /^(Forbidden|NoPermission)|DENY/.test(code);
}

/** Operations with a published RAM action, which is named like them. */
const permissions: ReadonlySet<string> = new Set([
	"UpdateAiCallTask",
	"QueryAiCallDetailPage",
	"PageQueryAgentList",
	"PageQueryAgentListNew",
]);

function fixFor(outcome: Outcome, code: string, action: string): string {
	if (/^(Forbidden|NoPermission|isp\.RAM)/.test(code)) {
		const allowed = permissions.has(action) ? `the action aiccs:${action}` : "this action";
		return `Give the RAM user the policy AliyunAiccsFullAccess, or one that allows ${allowed}.`;
	}
	switch (outcome) {
		case "throttled":
			return "The service still throttles after aiccs:retrySeconds. Run again later, or raise aiccs:retrySeconds.";
		case "unreachable":
			return "Check the network, the proxy settings and aiccs:endpoint.";
		case "credentials":
			return /Expired|SecurityToken/.test(code)
				? "Get a new security token and run again."
				: "Check the access key: aiccs:accessKeyId and aiccs:accessKeySecret, or the environment that supplies it.";
		case "unclear":
			return "Run the same command again: the provider checks what already happened before it repeats anything.";
		default:
			return "";
	}
}
