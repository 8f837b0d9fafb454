import { noDrift } from "../definition/drift";
import { InvalidInput } from "../definition/invalid-input";
import type { Context } from "../run/context";
import { taskDefinition } from "./definition";
import { acceptsDrift, differenceTo } from "./diff";
import type { AiCallTask } from "./model";
import { nameTaken } from "./names";
import { reportNotShown } from "./not-shown";
import { reconcile } from "./reconcile";
import { wasInterrupted } from "./recovery";
import type { TaskState } from "./state";

interface Change {
	readonly id: string;
	readonly olds: TaskState;
	readonly news: AiCallTask;
}

/** Updates a task to its new definition. */
export async function updateTask(context: Context, { id: taskId, olds, news }: Change): Promise<TaskState> {
	// The account has another name: in another one, the task would be replaced.
	const changed = differenceTo(context, olds, news).changed.filter((name): boolean => name !== "account");
	const isRenamed = olds.definition.account !== news.account;
	// A change that is only recorded needs no request.
	const isOnlyRecorded =
		acceptsDrift(olds, changed) || ((changed.length > 0 || isRenamed) && taskDefinition.areOnlyRecorded(changed));
	if (isOnlyRecorded && !wasInterrupted(context, taskId)) return { ...olds, definition: news, drift: noDrift() };
	if (changed.includes("taskName")) await refuseTakenName(context, taskId, news);
	const notShown = new Set([...olds.notShown].filter((property) => !changed.includes(property)));
	const goal = { taskId, olds: olds.definition, news, notShown };
	const { progress, shownOtherwise } = await reconcile(context, goal);
	const shown = reportNotShown(context, taskId, shownOtherwise, { olds, changed });
	return { definition: news, progress, ...shown, drift: noDrift() };
}

/** Do not stop a campaign for a name that the service would refuse. */
async function refuseTakenName(context: Context, taskId: string, task: AiCallTask): Promise<void> {
	const holder = await context.account.freshHolderOf(task.taskName);
	if (holder === undefined || holder.TaskId === taskId) return;
	const declaredOwner = context.claims.declaredOwnerOf(holder.TaskId);
	throw new InvalidInput([nameTaken({ holder, declared: task, hasTask: true, declaredOwner })]);
}
