import type { Definition } from "../definition/check";
import { difference } from "../definition/difference";
import { InvalidInput } from "../definition/invalid-input";
import type { Context } from "../run/context";
import { type AiCallTask, properties } from "./model";
import { nameTaken } from "./names";
import { noteNotShown } from "./not-shown";
import { definitionIn, notShownIn, seen, seenIn, type TaskOutputs } from "./outputs";
import { reconcile } from "./reconcile";
import { wasInterrupted } from "./recovery";
import { validTask } from "./valid-task";

/** Brings an existing task to its new definition. */
export async function update(
	context: Context,
	{ taskId, olds, news }: { taskId: string; olds: TaskOutputs; news: Definition },
): Promise<TaskOutputs> {
	const definition = definitionIn(news);
	const task = validTask(context, definition);
	// A change that concerns only the state asks nothing of the service.
	const { changed } = difference(olds, definition);
	const isOnlyRecorded = changed.length > 0 && changed.every((name) => properties.get(name)?.change === "recorded");
	if (isOnlyRecorded && !wasInterrupted(context, taskId)) return { ...seenIn(olds), ...definition, taskId };
	if (changed.includes("taskName")) await refuseTakenName(context, taskId, task);
	const notShown = new Set([...notShownIn(olds)].filter((property) => !changed.includes(property)));
	const goal = { taskId, olds: definitionIn(olds), news: task, notShown };
	const { progress, shownOtherwise } = await reconcile(context, goal);
	const notes = noteNotShown(context, taskId, shownOtherwise, { olds, changed });
	return { ...definition, taskId, ...seen(progress), ...notes };
}

/** A campaign is not stopped for a renaming that the service would refuse. */
async function refuseTakenName(context: Context, taskId: string, task: AiCallTask): Promise<void> {
	const holder = await context.account.freshHolderOf(task.taskName);
	if (holder === undefined || holder.TaskId === taskId) return;
	const keeper = context.run.keeperOf(holder.TaskId);
	throw new InvalidInput([nameTaken({ holder, declared: task, hasTask: true, keeper })]);
}
