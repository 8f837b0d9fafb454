import { z } from "zod";
import { ApiError } from "../api-error";
import { ProxyError } from "../network/proxy-error";
import type { Operation } from "../operations";
import { outcomeOf, quoteService } from "./refusal";
import { type Server, whyNotSent } from "./why-not-sent";

/** What the vendor's client throws, as far as it is known. */
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
interface Request {
	readonly parameters?: Readonly<Record<string, string>>;
	readonly server?: Server;
	/** How far the request came. Without it, it may have been sent. */
	readonly exchange?: {
		readonly wasCreated: boolean;
		readonly mayHaveBeenSent: boolean;
		readonly clockAhead?: number | undefined;
	};
}

/** Turns whatever the vendor's client throws into an `ApiError`. An unknown code is kept. */
export function apiErrorOf(
	operation: Pick<Operation<unknown>, "action" | "phoneNumbers" | "concernsCallees">,
	thrown: unknown,
	{ parameters = {}, server, exchange }: Request = {},
): ApiError {
	const { action } = operation;
	if (thrown instanceof ApiError) return thrown;
	if (thrown instanceof ProxyError) {
		const { code, fix, lasts } = thrown;
		const answer = `${thrown.answer} Nothing was sent to the service.`;
		return new ApiError({ action, outcome: "unreachable", code, answer, fix, lasts, cause: thrown });
	}
	const { name, code, message, statusCode, data } = Thrown.parse(thrown);
	const status = statusCode ?? data?.statusCode;
	if (status !== undefined && code !== "") {
		// The vendor's client writes "undefined" for a missing code.
		const isKnown = code !== "undefined";
		return new ApiError({
			action,
			outcome: isKnown ? outcomeOf(status, code) : "unclear",
			code: isKnown ? code : "NoCode",
			answer: quoteService(data?.Message, operation, parameters),
			...(isClockWrong(code) && { fix: clockFix(exchange?.clockAhead), lasts: true }),
			status,
			requestId: data?.RequestId,
			cause: thrown,
		});
	}
	if (exchange?.mayHaveBeenSent === false) {
		const failure = { code, name, message, wasCreated: exchange.wasCreated, server };
		return new ApiError({ action, ...whyNotSent(failure), cause: thrown });
	}
	return new ApiError({ action, outcome: "unclear", ...whyNoAnswer(name, code), cause: thrown });
}

/** Why a request that may have been sent has no answer. */
function whyNoAnswer(name: string, code: string): { code: string; answer: string } {
	if (name === "SyntaxError") {
		const what = "The answer is not JSON (perhaps a web page of a proxy or of another server, or an outage)";
		return { code: "UnreadableAnswer", answer: `${what}. If this persists, check aiccs:endpoint.` };
	}
	if (code.startsWith("HPE_")) {
		const what = "The answer is not HTTP (perhaps from another kind of server, or from one that expects https)";
		return { code: "UnreadableAnswer", answer: `${what}. If this persists, check aiccs:endpoint.` };
	}
	if (/timeout/i.test(name) || code === "ETIMEDOUT") return { code: "Timeout", answer: "No answer arrived in time." };
	return { code: code || "NoAnswer", answer: "The connection broke before an answer arrived." };
}

function isClockWrong(code: string): boolean {
	return /^(InvalidTimeStamp\.Expired|RequestTimeTooSkewed)/i.test(code);
}

/** What to do when the service rejects the time of a request. `ahead`: this machine's clock, in milliseconds. */
function clockFix(ahead: number | undefined): string {
	// The time that an answer takes to arrive can explain a smaller difference.
	if (ahead === undefined || Math.abs(ahead) < 60_000) return "Check this machine's clock.";
	const direction = ahead > 0 ? "ahead of" : "behind";
	return `Check this machine's clock: it is ${durationOf(Math.abs(ahead))} ${direction} the service's.`;
}

function durationOf(milliseconds: number): string {
	const minutes = Math.round(milliseconds / 60_000);
	if (minutes < 120) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
