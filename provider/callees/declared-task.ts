import type { Raw } from "../definition/values";
import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";

/** What the program declares of the task of a list; `undefined` if it does not declare the task. */
export function declaredTask({ claims }: Pick<Context, "claims">, list: OwnerKey): Raw | undefined {
	const { belongsTo } = claims.declaredInputs(list) ?? {};
	return belongsTo && claims.declaredInputs(belongsTo)?.inputs;
}

/** True if the program declares the task with `runState: "stopped"`. */
export function mustNotRun(context: Pick<Context, "claims">, list: OwnerKey): boolean {
	return declaredTask(context, list)?.get("runState") === "stopped";
}
