import type { Effect, Facts } from "./declaration";
import type { Name } from "./values";

/** What a change of the property does to an existing resource: the rest of a sentence that begins with "A change". */
export function effectOf<T>(
	{ properties, effects }: Pick<Facts<T>, "properties" | "effects">,
	name: Name<T>,
): Required<Effect> {
	const field = properties.get(name);
	if (field === undefined) throw new Error(`${name} is no property.`);
	const { short, more = "" } = field.effect === undefined ? effects[field.change] : { short: field.effect };
	return { short, more };
}
