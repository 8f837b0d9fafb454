import { type Answer, answer } from "../lookups/lookup";
import { lookups } from "../lookups/lookups";
import type { Context } from "../run/context";

/** Answers the lookup of a name. */
export async function answerLookup(context: Context, name: string, args: unknown): Promise<Answer> {
	const one = lookups.find((lookup) => lookup.name === name);
	if (one === undefined) throw new Error(`There is no function ${name}. There are: ${namesOf()}.`);
	return answer(one, context, args);
}

function namesOf(): string {
	return lookups.map(({ name }) => name).join(", ");
}
