import { type ApiError, isApiError } from "../api/api-error";
import { createAiCallTask, type TaskRow } from "../api/operations";
import { createParameters } from "../api/wire";
import type { AiCallTask } from "../model/ai-call-task";
import { outstanding } from "../plan/difference";
import type { Context } from "./context";
import { InvalidInput } from "./invalid-input";
import { nameTaken } from "./name-finding";
import { observeTask } from "./observe-task";

/** How often a creation is sent when its answer was lost and a look shows no task of that name. */
const attempts = 3;
/** Milliseconds between looks for a task whose creation may have succeeded; a list may lag behind. */
const lookPauses = [0, 500, 1500, 3000] as const;
const lookPausesWhenItExists = [...lookPauses, 5000, 10_000] as const;
/** By how much the clocks of the service and of this machine may differ, in milliseconds. */
const clockTolerance = 10 * 60_000;

interface Creation {
	readonly owner: string;
	readonly task: AiCallTask;
	readonly begun: number;
	/** An answer was lost: a task of this name may be what came of it. */
	lost: boolean;
}

/**
 * Creates the task and answers its id. When an answer is lost the task is looked for by its name, which is unique:
 * what is there is taken when it is ours, and the creation is sent again only when nothing is there.
 */
export async function createTask(context: Context, owner: string, task: AiCallTask): Promise<string> {
	await refuseTakenName(context, task);
	const creation: Creation = { owner, task, begun: context.now(), lost: false };
	note(context, creation);
	for (let left = attempts - 1; ; left--) {
		const taskId = await send(context, creation, left === 0);
		if (taskId === undefined) continue;
		note(context, creation, taskId);
		return taskId;
	}
}

function note({ journal }: Context, { owner, begun, task }: Creation, taskId?: string): void {
	journal.note({ owner, intent: "creating", at: begun, taskName: task.taskName, agentId: task.agentId, taskId });
}

/** Sends the creation once; `undefined` when it was certainly not done and may be sent again. */
async function send(context: Context, creation: Creation, isLast: boolean): Promise<string | undefined> {
	try {
		return await context.api.call(createAiCallTask, createParameters(creation.task));
	} catch (error) {
		if (!isApiError(error)) throw error;
		creation.lost ||= error.outcome === "unclear";
		const holder = await holderAfter(context, creation, error);
		if (holder !== undefined) return oursOrRefusal(context, creation, holder);
		if (error.outcome === "unclear" && !isLast) return undefined;
		if (!creation.lost) context.journal.settle(creation.owner);
		throw error;
	}
}

/** Stops before anything is sent when the name is held already. */
async function refuseTakenName(context: Context, { taskName, source }: AiCallTask): Promise<void> {
	if ((await context.account.holderOf(taskName, source)) === undefined) return;
	// What this run has read may be out of date by now.
	const holder = await context.account.freshHolderOf(taskName);
	if (holder !== undefined) throw new InvalidInput([nameTaken(holder)]);
}

/** Who holds the name after a creation failed. Only where that can tell something is it asked. */
async function holderAfter(
	context: Context,
	{ task, lost }: Creation,
	{ outcome }: ApiError,
): Promise<TaskRow | undefined> {
	if (outcome !== "refused" && outcome !== "unclear") return undefined;
	const pausesWhenLost = outcome === "refused" ? lookPausesWhenItExists : lookPauses;
	for (const pause of lost ? pausesWhenLost : [0]) {
		if (pause > 0) await context.sleep(pause);
		const holder = await context.account.freshHolderOf(task.taskName);
		if (holder !== undefined) return holder;
	}
	return undefined;
}

async function oursOrRefusal(context: Context, { task, begun, lost }: Creation, holder: TaskRow): Promise<string> {
	const isNew = (holder.CreateTime ?? begun) >= begun - clockTolerance;
	if (lost && isNew && (await isTwin(context, holder.TaskId, task))) {
		context.log(`The answer to the creation of a task was lost; task ${holder.TaskId} is what it created.`);
		return holder.TaskId;
	}
	throw new InvalidInput([nameTaken(holder)]);
}

/** True when a task of the account is defined exactly so, as far as the service reads back. */
export async function isTwin(context: Context, taskId: string, task: AiCallTask): Promise<boolean> {
	const observed = await observeTask(context, taskId);
	if (observed === undefined) return false;
	const { agentId, applicationCode } = observed.definition;
	if ((agentId ?? task.agentId) !== task.agentId) return false;
	if ((applicationCode ?? task.applicationCode) !== task.applicationCode) return false;
	return outstanding(task, task, observed.definition).length === 0;
}
