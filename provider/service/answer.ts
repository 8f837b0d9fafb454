import { isInteger, isSafeNumber, parse } from "lossless-json";
import { z } from "zod";
import { ApiError, type Outcome } from "./api-error";
import { outcomeOf } from "./api-error-of";
import type { Operation } from "./operations";
import { serviceSays } from "./service-says";

const Envelope = z.object({
	Code: z.string().nullish(),
	Message: z.string().nullish(),
	RequestId: z.string().nullish(),
	Success: z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })]).nullish(),
	Data: z.unknown().optional(),
});

/** Whole numbers that a `number` would round stay text. */
function exactNumber(text: string): number | string {
	return isInteger(text) && !isSafeNumber(text) ? text : Number(text);
}

export interface Answer {
	readonly status: number;
	readonly body: string;
	/** The parameters of the request. */
	readonly sent: Readonly<Record<string, string>>;
}

/** The data of an answer with HTTP status 2xx. Throws when it is a refusal, or nothing that can be read. */
export function dataOf<T>(operation: Operation<T>, { status, body, sent }: Answer): T {
	const { action } = operation;
	const envelope = Envelope.safeParse(parse(body, undefined, exactNumber));
	if (!envelope.success) throw unreadable(action, status, "it has no envelope");
	const { Code, Message, RequestId, Success, Data } = envelope.data;
	const requestId = RequestId ?? undefined;
	if (Success !== true || Code !== "OK") {
		const answer = serviceSays(Message, sent);
		throw new ApiError({
			action,
			outcome: outcomeWith(status, Code, Success),
			code: Code || "NoCode",
			answer,
			status,
			requestId,
		});
	}
	const data = operation.data.safeParse(Data);
	if (data.success) return data.data;
	const places = data.error.issues.map((issue) => issue.path.join(".") || "Data").join(", ");
	throw unreadable(action, status, `these parts differ from what the API describes: ${places}`, requestId);
}

/** Only a code other than "OK", or `false`, says no, and only where the other does not say yes. */
function outcomeWith(status: number, code: string | null | undefined, success: boolean | null | undefined): Outcome {
	if (code === "OK" || success === true) return "unclear";
	if (!code) return success === false ? "refused" : "unclear";
	return outcomeOf(status, code);
}

function unreadable(action: string, status: number, what: string, requestId?: string): ApiError {
	const answer = `The answer cannot be used: ${what}.`;
	return new ApiError({ action, outcome: "unclear", code: "UnexpectedAnswer", answer, status, requestId });
}
