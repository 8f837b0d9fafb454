import { z } from "zod";
import { NamedFile } from "./file-ref";
import { asPreciseAs, type KindName, kinds } from "./kinds";
import { instantOf, instantOfLocal, instantOfRfc3339, isInMilliseconds } from "./shanghai-time";
import { codeFault, type Fault, idFault, mistakenText, nameFault, numberFault } from "./text-fault";
import type { Name, Value } from "./values";

/** The facts about a property, apart from its type. */
export interface FieldFacts {
	/** What people who do not program call it, in reports; the property's name by default. */
	readonly title?: string;
	/** Meaning and unit, for the user's editor, schema.json and the README. */
	readonly description: string;
	/**
	 * What a change of the value does to an existing resource: `updates` it in place, `replaces` it, is only `recorded` in
	 * the state, or does nothing.
	 */
	readonly change: "updates" | "replaces" | "recorded" | "nothing";
	/** Where the facts come from. */
	readonly source: string;
	/** The field of the service's answer that reads the value back; without it a refresh keeps the state's value. */
	readonly readBack?: string;
	/** Set if it is not proven that the service reads back what was sent. */
	readonly readBackUnproven?: true;
	/** The documented default. Without it, an unset property is left to the service. */
	readonly unset?: Value;
	/** What an update sends after the program removes the property. */
	readonly cleared?: Value;
	/** The property has an effect only when another one has this value; if `required`, it must then be given. */
	readonly onlyWhen?: { readonly property: string; readonly is: Value; readonly required?: true };
	/** The rest of a sentence that begins with "A change", if it differs from the resource's effect for `change`. */
	readonly effect?: string;
	/** What can happen until an update sets back a changed value: the rest of a sentence that begins with "Until then,". */
	readonly ifDrifted?: string;
	/** Belongs to the provider, not to the service: never sent. */
	readonly ours?: true;
}

/** What a text is. Written as a number, an id loses its last digits and a line number its leading 0. */
export type TextOf = "name" | "id" | "number" | "code";

export interface Field extends FieldFacts {
	readonly kind: KindName;
	readonly textOf?: TextOf;
	/** The expected form in words: of the property, of an element of it, and of a part of the element. */
	readonly forms: readonly [string, ...string[]];
}

/** A resource's properties with their facts, in the order in which users read them. */
export type Properties<T> = ReadonlyMap<Name<T>, Field>;

const fields = z.registry<Field>();

/** The facts of a property's schema, optional or not. */
export function fieldOf(schema: z.core.$ZodType): Field {
	const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
	const field = fields.get(inner);
	if (field === undefined) throw new Error("A property has no facts: build it with definition/field.ts.");
	return field;
}

/** `a, b or c` */
export function orList(values: readonly (string | number)[]): string {
	return values.length < 2 ? values.join() : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** Adds a check to a schema; a fault becomes an issue with its fix. */
function withCheck<T extends z.ZodType>(schema: T, faultIn: (value: z.output<T>) => Fault | undefined): T {
	return schema.check((context) => {
		const fault = faultIn(context.value);
		if (fault === undefined) return;
		const params = { fix: fault.fix };
		context.issues.push({ code: "custom", message: fault.problem, params, input: context.value });
	});
}

const faultsOf: Readonly<Record<TextOf, (text: string) => Fault | undefined>> = {
	name: nameFault,
	id: idFault,
	number: numberFault,
	code: codeFault,
};

const textForms: Readonly<Record<TextOf, string>> = {
	name: "a name that begins and ends with a visible character and has no line break",
	id: 'the id as text, for example "118712345678901234"',
	number: 'the number as text, for example "05710000001"',
	code: "text without white space",
};

function text(textOf: TextOf, facts: FieldFacts) {
	const schema = z.string().min(1, { abort: true });
	return withCheck(schema, faultsOf[textOf]).register(fields, {
		...facts,
		kind: "text",
		textOf,
		forms: [textForms[textOf]],
	});
}

/** Text for people. It is not published whether the service trims it, so it must be trimmed. */
export const name = (facts: FieldFacts) => text("name", facts);

/** An id of the service: text, because it has more digits than a number can hold. */
export const id = (facts: FieldFacts) => text("id", facts);

/** The number of a line or service instance: text, because it may begin with 0. */
export const lineNumber = (facts: FieldFacts) => text("number", facts);

/** A code whose form is not published. */
export const opaqueCode = (facts: FieldFacts) => text("code", facts);

/** The name of an account in the configuration. */
export function account(facts: FieldFacts) {
	return z
		.string()
		.min(1)
		.register(fields, { ...facts, kind: "text", forms: ['the name of an account of aiccs:accounts, such as "emea"'] });
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
	return z.enum(values).register(fields, { ...facts, kind: "text", forms: [orList(values)] });
}

export function code<const T extends readonly number[]>(values: T, facts: FieldFacts): z.ZodLiteral<T[number]> {
	const schema = z.literal<T[number][]>([...values]);
	fields.add(schema, { ...facts, kind: "whole", forms: [orList(values)] });
	return schema;
}

/** A set, written as a list: the order has no meaning, and no value occurs twice. */
export function setOf<const T extends readonly string[]>(values: T, facts: FieldFacts) {
	return z
		.array(z.enum(values))
		.min(1)
		.register(fields, { ...facts, kind: "set", forms: [`a list of ${orList(values)}`, orList(values)] });
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

/** One file or several: Pulumi's FileAssets. Their paths and hashes are in the state, their content is not. */
export function files(facts: FieldFacts) {
	return z.union([NamedFile, z.array(NamedFile).min(1)]).register(fields, {
		...facts,
		kind: "files",
		forms: ['new pulumi.asset.FileAsset("<path>"), or a list of them'],
	});
}

/** A map from texts to texts. */
export function names(form: string, facts: FieldFacts) {
	return z
		.record(z.string(), z.string().min(1))
		.register(fields, { ...facts, kind: "names", forms: [form, "a text that is not empty"] });
}

const instantForm =
	'epoch milliseconds (13 digits) or RFC 3339 with an offset, for example "2027-03-01T09:00:00+08:00"';

/** Epoch milliseconds (2001 to 2286, so that seconds and microseconds are errors) or RFC 3339 with an offset. */
export function instant(facts: FieldFacts) {
	return withCheck(z.union([z.number(), z.string()]), instantFault).register(fields, {
		...facts,
		kind: "instant",
		forms: [instantForm],
	});
}

/** Why a value is not an instant. */
function instantFault(value: number | string): Fault | undefined {
	if (typeof value === "number") return epochFault(value);
	if (/^\d+$/.test(value)) return quotedFault(Number(value));
	const epoch = instantOfRfc3339(value);
	if (epoch !== undefined) return epochFault(epoch);
	const isLocal = instantOfRfc3339(`${value}Z`) !== undefined || instantOfLocal(value) !== undefined;
	if (isLocal) return { problem: "has no offset" };
	return mistakenText(value) ?? { problem: "is not a point in time that can be read" };
}

function quotedFault(epoch: number): Fault {
	const fault = epochFault(epoch);
	const problem = "is a number in quotes";
	return fault?.fix === undefined ? { problem } : { problem: `${problem}, and ${fault.problem}`, fix: fault.fix };
}

/** Wrong units of an epoch, by the number of digits. */
const units = [
	{ digits: 10, problem: "is in seconds", fix: "Use milliseconds: multiply by 1000." },
	{ digits: 16, problem: "is in microseconds", fix: "Use milliseconds: divide by 1000." },
	{ digits: 19, problem: "is in nanoseconds", fix: "Use milliseconds: divide by 1000000." },
];

function epochFault(epoch: number): Fault | undefined {
	const unit = units.find(({ digits }) => epoch >= 10 ** (digits - 1) && epoch < 10 ** digits);
	if (unit !== undefined) return unit;
	if (!Number.isInteger(epoch)) return { problem: "is not a whole number" };
	return isInMilliseconds(epoch) ? undefined : { problem: "is not between the years 2001 and 2286 in milliseconds" };
}

const dateTimeForm =
	'a date and time in China YYYY-MM-DD HH:mm:ss, for example "2027-03-01 18:00:00", or RFC 3339 with an offset, for example "2027-03-01T18:00:00+08:00"';

/** `YYYY-MM-DD HH:mm:ss` on the clock of Asia/Shanghai, or RFC 3339 with an offset. */
export function localDateTime(facts: FieldFacts) {
	return withCheck(z.string().min(1, { abort: true }), dateTimeFault).register(fields, {
		...facts,
		kind: "dateTime",
		forms: [dateTimeForm],
	});
}

const dateTimeShape = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))$/i;

/** Why a text is not a date and time that can be sent. */
function dateTimeFault(text: string): Fault | undefined {
	if (instantOf(text) !== undefined) return undefined;
	if (instantOfRfc3339(text) !== undefined) return { problem: "is outside the years 0000 to 9999 in China" };
	if (dateTimeShape.test(text)) return { problem: "is not a date and time that exists" };
	if (instantOfRfc3339(`${text}Z`) !== undefined) return { problem: "has no offset" };
	if (/^\d+$/.test(text)) return { problem: "is a number in quotes" };
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return { problem: "has no time of day" };
	return mistakenText(text) ?? { problem: "is not a date and time that can be read" };
}

/** True if two values mean the same; an absent value means the default. */
export function sameMeaning(field: Field, one: unknown, other: unknown): boolean {
	return one === other || meaningOf(field, one) === meaningOf(field, other);
}

/** The normal form of a value, equal for equal meanings; `undefined` if it is left to the service. */
export function meaningOf(field: Field, value: unknown): string | undefined {
	const meant = value ?? field.unset;
	return meant === undefined ? undefined : JSON.stringify(kinds[field.kind].normal(meant));
}

/** True if the service shows the value, in the precision in which it shows values. */
export function agrees(field: Field, shown: unknown, value: unknown): boolean {
	if (sameMeaning(field, shown, value)) return true;
	return field.kind === "windows" && sameMeaning(field, shown, asPreciseAs(shown, value));
}
