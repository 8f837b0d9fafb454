import { isInteger, isSafeNumber, parse } from "lossless-json";
import { z } from "zod";
import { ApiError, type Outcome } from "../api-error";
import type { Operation } from "../operations";
import { outcomeOf, quoteService } from "./refusal";

const Envelope = z.object({
	Code: z.string().nullish(),
	Message: z.string().nullish(),
	RequestId: z.string().nullish(),
	Success: z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })]).nullish(),
	Data: z.unknown().optional(),
});

/** Integers that a `number` would round stay text. */
function exactNumber(text: string): number | string {
	return isInteger(text) && !isSafeNumber(text) ? text : Number(text);
}

export interface Answer {
	readonly status: number;
	readonly body: string;
	/** The parameters of the request. */
	readonly parameters: Readonly<Record<string, string>>;
}

/** The data of an answer with HTTP status 2xx. Throws when the answer is a refusal or cannot be used. */
export function dataOf<T>(operation: Operation<T>, answer: Answer): T {
	return (operation.hasLongAnswers ? quickDataOf(operation, answer) : undefined) ?? exactDataOf(operation, answer);
}

/** The data of a success, parsed natively; `undefined` if the answer is another one, or an id was rounded. */
function quickDataOf<T>({ data }: Operation<T>, { body }: Answer): T | undefined {
	const { Code, Success, Data } = Envelope.safeParse(JSON.parse(body)).data ?? {};
	return Code === "OK" && Success === true ? data.safeParse(Data).data : undefined;
}

function exactDataOf<T>(operation: Operation<T>, { status, body, parameters }: Answer): T {
	const { action } = operation;
	const envelope = Envelope.safeParse(parse(body, undefined, exactNumber));
	if (!envelope.success) throw unusable({ action, status }, "it is not an object with Code, Success and Data");
	const { Code, Message, RequestId, Success, Data } = envelope.data;
	const request = { action, status, requestId: RequestId ?? undefined };
	if (Success !== true || Code !== "OK") {
		const answer = quoteService(Message, operation, parameters);
		throw new ApiError({ ...request, outcome: outcomeWith(status, Code, Success), code: Code || "NoCode", answer });
	}
	const data = operation.data.safeParse(Data);
	if (data.success) return data.data;
	const fields = data.error.issues.map((issue) => issue.path.join(".") || "Data").join(", ");
	throw unusable(request, `these fields differ from the API's description: ${fields}`);
}

/** A refusal is a code other than "OK", or `false`, that the other of the two does not contradict. */
function outcomeWith(status: number, code: string | null | undefined, success: boolean | null | undefined): Outcome {
	if (code === "OK" || success === true) return "unclear";
	if (!code) return success === false ? "refused" : "unclear";
	return outcomeOf(status, code);
}

interface Request {
	readonly action: string;
	readonly status: number;
	readonly requestId?: string | undefined;
}

function unusable(request: Request, reason: string): ApiError {
	const answer = `The answer cannot be used: ${reason}.`;
	return new ApiError({ ...request, outcome: "unclear", code: "UnexpectedAnswer", answer });
}
