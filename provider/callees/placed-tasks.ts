import { partsOf, placedId } from "../definition/account";
import type { Context } from "../run/context";

/** Tasks of a list with their accounts. Those of the account that the list is in now have the name that it has now. */
export function placedTasks(
	{ of }: Pick<Context, "of">,
	tasks: readonly string[],
	account: string | undefined,
): readonly string[] {
	const placed = tasks.map((task) => {
		const parts = partsOf(task);
		return of(parts.account) === of(account) ? placedId(parts.id, account) : task;
	});
	return [...new Set(placed)];
}
