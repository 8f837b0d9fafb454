import { z } from "zod";
import { probablyMeant } from "../definition/did-you-mean";
import { instantOf } from "../definition/shanghai-time";
import type { Context } from "../run/context";

/** A question to the account, which a program may ask. It only queries. */
export interface Lookup<A extends z.ZodObject = z.ZodObject, R extends z.ZodObject = z.ZodObject> {
	/** The name of the function in every language, such as `getAgents`. */
	readonly name: string;
	readonly description: string;
	/** The arguments, each with a description. */
	readonly args: A;
	/** The answer. Nested objects have a `meta` id, which names their type. */
	readonly result: R;
	run(context: Context, args: z.output<A>): Promise<z.output<R>>;
}

export function lookup<A extends z.ZodObject, R extends z.ZodObject>(definition: Lookup<A, R>): Lookup<A, R> {
	return definition;
}

/** Why an argument cannot be used, without its value: it may be a secret. */
export interface ArgumentFault {
	/** The argument's name. */
	readonly property: string;
	/** A sentence that names the argument, and what to do. */
	readonly reason: string;
}

/** Arguments of a program that cannot be used. Nothing was queried. */
export class LookupArgumentsError extends Error {
	readonly faults: readonly ArgumentFault[];

	constructor({ name }: Lookup, faults: readonly ArgumentFault[]) {
		super(`${name}: ${faults.map(({ reason }) => reason).join(" ")}`);
		this.name = "LookupArgumentsError";
		this.faults = faults;
	}
}

export interface Answer {
	readonly result: Readonly<Record<string, unknown>>;
	/** What to show the user: the answer may lack some. */
	readonly warning?: string;
}

/**
 * Answers a lookup. Throws `LookupArgumentsError`, `ApiError`, `ConfigurationError`, or an `Error` that says what the
 * account does not have.
 */
export async function answer(one: Lookup, context: Context, given: unknown): Promise<Answer> {
	const args = one.args.safeParse(given ?? {});
	if (!args.success) {
		throw new LookupArgumentsError(
			one,
			args.error.issues.flatMap((issue) => faultsOf(one, issue)),
		);
	}
	// Without members that are undefined, as other languages have none.
	const result = Result.parse(JSON.parse(JSON.stringify(await one.run(context, args.data))));
	const { incomplete } = result;
	if (typeof incomplete !== "string") return { result };
	return { result, warning: `${one.name}: the answer may lack some. ${incomplete}` };
}

const Result = z.record(z.string(), z.unknown());

function faultsOf({ args }: Lookup, issue: z.core.$ZodIssue): ArgumentFault[] {
	const names = Object.keys(args.shape);
	if (issue.code === "unrecognized_keys") {
		return issue.keys.map((property) => {
			const meant = probablyMeant(property, names);
			const fix = meant === undefined ? `The arguments are ${names.join(", ")}.` : `Did you mean ${meant}?`;
			return { property, reason: `${property} is no argument. ${fix}` };
		});
	}
	const property = String(issue.path[0] ?? "");
	const reason = issue.code === "invalid_type" ? `is not ${formOf(issue.expected)}.` : issue.message;
	return [{ property, reason: `${property} ${reason}`.trim() }];
}

function formOf(expected: string): string {
	return { string: "text", boolean: "true or false" }[expected] ?? `of type ${expected}`;
}

/** An argument that is text. An empty one is a mistake: it would mean every value. */
export function textArgument(description: string) {
	return z.string().min(1, "is empty. Give it a value, or leave it out.").meta({ description }).optional();
}

/** An argument that is an id of the service. */
export function idArgument(description: string) {
	return z
		.string()
		.trim()
		.regex(/^\d+$/, 'is not an id. Use the digits as text, for example "118712345678901234".')
		.meta({ description });
}

/** An argument that is a point in time, as epoch milliseconds. */
export function timeArgument(description: string) {
	const fix =
		'Use RFC 3339 with an offset, for example "2027-03-01T09:00:00+08:00", or "2027-03-01 09:00:00" in China.';
	return z
		.string()
		.refine((text) => instantOf(text) !== undefined, `is not a point in time. ${fix}`)
		.transform((text) => instantOf(text) ?? Number.NaN)
		.meta({ description: `${description} RFC 3339 with an offset, or \`YYYY-MM-DD HH:mm:ss\` in China.` })
		.optional();
}

/** The part of an answer that says that it may lack some. */
export const incomplete = z
	.string()
	.meta({ description: "Set if the answer may lack some: why. It is also shown as a warning." })
	.optional();
