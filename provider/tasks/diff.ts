import type { Difference } from "../definition/difference";
import type { Checked } from "../definition/values";
import type { Context } from "../run/context";
import type { Diff } from "../run/resource";
import { taskDefinition } from "./definition";
import { driftNotes } from "./drift";
import type { AiCallTask, Property } from "./model";
import { isMoved } from "./moved";
import { acknowledge, wasInterrupted } from "./recovery";
import type { TaskState } from "./state";
import { isRunStateOff } from "./status";

/** Whether the task needs an update or a replacement. Sends nothing to the service. */
export function diff(context: Context, taskId: string, olds: TaskState, news: Checked<AiCallTask>): Diff<AiCallTask> {
	acknowledge(context, taskId);
	const { changed, replacing } = differenceTo(context, olds, news);
	return {
		changed: changed.length > 0 || wasInterrupted(context, taskId),
		properties: changed,
		replacing,
		acceptsDrift: acceptsDrift(olds, changed),
		notes: driftNotes(olds, news),
	};
}

/** True if the state records drift and the program has its values: an update only removes the record. */
export function acceptsDrift({ drift }: TaskState, changed: readonly Property[]): boolean {
	return drift.names.size > 0 && changed.length === 0;
}

/** The difference between the state and the program, run state included. */
export function differenceTo(
	context: Pick<Context, "of">,
	{ definition, progress }: TaskState,
	news: Checked<AiCallTask>,
): Difference<AiCallTask> {
	const { changed, replacing: all } = taskDefinition.difference(definition, news);
	const replacing = all.filter((name) => name !== "account" || isMoved(context, definition, news));
	const hasDrifted = isRunStateOff(news.runState, progress?.status);
	return { changed: hasDrifted && !changed.includes("runState") ? [...changed, "runState"] : changed, replacing };
}
