import type { Definition } from "../definition/define-resource";
import type { Raw } from "../definition/values";
import type { Declared } from "./engine-values";

/** The ids of the resources that one belonged to before, by the inputs in its state. */
export function formerIds<T>(
	{ belongsTo }: Pick<Definition<T>, "belongsTo">,
	{ inputs, former }: Pick<Declared, "inputs" | "former">,
	news: Raw,
): readonly string[] {
	const [was, is] = [inputs, news].map((one) => belongsTo && one.get(belongsTo.property));
	if (belongsTo === undefined || typeof was !== "string" || was === is) return former;
	return news.get(belongsTo.forgottenBy) === true ? [] : [...new Set([...former, was])].filter((id) => id !== is);
}
