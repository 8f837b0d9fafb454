import { z } from "zod";
import { asPreciseAs, type Kind, kinds } from "./kinds";
import { instantOfLocal } from "./shanghai-time";

/** Everything about one property that is not its type. */
export interface FieldFacts {
	/** Meaning and unit, for the user's editor, schema.json and the README. */
	readonly description: string;
	/**
	 * What a change of the value does to a task that exists: `updates` it in place, `replaces` it, is only kept for
	 * later (`recorded`), or does nothing.
	 */
	readonly change: "updates" | "replaces" | "recorded" | "nothing";
	/** Where the facts come from. */
	readonly source: string;
	/** The field of QueryAiCallTaskDetail that reads the value back; without it a refresh keeps the state's value. */
	readonly readBack?: string;
	/** Set when it is not proven that the service reads back what was sent. */
	readonly readBackUnproven?: true;
	/** Documented meaning of leaving the property out. Without it an unset property is left to the service. */
	readonly unset?: unknown;
	/** What an update sends when a program that once had the property no longer has it. */
	readonly cleared?: unknown;
	/** The property has a meaning only when another one has this value; `required`: and must be given then. */
	readonly onlyWhen?: { readonly property: string; readonly is: unknown; readonly required?: true };
	/** Belongs to the provider, not to the service: never sent. */
	readonly ours?: true;
}

export interface Field extends FieldFacts {
	readonly kind: Kind;
	/** What a value has to look like, in words: the property, then an element of it, then a part of the element. */
	readonly forms: readonly [string, ...string[]];
}

const fields = z.registry<Field>();

/** The facts of a property's schema, optional or not. */
export function fieldOf(schema: z.core.$ZodType): Field {
	const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
	const field = fields.get(inner);
	if (field === undefined) throw new Error("A property of the model has no facts: build it with model/field.ts.");
	return field;
}

function listed(values: readonly (string | number)[]): string {
	return values.length < 2 ? values.join() : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

// Half a surrogate pair has no UTF-8 form, so that a request with it cannot be written.
const sendable = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;
const unsendable = "has a line break or another control character in it";

export function text(facts: FieldFacts, form = "text without white space") {
	return z
		.string()
		.min(1)
		.regex(/^\S+$/, "has white space in it")
		.regex(sendable, unsendable)
		.register(fields, { ...facts, kind: "text", forms: [form] });
}

/** A text without white space at its ends: nobody knows whether the service trims it. */
export function name(facts: FieldFacts) {
	return z
		.string()
		.min(1)
		.regex(sendable, unsendable)
		.regex(
			/^[^\s\u200b-\u200f\u2060].*(?<![\s\u200b-\u200f\u2060])$/u,
			"has white space, or an invisible character, at an end",
		)
		.register(fields, {
			...facts,
			kind: "text",
			forms: ["a name that begins and ends with a visible character and has no line break"],
		});
}

export const idForm = 'the id as text, for example "118712345678901234"';

/** An id of the service: text, because its digits are more than a number can hold. */
export function id(facts: FieldFacts) {
	return z
		.string()
		.regex(/^[1-9]\d*$/, "is not an id in decimal text")
		.register(fields, { ...facts, kind: "text", forms: [idForm] });
}

export function whole(min: number, max: number, facts: FieldFacts) {
	return z
		.int()
		.min(min)
		.max(max)
		.register(fields, { ...facts, kind: "whole", forms: [`a whole number from ${min} to ${max}`] });
}

export function flag(facts: FieldFacts) {
	return z.boolean().register(fields, { ...facts, kind: "flag", forms: ["true or false"] });
}

export function choice<const T extends readonly string[]>(values: T, facts: FieldFacts) {
	return z.enum(values).register(fields, { ...facts, kind: "text", forms: [listed(values)] });
}

export function code<const T extends readonly number[]>(values: T, facts: FieldFacts): z.ZodLiteral<T[number]> {
	const schema = z.literal<T[number][]>([...values]);
	fields.add(schema, { ...facts, kind: "whole", forms: [listed(values)] });
	return schema;
}

/** A set, written as a list: the order has no meaning and nothing stands twice. */
export function setOf<const T extends readonly string[]>(values: T, facts: FieldFacts) {
	return z
		.array(z.enum(values))
		.min(1)
		.register(fields, { ...facts, kind: "set", forms: [`a list of ${listed(values)}`, listed(values)] });
}

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "is not a time of day HH:mm:ss");
const windowForm = '{ startTime: "09:00:00", endTime: "18:00:00" }';

export function windows(facts: FieldFacts) {
	return z
		.array(z.strictObject({ startTime: timeOfDay, endTime: timeOfDay }))
		.min(1)
		.register(fields, {
			...facts,
			kind: "windows",
			forms: [
				`a list of windows such as [${windowForm}]`,
				`a window such as ${windowForm}`,
				'a time of day with seconds, for example "09:00:00" (the last one of a day is "23:59:59")',
			],
		});
}

/** Epoch milliseconds (2001 to 2286: seconds or microseconds by mistake fall outside) or RFC 3339 with an offset. */
export function instant(facts: FieldFacts) {
	return z
		.union([z.number(), z.string()])
		.refine((value) => instantFault(value) === undefined, { error: ({ input }) => instantFault(input) })
		.register(fields, {
			...facts,
			kind: "instant",
			forms: ['epoch milliseconds (13 digits) or RFC 3339 with an offset, for example "2027-03-01T09:00:00+08:00"'],
		});
}

const rfc3339 = z.iso.datetime({ offset: true });

/** What keeps a value from being an instant; `undefined` when it is one. */
function instantFault(value: unknown): string | undefined {
	if (typeof value === "number") return Number.isInteger(value) ? epochFault(value) : "is not a whole number";
	const text = String(value);
	if (/^\d+$/.test(text)) return "is a number in quotes";
	if (rfc3339.safeParse(text).success) return epochFault(Date.parse(text));
	return rfc3339.safeParse(`${text}Z`).success ? "has no offset" : "is not a point in time that can be read";
}

function epochFault(epochMilliseconds: number): string | undefined {
	const is13Digits = epochMilliseconds >= 1e12 && epochMilliseconds < 1e13;
	return is13Digits ? undefined : "is not between the years 2001 and 2286 in milliseconds";
}

/** `YYYY-MM-DD HH:mm:ss` on the clock of Asia/Shanghai. */
export function localDateTime(facts: FieldFacts) {
	return z
		.string()
		.min(1)
		.refine((value) => instantOfLocal(value) !== undefined, "is not a date and time that exists")
		.register(fields, {
			...facts,
			kind: "text",
			forms: ['a date and time YYYY-MM-DD HH:mm:ss, for example "2027-03-01 18:00:00"'],
		});
}

/** Whether two values, or their absence, mean the same. */
export function sameMeaning(field: Field, one: unknown, other: unknown): boolean {
	return one === other || meaningOf(field, one) === meaningOf(field, other);
}

/** The value in the form in which two values of the same meaning are equal; `undefined` when left to the service. */
function meaningOf(field: Field, value: unknown): string | undefined {
	const meant = value ?? field.unset;
	return meant === undefined ? undefined : JSON.stringify(kinds[field.kind].normal(meant));
}

/** Whether what the service tells is a value, as far as it tells. */
export function agrees(field: Field, told: unknown, value: unknown): boolean {
	if (sameMeaning(field, told, value)) return true;
	return field.kind === "windows" && sameMeaning(field, told, asPreciseAs(told, value));
}
