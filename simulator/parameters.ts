import { parse } from "lossless-json";
import { z } from "zod";

/* Parameters are text on the wire. These read them as the vendor's parameter tables type them. */

export const text = z.string();

export const requiredText = z.string().min(1);

export const boolean = z
	.string()
	.regex(/^(true|false)$/i, "It is true or false.")
	.transform((value) => value.toLowerCase() === "true");

export function integer(min: number, max: number) {
	return z
		.string()
		.regex(/^[+-]?\d{1,15}$/, "It is a whole number.")
		.transform(Number)
		.pipe(z.number().min(min, `It is at least ${min}.`).max(max, `It is at most ${max}.`));
}

/** 0: created by an agent, 1: created by an engine. */
export const source = z.enum(["0", "1"]).transform((value) => (value === "0" ? 0 : 1));

/** An int64 whose value matters only as an id. */
export const id = z
	.string()
	.trim()
	.regex(/^\d{1,19}$/, "It is a whole number.");

export const timestamp = integer(0, 10 ** 15 - 1);

/** A list or map, sent as JSON text in one parameter. */
export function json<Inner extends z.ZodType>(inner: Inner) {
	return parsedBy(JSON.parse, inner);
}

/** The same, with numbers as the digits sent: a double would round an order's number. */
export function jsonWithDigits<Inner extends z.ZodType>(inner: Inner) {
	const options = { parseNumber: String, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };
	return parsedBy((value) => parse(value, undefined, options), inner);
}

function parsedBy<Inner extends z.ZodType>(parseJson: (value: string) => unknown, inner: Inner) {
	return z
		.string()
		.transform((value, context) => {
			try {
				return parseJson(value);
			} catch {
				context.addIssue("It is not JSON text.");
				return z.NEVER;
			}
		})
		.pipe(inner);
}

/** Ids in a JSON list may come as text or as numbers above 2^53. */
export const idList = z.string().transform((value, context): string[] => {
	const isList = /^\s*\[\s*("?\d{1,19}"?\s*(,\s*"?\d{1,19}"?\s*)*)?\]\s*$/.test(value);
	if (!isList) context.addIssue("It is a JSON list of ids.");
	return value.match(/\d+/g) ?? [];
});

export const PAGING = {
	PageNo: integer(1, 10 ** 9).optional(),
	PageSize: integer(1, 10 ** 9).optional(),
};
