import { InvalidInput } from "../definition/invalid-input";
import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { type OwnerKey, ownerKeyOf } from "../run/owner";
import type { Created } from "../run/resource";
import { isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";
import type { TaskRow } from "../service/operations";
import { adoptedTwice, adoptionFindings } from "./adoption";
import { taskDefinition } from "./definition";
import { deleteTask } from "./delete";
import type { AiCallTask } from "./model";
import { noteNotShown, notShownOf } from "./not-shown";
import { getTask } from "./observe";
import { findOrphan, isOrphanOf, isOrphanUsable } from "./orphan";
import { reconcile } from "./reconcile";
import { type Creation, creations, unclearCreations } from "./recovery";
import { sendCreation, sentDigest } from "./send-creation";
import { newState, type TaskState } from "./state";

type CreatedTask = Created<TaskState>;

/** A declared task on its way into the account. */
interface Declared {
	readonly owner: OwnerKey;
	readonly task: AiCallTask;
}

/** Makes the declared task be there: creates it, takes over the one to adopt, or goes on where an interrupted run stopped. */
export async function createTask(context: Context, owner: OwnerKey, task: AiCallTask): Promise<CreatedTask> {
	const declared = { owner, task };
	const earlier = creations.get(context, owner);
	const left = earlier && unheld(context, owner, await findOrphan(context, earlier));
	if (earlier !== undefined && left !== undefined) {
		const takenOver = await takeOver(context, declared, earlier, left.TaskId);
		if (takenOver !== undefined) return held(context, owner, takenOver);
	}
	const { adoptTaskId } = task;
	// A replacement does not take over the very task that it replaces, nor one that was adopted and replaced before.
	const adopts =
		adoptTaskId !== undefined && !context.claims.hasReleased(adoptTaskId) && !hasAdopted(context, adoptTaskId, owner);
	const pending = left === undefined && earlier?.taskId === undefined ? earlier : undefined;
	const isReplacement = context.claims.releasedWithName(task.taskName) !== undefined;
	const result = adopts
		? await adopt(context, declared, adoptTaskId)
		: await createAnew(context, declared, pending, isReplacement);
	return held(context, owner, result);
}

/** True when the resource adopted the task before, and is being replaced. */
function hasAdopted({ claims }: Context, taskId: string, owner: OwnerKey): boolean {
	const before = claims.inputsBefore(owner);
	return claims.wasAdopted(taskId) || (before && taskDefinition.recorded(before).adoptTaskId) === taskId;
}

/** The task, unless another resource of the program has it by now: it may have been adopted since. */
function unheld({ claims }: Context, owner: OwnerKey, left: TaskRow | undefined): TaskRow | undefined {
	const keeper = left && claims.keeperOf(left.TaskId);
	return keeper === undefined || ownerKeyOf(keeper) === owner ? left : undefined;
}

/** From here on the task is this resource's, whichever other resource of the program gives it up. */
function held({ claims }: Context, owner: OwnerKey, created: CreatedTask): CreatedTask {
	claims.hold(created.id, owner);
	return created;
}

/**
 * Takes over the task that an interrupted run of this resource created. Where it differs in what no update changes, it
 * is released instead, as a replaced task is, and the answer is `undefined`.
 */
async function takeOver(
	context: Context,
	declared: Declared,
	earlier: Creation,
	taskId: string,
): Promise<CreatedTask | undefined> {
	const { owner, task } = declared;
	creations.record(context, owner, { ...earlier, taskId });
	const { definition: shown } = await getTask(context, taskId);
	if (isOrphanUsable({ ...earlier, taskId }, shown, task)) {
		context.log(`Task ${taskId} was left by an interrupted run of this resource and is taken over.`);
		const isAsSent = earlier.sent === undefined || earlier.sent === sentDigest(task);
		return finish(context, declared, { taskId, olds: isAsSent && taskDefinition.isDefinedAs(shown, task) ? task : {} });
	}
	const isAnother = task.adoptTaskId !== undefined && task.adoptTaskId !== taskId;
	const outcome = isAnother
		? "has to be released: adoptTaskId names another one"
		: "has to be replaced: an update cannot change its agentId, applicationCode or source";
	context.log(`Task ${taskId} was left by an interrupted run of this resource and ${outcome}.`);
	await deleteTask(context, taskId, { ...task, ...shown, adoptTaskId: undefined, onDestroy: "release" });
	return undefined;
}

async function createAnew(
	context: Context,
	declared: Declared,
	earlier: Creation | undefined,
	isReplacement: boolean,
): Promise<CreatedTask> {
	const { owner, task } = declared;
	const { taskId, isAsSent } = await sendCreation(context, owner, task, earlier).catch((error: unknown) => {
		throw withReleased(context, task, error);
	});
	if (!isAsSent) return finish(context, declared, { taskId, olds: {} });
	if (task.runState !== undefined) return finish(context, declared, { taskId, olds: task });
	// A task that was replaced for what the service shows is not replaced again when the new one is shown likewise.
	const otherwise = isReplacement ? await notShownOf(context, taskId, task, new Set()) : [];
	return { id: taskId, state: { ...newState(task, { status: "INIT" }), ...noteNotShown(context, taskId, otherwise) } };
}

/** The error, and what has become of the task that was to be replaced. */
function withReleased({ claims }: Context, { taskName }: AiCallTask, error: unknown): unknown {
	const released = claims.releasedWithName(taskName);
	if (released === undefined || !(error instanceof Error) || error instanceof InvalidInput) return error;
	const isKnown = error instanceof ConfigurationError || (isApiError(error) && error.provesNotDone);
	const state = isKnown
		? "Nothing was created, and pulumi up carries on from here. If the reason is the name, the service does not free the names of renamed tasks: choose another taskName."
		: "Whether the new task was created is not known: pulumi up looks for it before it creates anything.";
	return new Error(
		`${error.message} The old task, ${released}, was stopped and renamed; it remains in the account and is no longer part of the stack. ${state}`,
		{ cause: error },
	);
}

async function adopt(context: Context, declared: Declared, taskId: string): Promise<CreatedTask> {
	try {
		await assertAdoptable(context, declared, taskId);
	} catch (error) {
		context.claims.miss(taskId, declared.owner);
		throw error;
	}
	return finish(context, declared, { taskId, olds: {} });
}

async function assertAdoptable(context: Context, declared: Declared, taskId: string): Promise<void> {
	const findings = await adoptionFindings(context, declared.owner, declared.task);
	// Whether another resource of the stack holds the task, only the program's preview can tell.
	const errors = findings.filter(({ severity, holder }) => severity === "error" && holder?.report !== "ifAnothers");
	const keeper = context.claims.keeperOf(taskId);
	if (keeper !== undefined) errors.push(adoptedTwice([keeper]));
	if (errors.length > 0) throw new InvalidInput(errors);
	await settleAdopted(context, taskId);
}

/** What an interrupted run of another resource created has an owner now: that resource must not take it over later. */
async function settleAdopted(context: Context, taskId: string): Promise<void> {
	const unclear = unclearCreations(context);
	const row = unclear.length === 0 ? undefined : await context.account.freshRowOf(taskId);
	if (row === undefined) return;
	for (const { owner, creation } of unclear) if (isOrphanOf(creation, row)) creations.settle(context, owner);
}

/** Brings a task that is there to its definition. Whatever fails now, the task is not lost: the state gets its id. */
async function finish(
	context: Context,
	{ task }: Declared,
	{ taskId, olds }: { taskId: string; olds: Recorded<AiCallTask> },
): Promise<CreatedTask> {
	try {
		const { progress, shownOtherwise } = await reconcile(context, { taskId, olds, news: task });
		return { id: taskId, state: { ...newState(task, progress), ...noteNotShown(context, taskId, shownOtherwise) } };
	} catch (thrown) {
		const incomplete = thrown instanceof Error ? thrown : new Error(String(thrown));
		const state = newState({ ...certainOf(task), ...olds }, { status: "INIT" });
		return { id: taskId, state, incomplete };
	}
}

/** The task without what an update sends: that is sent again by the next one. */
function certainOf(task: AiCallTask): Recorded<AiCallTask> {
	const certain = [...taskDefinition.properties].filter(([, { change }]) => change !== "updates");
	return Object.fromEntries(certain.map(([name]) => [name, task[name]]));
}
