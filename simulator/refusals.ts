import type { Settings } from "./settings";
import type { TaskStatus } from "./task";

/** An error answer of the service. One by an operation's own rules (`byOperation`) may be sent with HTTP 200. */
export class Refusal extends Error {
	readonly status: number;
	readonly code: string;
	readonly byOperation: boolean;
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		status: number,
		code: string,
		message: string,
		options: { byOperation?: boolean; headers?: Record<string, string> } = {},
	) {
		super(message);
		this.status = status;
		this.code = code;
		this.byOperation = options.byOperation ?? false;
		this.headers = options.headers ?? {};
	}
}

// From the vendor's list of common client error codes.
export const incompleteSignature = (why: string) =>
	new Refusal(400, "IncompleteSignature", `The request signature does not conform to Aliyun standards. ${why}`);
export const unknownAccessKey = () =>
	new Refusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
export const wrongSignature = (serverStringToSign: string) =>
	new Refusal(
		403,
		"SignatureDoesNotMatch",
		`Specified signature is not matched with our calculation. server string to sign is:${serverStringToSign}`,
	);
export const malformedDate = () =>
	new Refusal(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
export const staleDate = () =>
	new Refusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
export const replayedNonce = () =>
	new Refusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
export const missingSecurityToken = () =>
	new Refusal(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.");
export const mismatchedSecurityToken = () =>
	new Refusal(
		400,
		"InvalidSecurityToken.MismatchWithAccessKey",
		"Specified SecurityToken mismatch with the AccessKey.",
	);
export const expiredSecurityToken = () =>
	new Refusal(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
export const unsupportedMethod = () => new Refusal(403, "UnsupportedHTTPMethod", "This http method not supported.");
export const unknownVersion = () => new Refusal(400, "InvalidVersion", "Specified parameter Version is not valid.");
export const unknownAction = () =>
	new Refusal(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
export const notSimulated = (action: string) =>
	new Refusal(
		400,
		"UnsupportedOperation",
		`This simulator does not implement ${action}. See "Not simulated" in simulator/README.md.`,
	);
export const forbidden = (action: string) =>
	new Refusal(
		403,
		"Forbidden.RAM",
		`User not authorized to operate on the specified resource, or this API does not support RAM. aiccs:${action}`,
	);
export const throttled = (retryAfter: number) =>
	new Refusal(400, "Throttling.User", "Request was denied due to user flow control.", {
		...(retryAfter > 0 && { headers: { "x-acs-retry-after": String(retryAfter) } }),
	});
export const internalError = () =>
	new Refusal(500, "InternalError", "The request processing has failed due to some unknown error.");

export function missingParameter(settings: Settings, name: string): Refusal {
	const code = settings.parameterRefusal === "named" ? `Missing${name}` : "MissingParameter";
	return new Refusal(400, code, `${name} is mandatory for this action.`);
}

export function invalidParameter(settings: Settings, name: string, why: string): Refusal {
	const code = settings.parameterRefusal === "named" ? `Invalid${name}` : "InvalidParameter";
	return new Refusal(400, code, `Specified parameter ${name} is not valid. ${why}`);
}

const byOperation = { byOperation: true };

export const duplicateName = (settings: Settings, name: string) =>
	new Refusal(400, settings.duplicateNameCode, `任务名称已存在: ${name}`, byOperation);
export const unknownTask = (settings: Settings, taskId: string) =>
	new Refusal(400, settings.unknownTaskCode, `任务不存在: ${taskId}`, byOperation);
export const unknownAgent = (agentId: string) =>
	new Refusal(400, "AgentNotExist", `智能体不存在: ${agentId}`, byOperation);
export const wrongStatus = (settings: Settings, status: TaskStatus, action: string) =>
	new Refusal(400, settings.wrongStatusCode, `任务当前状态(${status})不允许该操作: ${action}`, byOperation);
export const unknownDetail = (detailId: string) =>
	new Refusal(400, "DetailNotExist", `呼叫明细不存在: ${detailId}`, byOperation);
