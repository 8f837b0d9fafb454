import { randomUUID } from "node:crypto";
import { stringify } from "lossless-json";
import type { Refusal } from "../refusals";
import type { Service } from "../service";
import type { ApiRequest } from "./api-request";

/** The answer to a request, and whether its operation took effect. */
export interface Reply {
	readonly status: number;
	readonly code: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly done: boolean;
	/** Send no answer: drop the connection or hold it open. */
	readonly leave?: "reset" | "hold";
	readonly holdSeconds?: number;
	readonly fault?: string;
}

export function answerOf(service: Service, request: ApiRequest, data: unknown): Reply {
	const empty = service.settings.nullFields === "null" ? null : undefined;
	const body = {
		AccessDeniedDetail: empty,
		RequestId: request.requestId,
		Message: "OK",
		Data: data,
		Code: "OK",
		Success: true,
	};
	return { status: 200, code: "OK", headers: headersOf(request), body: stringify(body) ?? "", done: true };
}

export function refusalOf(service: Service, request: ApiRequest, refusal: Refusal): Reply {
	const asAnswer = refusal.byOperation && service.settings.refusalStyle === "ok-200";
	const body = asAnswer
		? { RequestId: request.requestId, Message: refusal.message, Code: refusal.code, Success: false }
		: gatewayBody(request, refusal);
	return {
		status: asAnswer ? 200 : refusal.status,
		code: refusal.code,
		headers: { ...headersOf(request), ...refusal.headers },
		body: JSON.stringify(body),
		done: false,
	};
}

function gatewayBody({ requestId, headers }: ApiRequest, { code, message }: Refusal) {
	return {
		RequestId: requestId,
		Message: message,
		Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=Aiccs&requestId=${requestId}`,
		HostId: headers.host ?? "",
		Code: code,
	};
}

function headersOf({ requestId }: ApiRequest): Record<string, string> {
	return {
		"content-type": "application/json;charset=utf-8",
		"access-control-allow-origin": "*",
		"access-control-expose-headers": "*",
		"x-acs-request-id": requestId,
		"x-acs-trace-id": randomUUID().replaceAll("-", ""),
	};
}
