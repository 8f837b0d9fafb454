import { createHash } from "node:crypto";
import type { Finding } from "../definition/finding";
import { InvalidInput } from "../definition/invalid-input";
import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";
import { lagPauses, poll } from "../run/poll";
import { type ApiError, isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";
import { createAiCallTask, type TaskRow } from "../service/operations";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { nameKept, nameTaken } from "./names";
import { type Creation, creations } from "./recovery";
import { isTwin } from "./twin";

/** How often a creation is sent if its answer is lost and the account shows no task with that name. */
const attempts = 3;
/** Milliseconds between queries for a task whose creation may have succeeded. */
const pausesAfterLostAnswer = lagPauses.slice(0, 3);
/** Milliseconds by which the clocks of the service and of this machine may differ. */
const clockTolerance = 10 * 60_000;

interface Attempt {
	readonly owner: OwnerKey;
	readonly task: AiCallTask;
	/** When the first attempt was made. */
	readonly at: number;
	sent: boolean;
	/** An answer was lost, so a task with this name may be the one that the request created. */
	lost: boolean;
	/** Digest of what an earlier run sent, if its answer was lost. */
	sentBefore: string | undefined;
}

export interface CreatedTask {
	readonly taskId: string;
	/** True if the task was created with the definition that is declared now. */
	readonly isAsSent: boolean;
}

/**
 * Creates the task and returns its id. If an answer is lost, now or in an earlier run, queries the unique name: a task
 * that this resource created is used, and the creation is sent again only if there is none.
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
	const taskId =
		holder === undefined ? await sendUntilDone(context, attempt) : await idIfOurs(context, attempt, holder);
	record(context, attempt, taskId);
	return { taskId, isAsSent: attempt.sentBefore === undefined || attempt.sentBefore === sentDigest(task) };
}

function record(context: Context, { owner, at, task, sentBefore }: Attempt, taskId?: string): void {
	const { taskName, agentId, applicationCode, source } = task;
	const sent = sentBefore ?? sentDigest(task);
	creations.record(context, owner, { at, taskName, agentId, applicationCode, source, sent, taskId });
}

/** A digest of everything that a creation sends, because the service does not read back all of it. */
export function sentDigest(task: AiCallTask): string {
	const parameters = Object.entries(taskDefinition.parameters(task)).sort();
	return createHash("sha256").update(JSON.stringify(parameters)).digest("base64url").slice(0, 16);
}

async function sendUntilDone(context: Context, attempt: Attempt): Promise<string> {
	assertEngineAlive(context);
	record(context, attempt);
	for (let left = attempts - 1; ; left--) {
		const taskId = await send(context, attempt, left === 0);
		if (taskId !== undefined) return taskId;
	}
}

/** Sends the creation once; `undefined` if it was probably not executed and may be sent again. */
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
		// Then this resource has no task in the account, even if the name is taken.
		if (!attempt.lost) creations.settle(context, attempt.owner);
		const holder = await holderAfter(context, attempt, error);
		if (holder !== undefined) return idIfOurs(context, attempt, holder);
		if (error.outcome === "unclear" && !isLast) return undefined;
		throw error;
	}
}

/** The task that holds the name. */
async function currentHolder(context: Context, { taskName, source }: AiCallTask): Promise<TaskRow | undefined> {
	// What this run has read may be out of date, so a taken name is queried again.
	return (await context.account.holderOf(taskName, source)) && context.account.freshHolderOf(taskName);
}

/** The task that holds the name after a failed creation. Queries only if the failure may concern the name. */
async function holderAfter(
	context: Context,
	{ task, lost }: Attempt,
	{ outcome }: ApiError,
): Promise<TaskRow | undefined> {
	if (outcome !== "refused" && outcome !== "unclear") return undefined;
	// A refusal after a lost answer probably means that the name is taken, and the list will show the task.
	const pausesWhenLost = outcome === "refused" ? lagPauses : pausesAfterLostAnswer;
	return poll(context, lost ? pausesWhenLost : [], () => context.account.freshHolderOf(task.taskName));
}

/** The id of the holder, if a request with a lost answer created it. Throws if it is another task. */
async function idIfOurs(context: Context, { owner, task, at, sent, lost }: Attempt, holder: TaskRow): Promise<string> {
	const isNew = (holder.CreateTime ?? at) >= at - clockTolerance;
	if (lost && isNew && (await isTwin(context, holder.TaskId, task))) {
		context.log(`The answer to CreateAiCallTask was lost, but it created task ${holder.TaskId}.`);
		return holder.TaskId;
	}
	context.claims.recordMissed(holder.TaskId, owner);
	const state = sent ? "Nothing was created" : "Nothing was sent";
	if (context.claims.hasReleased(holder.TaskId)) throw new InvalidInput([nameKept(holder)], state);
	const declaredOwner = context.claims.declaredOwnerOf(holder.TaskId);
	const finding = nameTaken({ holder, declared: task, hasTask: false, declaredOwner });
	throw new InvalidInput([declaredOwner === undefined ? withHint(finding) : finding], state);
}

/** Only a preview knows the stack's last state, and so whether a resource of the stack manages the holder. */
function withHint(finding: Finding): Finding {
	return {
		...finding,
		fix: `${finding.fix} If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.`,
	};
}
