import { counted, withCommas } from "../definition/counted";
import type { ListState } from "./state";

/**
 * What a refresh says of a task that has another number of numbers than after the last update and refresh. After an update
 * of the list it is not known how many numbers of others the task has, so only the second refresh can tell.
 */
export function numbersLine(taskId: string, olds: ListState, total: number | undefined): string | undefined {
	const { counts, isComplete, progress } = olds;
	if (progress?.totalCount === undefined || counts === undefined || total === undefined || !isComplete)
		return undefined;
	// Right after an import, the service may count fewer numbers than the task has.
	const before = Math.max(progress.totalCount, counts.count - counts.leftOut);
	const line = (change: string, effect: string) =>
		`Task ${taskId} has ${change} than at the last refresh (${withCommas(total)}), although this list has not changed. ${effect}`;
	if (total > before) {
		const effect =
			"An interrupted run or others imported them: pulumi up leaves those of others, unless doNotCall has them.";
		return line(`${counted(total - before, "number")} more`, effect);
	}
	if (total < progress.totalCount) {
		const effect =
			"Someone has withdrawn them: the next change of the list imports those who are on it and were not called. To prevent that, use doNotCall.";
		return line(`${counted(progress.totalCount - total, "number")} fewer`, effect);
	}
	return undefined;
}

/** What a refresh says of a list whose task is gone. */
export function taskOfListGone(taskId: string): string {
	return `Task ${taskId} is no longer in the account. A refresh removes its list from the stack.`;
}
