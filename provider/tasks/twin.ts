import { type Checked, isKnown, knownPart } from "../definition/values";
import type { Context } from "../run/context";
import type { TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { type ExistingTask, getTask, taskOfRow } from "./observe";

/** True if the task with this id is defined exactly as declared, as far as the service reads back. */
export async function isTwin(context: Context, taskId: string, task: AiCallTask): Promise<boolean> {
	return taskDefinition.isDefinedAs((await getTask(context, taskId)).definition, task);
}

/** The untouched twin of a declared task; or why the task that holds its name is none. */
export type Comparison =
	| { readonly twin: ExistingTask; readonly declared: AiCallTask }
	| { readonly reason: string }
	/** Inputs that are not known, so that nothing can be compared. */
	| { readonly unknown: readonly string[] };

/**
 * Compares the task that holds the name of a declared one with it. If it is defined as declared and has no numbers, an
 * interrupted run probably left it. Queries its detail, unless the list answers.
 */
export async function comparedWith(context: Context, holder: TaskRow, news: Checked<AiCallTask>): Promise<Comparison> {
	const { AgentId, TotalCount } = holder;
	if (isKnown(news.agentId) && AgentId && AgentId !== news.agentId) return { reason: "it has another agent" };
	if (TotalCount) return { reason: `it has numbers (${TotalCount})` };
	if (TotalCount !== 0) return { reason: "the list does not show whether it has numbers" };
	if (!taskDefinition.isKnown(news)) return { unknown: unknownIn(news) };
	const twin = await taskOfRow(context, holder);
	if (twin === undefined) return { reason: "the service does not show its definition" };
	if (taskDefinition.isDefinedAs(twin.definition, news)) return { twin, declared: news };
	return { reason: `it is defined otherwise (${taskDefinition.shownOtherwise(news, twin.definition).join(", ")})` };
}

function unknownIn(news: Checked<AiCallTask>): string[] {
	const known = knownPart(news);
	return Object.keys(news).filter((name) => !(name in known));
}
