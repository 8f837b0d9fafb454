/**
 * What an error proves about the request:
 * `refused`: the service said no, nothing was done. `throttled` and `unreachable`: it was not looked at, nothing was
 * done. `credentials`: it was not let in, or could not be made with them, nothing was done. `unclear`: the answer was lost; it may have been done.
 */
export type Outcome = "refused" | "throttled" | "unreachable" | "credentials" | "unclear";

interface Facts {
	readonly action: string;
	readonly outcome: Outcome;
	readonly code: string;
	readonly answer: string;
	/** What to do, where more is known than the outcome tells. */
	readonly fix?: string | undefined;
	readonly lasts?: boolean | undefined;
	readonly status?: number | undefined;
	readonly requestId?: string | undefined;
	readonly cause?: unknown;
}

/** A request to the service that did not succeed. The message says what was tried, what came back and what to do. */
export class ApiError extends Error {
	readonly action: string;
	readonly outcome: Outcome;
	readonly code: string;
	readonly status: number | undefined;
	readonly requestId: string | undefined;
	/** The request had no effect, and would have none if it were sent again soon. */
	readonly lasts: boolean;

	constructor({ action, outcome, code, answer, fix, lasts, status, requestId, cause }: Facts) {
		const place = [status === undefined ? undefined : `HTTP ${status}`, requestId && `request id ${requestId}`];
		const known = place.filter((part) => part !== undefined && part !== "").join(", ");
		const failure = `${action} failed: ${code}${known === "" ? "" : ` (${known})`}.`;
		super(`${failure} ${answer} ${fix ?? advice(outcome, code)}`.trim(), { cause });
		this.name = "ApiError";
		this.action = action;
		this.outcome = outcome;
		this.code = code;
		this.status = status;
		this.requestId = requestId;
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

/** The service looked at the request and refused it, so asking again changes nothing. */
export function isRefusal(error: unknown): error is ApiError {
	return error instanceof ApiError && error.outcome === "refused";
}

function advice(outcome: Outcome, code: string): string {
	if (/^(Forbidden|NoPermission|isp\.RAM)/.test(code)) {
		return "Give the RAM user the policy AliyunAiccsFullAccess, or one that allows this action.";
	}
	switch (outcome) {
		case "throttled":
			return "The service asked to slow down for longer than this provider waits: run again, or raise aiccs:retrySeconds.";
		case "unreachable":
			return "Check the network, the proxy settings and aiccs:endpoint.";
		case "credentials":
			return /Expired|SecurityToken/.test(code)
				? "Get a new security token and run again."
				: "Check the access key: aiccs:accessKeyId and aiccs:accessKeySecret, or the environment that supplies it.";
		case "unclear":
			return "Run the same command again: what was done is looked up before anything is repeated.";
		default:
			return "";
	}
}
