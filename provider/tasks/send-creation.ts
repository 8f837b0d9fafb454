import { createHash } from "node:crypto";
import type { Finding } from "../definition/finding";
import { InvalidInput } from "../definition/invalid-input";
import type { Context } from "../run/context";
import { mayBegin } from "../run/engine-gone";
import type { OwnerKey } from "../run/owner";
import { lags, poll } from "../run/poll";
import { type ApiError, isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";
import { createAiCallTask, type TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { nameKept, nameTaken } from "./names";
import { getTask } from "./observe";
import { type Creation, creations } from "./recovery";

/** How often a creation is sent when its answer was lost and a look shows no task of that name. */
const attempts = 3;
/** Milliseconds between looks for a task whose creation may have succeeded. */
const lookPauses = lags.slice(0, 3);
/** By how much the clocks of the service and of this machine may differ, in milliseconds. */
const clockTolerance = 10 * 60_000;

interface Attempt {
	readonly owner: OwnerKey;
	readonly task: AiCallTask;
	/** When the first of these attempts began. */
	readonly at: number;
	sent: boolean;
	/** An answer was lost: a task of this name may be what came of it. */
	lost: boolean;
	/** Digest of what an earlier run sent, where its answer was lost. */
	sentBefore: string | undefined;
}

export interface CreatedTask {
	readonly taskId: string;
	/** True when the task was created with the very definition that is declared now. */
	readonly isAsSent: boolean;
}

/**
 * Creates the task and answers its id. When an answer is lost, now or in an earlier run, the task is looked for by its
 * name, which is unique: what is there is taken when it is ours, and the creation is sent again only when nothing is.
 */
export async function sendCreation(
	context: Context,
	owner: OwnerKey,
	task: AiCallTask,
	earlier: Creation | undefined,
): Promise<CreatedTask> {
	const lost = earlier !== undefined && earlier.taskName === task.taskName && earlier.agentId === task.agentId;
	const attempt: Attempt = {
		owner,
		task,
		at: lost ? earlier.at : context.now(),
		sent: false,
		lost,
		sentBefore: lost ? earlier.sent : undefined,
	};
	const holder = await currentHolder(context, task);
	const taskId = holder === undefined ? await sendUntilDone(context, attempt) : await oursOf(context, attempt, holder);
	record(context, attempt, taskId);
	return { taskId, isAsSent: attempt.sentBefore === undefined || attempt.sentBefore === sentDigest(task) };
}

function record(context: Context, { owner, at, task, sentBefore }: Attempt, taskId?: string): void {
	const { taskName, agentId, applicationCode, source } = task;
	const sent = sentBefore ?? sentDigest(task);
	creations.record(context, owner, { at, taskName, agentId, applicationCode, source, sent, taskId });
}

/** A digest of everything that a creation sends: the service does not read all of it back. */
export function sentDigest(task: AiCallTask): string {
	const parameters = Object.entries(taskDefinition.parameters(task)).sort();
	return createHash("sha256").update(JSON.stringify(parameters)).digest("base64url").slice(0, 16);
}

async function sendUntilDone(context: Context, attempt: Attempt): Promise<string> {
	mayBegin(context);
	record(context, attempt);
	for (let left = attempts - 1; ; left--) {
		const taskId = await send(context, attempt, left === 0);
		if (taskId !== undefined) return taskId;
	}
}

/** Sends the creation once; `undefined` when it was probably not done and may be sent again. */
async function send(context: Context, attempt: Attempt, isLast: boolean): Promise<string | undefined> {
	attempt.sent = true;
	try {
		const taskId = await context.api.call(createAiCallTask, taskDefinition.parameters(attempt.task));
		attempt.sentBefore = undefined;
		return taskId;
	} catch (error) {
		// Without credentials nothing was sent.
		if (error instanceof ConfigurationError && !attempt.lost) creations.settle(context, attempt.owner);
		if (!isApiError(error)) throw error;
		attempt.lost ||= error.outcome === "unclear";
		// Nothing of ours is in the account then, whoever holds the name.
		if (!attempt.lost) creations.settle(context, attempt.owner);
		const holder = await holderAfter(context, attempt, error);
		if (holder !== undefined) return oursOf(context, attempt, holder);
		if (error.outcome === "unclear" && !isLast) return undefined;
		throw error;
	}
}

/** Who holds the name already. */
async function currentHolder(context: Context, { taskName, source }: AiCallTask): Promise<TaskRow | undefined> {
	// What this run has read may be out of date by now: only that a name is free is taken from it.
	return (await context.account.holderOf(taskName, source)) && context.account.freshHolderOf(taskName);
}

/** Who holds the name after a creation failed. Only where that can tell something is it asked. */
async function holderAfter(
	context: Context,
	{ task, lost }: Attempt,
	{ outcome }: ApiError,
): Promise<TaskRow | undefined> {
	if (outcome !== "refused" && outcome !== "unclear") return undefined;
	// A refusal after a lost answer probably means the name, which then is in the list sooner or later.
	const pausesWhenLost = outcome === "refused" ? lags : lookPauses;
	return poll(context, lost ? pausesWhenLost : [], () => context.account.freshHolderOf(task.taskName));
}

/** The id of the holder of the name when it is what came of a lost answer; else it is somebody else's. */
async function oursOf(context: Context, { owner, task, at, sent, lost }: Attempt, holder: TaskRow): Promise<string> {
	const isNew = (holder.CreateTime ?? at) >= at - clockTolerance;
	if (lost && isNew && (await isTwin(context, holder.TaskId, task))) {
		context.log(`The answer to the creation of a task was lost; task ${holder.TaskId} is what it created.`);
		return holder.TaskId;
	}
	context.claims.miss(holder.TaskId, owner);
	const state = sent ? "Nothing was created" : "Nothing was sent";
	if (context.claims.hasReleased(holder.TaskId)) throw new InvalidInput([nameKept(holder)], state);
	const keeper = context.claims.keeperOf(holder.TaskId);
	const finding = nameTaken({ holder, declared: task, hasTask: false, keeper });
	throw new InvalidInput([keeper === undefined ? withHint(finding) : finding], state);
}

/** Only a preview knows the stack's last state, and with it whose task the holder is. */
function withHint(finding: Finding): Finding {
	return {
		...finding,
		fix: `${finding.fix} If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.`,
	};
}

/** True when a task of the account is defined exactly so, as far as the service reads back. */
export async function isTwin(context: Context, taskId: string, task: AiCallTask): Promise<boolean> {
	return taskDefinition.isDefinedAs((await getTask(context, taskId)).definition, task);
}
