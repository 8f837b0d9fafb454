import type { Finding } from "../definition/finding";
import type { Context } from "../run/context";
import type { Declared } from "../run/resource";
import { taskDefinition } from "./definition";
import { isRetained } from "./delete";
import type { AiCallTask } from "./model";
import { keepsName, nameAlike, nameDeclaredTwice } from "./names";

/** What the tasks of one program claim from each other, and from the task that one replaces. */
export function declareTask({ claims }: Context, declared: Declared<AiCallTask>): Finding[] {
	return [...declaredTwice(claims, declared), ...keptName(declared)];
}

function declaredTwice(claims: Context["claims"], { owner, news: { taskName } }: Declared<AiCallTask>): Finding[] {
	if (typeof taskName !== "string") return [];
	const { same, alike } = claims.claimName(taskName.trim(), owner);
	return [...(same.length === 0 ? [] : [nameDeclaredTwice(same)]), ...(alike.length === 0 ? [] : [nameAlike(alike)])];
}

/** A replacement under the same name needs the old task to give it up. */
function keptName({ olds, replaced, news }: Declared<AiCallTask>): Finding[] {
	const before = olds ?? replaced;
	if (before === undefined || taskDefinition.differs(before, news, "taskName") || !isRetained(before)) return [];
	const isReplaced = replaced !== undefined || taskDefinition.difference(before, news).replacing.length > 0;
	return isReplaced ? [keepsName] : [];
}
