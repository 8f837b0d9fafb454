import type { Service } from "../service";
import { type ApiRequest, actionOf } from "./api-request";
import type { Reply } from "./reply";

const masked = new Set(["PhoneNumberList", "PhoneNumber", "PhoneNumbers", "CalledNumber", "Extension"]);

/** Adds a request, received at the time `at`, to the log. */
export function logRequest({ requests }: Service, request: ApiRequest, reply: Reply, at: number): void {
	const { status, code, done, fault, leave } = reply;
	const isSent = leave === undefined;
	requests.push({
		action: actionOf(request),
		parameters: maskNumbers(request.parameters),
		status: isSent ? status : 0,
		code: isSent ? code : "",
		done,
		...(fault === undefined ? {} : { fault }),
		at,
	});
}

function maskNumbers(parameters: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			masked.has(name) ? value.replace(/[0-9a-fA-F]{5,}/g, "***") : value,
		]),
	);
}
