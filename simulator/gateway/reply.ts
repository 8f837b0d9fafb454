import { randomUUID } from "node:crypto";
import { stringify } from "lossless-json";
import type { Refusal } from "../refusals";
import type { World } from "../world";
import type { Call } from "./call";

/** What is sent back, and whether the call took effect. */
export interface Reply {
	readonly status: number;
	readonly code: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly done: boolean;
	/** Leave without an answer: drop the connection, or hold it open. */
	readonly leave?: "reset" | "hold";
	readonly holdSeconds?: number;
	readonly fault?: string;
}

export function answerOf(world: World, call: Call, data: unknown): Reply {
	const empty = world.settings.nullFields === "null" ? null : undefined;
	const body = {
		AccessDeniedDetail: empty,
		RequestId: call.requestId,
		Message: "OK",
		Data: data,
		Code: "OK",
		Success: true,
	};
	return { status: 200, code: "OK", headers: headersOf(call), body: stringify(body) ?? "", done: true };
}

export function refusalOf(world: World, call: Call, refusal: Refusal): Reply {
	const asAnswer = refusal.byOperation && world.settings.refusalStyle === "ok-200";
	const body = asAnswer
		? { RequestId: call.requestId, Message: refusal.message, Code: refusal.code, Success: false }
		: gatewayBody(call, refusal);
	return {
		status: asAnswer ? 200 : refusal.status,
		code: refusal.code,
		headers: { ...headersOf(call), ...refusal.headers },
		body: JSON.stringify(body),
		done: false,
	};
}

function gatewayBody({ requestId, headers }: Call, { code, message }: Refusal) {
	return {
		RequestId: requestId,
		Message: message,
		Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=Aiccs&requestId=${requestId}`,
		HostId: headers.host ?? "",
		Code: code,
	};
}

function headersOf({ requestId }: Call): Record<string, string> {
	return {
		"content-type": "application/json;charset=utf-8",
		"access-control-allow-origin": "*",
		"access-control-expose-headers": "*",
		"x-acs-request-id": requestId,
		"x-acs-trace-id": randomUUID().replaceAll("-", ""),
	};
}
