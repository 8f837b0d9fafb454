import { randomUUID } from "node:crypto";
import type { ApiRequest } from "./gateway/api-request";
import { answerChecked } from "./gateway/dispatch";
import { logRequest } from "./gateway/log-request";
import { apiVersion } from "./operations";
import type { Service } from "./service";

/** An answer as it is on the wire. */
export interface Answer {
	/** The HTTP status. */
	readonly status: number;
	readonly body: string;
}

/** A fault lost the answer. The client cannot know whether the operation ran; `requests()` says so. */
export class AnswerLost extends Error {
	readonly action: string;
	readonly fault: string;

	constructor(action: string, fault: string) {
		super(`The fault ${fault} lost the answer of ${action}. It is unknown whether the operation ran.`);
		this.name = "AnswerLost";
		this.action = action;
		this.fault = fault;
	}
}

/** Answers a request as if the gateway had accepted its signature. */
export async function perform(
	service: Service,
	action: string,
	parameters: Readonly<Record<string, string>>,
): Promise<Answer> {
	const request = requestOf(action, parameters);
	const at = service.clock.now();
	const reply = await answerChecked(service, request);
	logRequest(service, request, reply, at);
	if (reply.leave !== undefined) throw new AnswerLost(action, reply.fault ?? "");
	return { status: reply.status, body: reply.body };
}

const noBody = Buffer.alloc(0);

function requestOf(action: string, parameters: Readonly<Record<string, string>>): ApiRequest {
	return {
		requestId: randomUUID().toUpperCase(),
		method: "POST",
		path: "/",
		headers: { "x-acs-action": action, "x-acs-version": apiVersion },
		query: [],
		body: noBody,
		parameters,
	};
}
