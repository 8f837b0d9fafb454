import { z } from "zod";

/** An open question about the service, with its possible answers and the default. */
export function choice<const Values extends readonly [string, ...string[]]>(
	question: string,
	values: Values,
	initial: NoInfer<Values[number]>,
) {
	const allowed = z.enum(values);
	return allowed.default(() => allowed.parse(initial)).meta({ description: question });
}

export function wholeNumber(question: string, initial: number, limits: { min: number; max: number }) {
	return z.int().min(limits.min).max(limits.max).default(initial).meta({ description: question });
}

export function seconds(question: string, initial = 0) {
	return z.number().min(0).max(3600).default(initial).meta({ description: question });
}

/** `none`, or comma-separated names of fields. */
export function fieldNames(question: string, names: readonly string[]) {
	const isKnown = (text: string) => text === "none" || text.split(",").every((name) => names.includes(name));
	return z
		.string()
		.refine(isKnown, `It must be none, or comma-separated names out of ${names.join(", ")}.`)
		.default("none")
		.meta({ description: question, values: "`none`, or comma-separated names" });
}

export function errorCode(question: string, initial: string) {
	return z.string().min(1).default(initial).meta({ description: question, values: "any code" });
}
