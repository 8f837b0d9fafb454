import type { Finding } from "../definition/finding";
import { unknown } from "../definition/values";
import type { Context } from "../run/context";
import type { Declared } from "../run/resource";
import { taskDefinition } from "./definition";
import { isRetained } from "./delete";
import type { AiCallTask } from "./model";
import { isMoved } from "./moved";
import { keepsName, nameAlike, nameDeclaredTwice } from "./names";

/** Conflicts between the tasks of one program, and between a task and its replacement. */
export function declareTask(context: Context, declared: Declared<AiCallTask>): Finding[] {
	return [...declaredTwice(context.claims, declared), ...keptName(context, declared)];
}

function declaredTwice(
	claims: Context["claims"],
	{ owner, news: { taskName, account } }: Declared<AiCallTask>,
): Finding[] {
	if (typeof taskName !== "string" || account === unknown) return [];
	const { same, alike } = claims.claimName(taskName.trim(), owner);
	return [...(same.length === 0 ? [] : [nameDeclaredTwice(same)]), ...(alike.length === 0 ? [] : [nameAlike(alike)])];
}

/** A replacement under the same name needs the old task to release the name. */
function keptName(context: Context, { olds, replaced, news }: Declared<AiCallTask>): Finding[] {
	const before = olds ?? replaced;
	if (before === undefined || taskDefinition.differs(before, news, "taskName") || !isRetained(before)) return [];
	if (isMoved(context, before, news)) return [];
	const isReplaced = replaced !== undefined || taskDefinition.difference(before, news).replacing.length > 0;
	return isReplaced ? [keepsName] : [];
}
