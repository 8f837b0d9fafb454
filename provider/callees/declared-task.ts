import type { DeclaredInputs } from "../run/claims";
import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";

/** What the program declares of the task of a list; `undefined` if it does not declare the task. */
export function declaredTask({ claims }: Pick<Context, "claims">, list: OwnerKey): DeclaredInputs | undefined {
	const { belongsTo } = claims.declaredInputs(list) ?? {};
	return belongsTo && claims.declaredInputs(belongsTo);
}

/** True if the program declares the task with `runState: "stopped"`. */
export function mustNotRun(context: Pick<Context, "claims">, list: OwnerKey): boolean {
	return declaredTask(context, list)?.inputs.get("runState") === "stopped";
}
