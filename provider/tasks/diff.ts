import type { Difference } from "../definition/difference";
import type { Checked } from "../definition/values";
import type { Context } from "../run/context";
import type { Diff } from "../run/resource";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { acknowledge, wasInterrupted } from "./recovery";
import type { TaskState } from "./state";

/** Whether an update, or a replacement, is due. Sends nothing to the service. */
export function diff(context: Context, taskId: string, olds: TaskState, news: Checked<AiCallTask>): Diff<AiCallTask> {
	acknowledge(context, taskId);
	const { changed, replacing } = differenceTo(olds, news);
	return { changed: changed.length > 0 || wasInterrupted(context, taskId), replacing };
}

/** What differs between the state and the program, the run state included. */
export function differenceTo({ definition, progress }: TaskState, news: Checked<AiCallTask>): Difference<AiCallTask> {
	const { changed, replacing } = taskDefinition.difference(definition, news);
	const hasDrifted =
		(news.runState === "running" && progress?.status === "STOPPED") ||
		(news.runState === "stopped" && progress?.status === "RUNNING");
	return { changed: hasDrifted && !changed.includes("runState") ? [...changed, "runState"] : changed, replacing };
}
