import type { Checked } from "../definition/values";
import type { Context } from "../run/context";
import type { LeftBehind } from "../run/resource";
import { listedIn } from "./list";
import type { AiCallTask } from "./model";
import { callsUntouchedTwin } from "./names";
import { newState, refreshed, type TaskState } from "./state";
import { comparedWith } from "./twin";

/**
 * The task that holds the name of a declared one, if it is its untouched twin. The account decides, and the preview: only
 * the preview knows the stack's state, and so whether another resource of the stack manages the task.
 */
export async function taskLeftBehind(
	context: Context,
	news: Checked<AiCallTask>,
	said: readonly string[],
): Promise<LeftBehind<TaskState> | undefined> {
	const { taskName, source, adoptTaskId } = news;
	if (typeof taskName !== "string") return { unknown: ["taskName"] };
	const holder = await context.account.holderOf(taskName, source);
	if (holder === undefined) return undefined;
	const listed = listedIn(holder);
	if (adoptTaskId !== undefined) return { listed, reason: "the program has adoptTaskId: pulumi up adopts the task" };
	const compared = await comparedWith(context, holder, news);
	if (!("twin" in compared)) return { listed, ...compared };
	if (!said.some((message) => callsUntouchedTwin(message, holder.TaskId))) return { listed, reason: notReported(said) };
	return { listed, state: refreshed(newState(compared.declared), compared.twin).state };
}

/** Why the preview does not call an untouched twin one. */
function notReported(said: readonly string[]): string {
	if (said.length === 0) return "the preview reports nothing about it: preview again, with access to the account";
	return "the preview reports something else about it: follow that message";
}
