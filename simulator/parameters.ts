import { parse } from "lossless-json";
import { z } from "zod";

// Parameters are text on the wire; their types are those of the vendor's parameter tables.

export const text = z.string();

export const requiredText = z.string().min(1);

export const boolean = z
	.string()
	.regex(/^(true|false)$/i, "It must be true or false.")
	.transform((value) => value.toLowerCase() === "true");

export function integer(min: number, max: number) {
	return z
		.string()
		.regex(/^[+-]?\d{1,15}$/, "It must be a whole number.")
		.transform(Number)
		.pipe(z.number().min(min, `It must be at least ${min}.`).max(max, `It must be at most ${max}.`));
}

/** 0: the task of an agent; 1: the task of an engine. */
export const source = z.enum(["0", "1"]).transform((value) => (value === "0" ? 0 : 1));

/** An int64 that is an id. */
export const id = z
	.string()
	.trim()
	.regex(/^\d{1,19}$/, "It must be a whole number.");

export const timestamp = integer(0, 10 ** 15 - 1);

/** A list or map, sent as JSON in one parameter. */
export function json<Inner extends z.ZodType>(inner: Inner) {
	return parsedBy(JSON.parse, inner);
}

/** The same, with numbers as text: a double would round a long order number. */
export function jsonWithDigits<Inner extends z.ZodType>(inner: Inner) {
	return parsedBy((value) => {
		const parsed: unknown = JSON.parse(value);
		return hasNumber(parsed) ? parse(value, undefined, withDigits) : parsed;
	}, inner);
}

const withDigits = { parseNumber: String, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };

function hasNumber(value: unknown): boolean {
	if (typeof value !== "object" || value === null) return typeof value === "number";
	return Object.values(value).some(hasNumber);
}

function parsedBy<Inner extends z.ZodType>(parseJson: (value: string) => unknown, inner: Inner) {
	return z
		.string()
		.transform((value, context) => {
			try {
				return parseJson(value);
			} catch {
				context.addIssue("It is not valid JSON.");
				return z.NEVER;
			}
		})
		.pipe(inner);
}

/** A JSON list of ids, as text or as numbers, which may exceed 2^53. */
export const idList = z.string().transform((value, context): string[] => {
	const isList = /^\s*\[\s*("?\d{1,19}"?\s*(,\s*"?\d{1,19}"?\s*)*)?\]\s*$/.test(value);
	if (!isList) context.addIssue("It must be a JSON list of ids.");
	return value.match(/\d+/g) ?? [];
});

export const paging = {
	PageNo: integer(1, 10 ** 9).optional(),
	PageSize: integer(1, 10 ** 9).optional(),
};
