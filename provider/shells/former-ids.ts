import { accountIn, placedId } from "../definition/account";
import type { Definition } from "../definition/define-resource";
import type { Raw } from "../definition/values";
import type { Declared } from "./engine-values";

/** The ids, each with its account, of the resources that one belonged to before, by the inputs in its state. */
export function formerIds<T>(
	definition: Pick<Definition<T>, "belongsTo" | "account">,
	{ inputs, former }: Pick<Declared, "inputs" | "former">,
	news: Raw,
): readonly string[] {
	const { belongsTo } = definition;
	const [was, is] = [inputs, news].map((one) => {
		const id = belongsTo && one.get(belongsTo.property);
		return typeof id === "string" ? placedId(id, accountIn(definition, one)) : id;
	});
	if (belongsTo === undefined || typeof was !== "string" || was === is) return former;
	return news.get(belongsTo.forgottenBy) === true ? [] : [...new Set([...former, was])].filter((id) => id !== is);
}
