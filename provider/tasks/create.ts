import { InvalidInput } from "../definition/invalid-input";
import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { type OwnerKey, ownerKeyOf } from "../run/owner";
import type { Created } from "../run/resource";
import { isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";
import type { TaskRow } from "../service/operations";
import { adoptedTwice, adoptionFindings, hasAdopted } from "./adoption";
import { taskDefinition } from "./definition";
import { deleteTask } from "./delete";
import type { AiCallTask } from "./model";
import { notShownOf, reportNotShown } from "./not-shown";
import { getTask } from "./observe";
import { findOrphan, isOrphanOf, isOrphanUsable, leftElsewhere, whyUnusable } from "./orphan";
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

/** Creates the declared task, adopts an existing one, or continues what an interrupted run began. */
export async function createTask(context: Context, owner: OwnerKey, task: AiCallTask): Promise<CreatedTask> {
	const created = await obtainTask(context, { owner, task });
	// From now on the task belongs to this resource, even if another one of the program is deleted with it.
	context.claims.recordOwner(created.id, owner);
	return created;
}

async function obtainTask(context: Context, declared: Declared): Promise<CreatedTask> {
	const { owner, task } = declared;
	await releaseElsewhere(context, declared);
	const earlier = creations.get(context, owner);
	const orphan = earlier && (await findOwnOrphan(context, owner, earlier));
	if (earlier !== undefined && orphan !== undefined) {
		const takenOver = await takeOver(context, declared, earlier, orphan.TaskId);
		if (takenOver !== undefined) return takenOver;
	}
	const { adoptTaskId } = task;
	// A replacement adopts neither the task that it replaces nor one that was adopted and replaced before.
	const adopts =
		adoptTaskId !== undefined && !context.claims.hasReleased(adoptTaskId) && !hasAdopted(context, adoptTaskId, owner);
	const pending = orphan === undefined && earlier?.taskId === undefined ? earlier : undefined;
	const isReplacement = context.claims.releasedWithName(task.taskName) !== undefined;
	return adopts ? adopt(context, declared, adoptTaskId) : createNew(context, declared, pending, isReplacement);
}

/** Releases what interrupted runs of the resource have left in accounts in which the program no longer declares it. */
async function releaseElsewhere(context: Context, { owner, task }: Declared): Promise<void> {
	for (const other of context.all()) {
		const creation = other === context ? undefined : creations.get(other, owner);
		const orphan = creation && (await findOwnOrphan(other, owner, creation));
		if (creation === undefined || orphan === undefined) continue;
		const { TaskId } = orphan;
		creations.record(other, owner, { ...creation, taskId: TaskId });
		const { definition: shown } = await getTask(other, TaskId);
		context.log(leftElsewhere(TaskId));
		await deleteTask(other, TaskId, { ...task, ...shown, adoptTaskId: undefined, onDestroy: "release" });
	}
}

/** The orphan of the resource, unless another resource has adopted it since. */
async function findOwnOrphan(context: Context, owner: OwnerKey, earlier: Creation): Promise<TaskRow | undefined> {
	const orphan = await findOrphan(context, earlier);
	const adopter = orphan && context.claims.declaredOwnerOf(orphan.TaskId);
	return adopter === undefined || ownerKeyOf(adopter) === owner ? orphan : undefined;
}

/**
 * Takes over the orphan of this resource. If it differs in what an update cannot change, releases it instead and returns
 * `undefined`.
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
	context.log(`Task ${taskId} was left by an interrupted run of this resource and ${whyUnusable(taskId, task)}`);
	await deleteTask(context, taskId, { ...task, ...shown, adoptTaskId: undefined, onDestroy: "release" });
	return undefined;
}

async function createNew(
	context: Context,
	declared: Declared,
	earlier: Creation | undefined,
	isReplacement: boolean,
): Promise<CreatedTask> {
	const { owner, task } = declared;
	const { taskId, isAsSent } = await sendCreation(context, owner, task, earlier).catch((error: unknown) => {
		throw withReleased(context, task, error);
	});
	if (isAsSent) context.claims.recordCreated(taskId);
	if (!isAsSent) return finish(context, declared, { taskId, olds: {} });
	if (task.runState !== undefined) return finish(context, declared, { taskId, olds: task });
	// If the service shows the same differences for the new task, do not replace it again.
	const otherwise = isReplacement ? await notShownOf(context, taskId, task, new Set()) : [];
	return {
		id: taskId,
		state: { ...newState(task, { status: "INIT" }), ...reportNotShown(context, taskId, otherwise) },
	};
}

/** Adds to the error what happened to the replaced task. */
function withReleased({ claims }: Context, { taskName }: AiCallTask, error: unknown): unknown {
	const released = claims.releasedWithName(taskName);
	if (released === undefined || !(error instanceof Error) || error instanceof InvalidInput) return error;
	const isKnown = error instanceof ConfigurationError || (isApiError(error) && error.provesNotDone);
	const state = isKnown
		? "Nothing was created; run pulumi up again to continue. If the reason is the name, the service does not free the names of renamed tasks: choose another taskName."
		: "It is unknown whether the new task was created: run pulumi up again, which checks before it creates anything.";
	return new Error(
		`${error.message} The old task, ${released}, was stopped and renamed; it remains in the account and is no longer part of the stack. ${state}`,
		{ cause: error },
	);
}

async function adopt(context: Context, declared: Declared, taskId: string): Promise<CreatedTask> {
	try {
		await assertAdoptable(context, declared, taskId);
	} catch (error) {
		context.claims.recordMissed(taskId, declared.owner);
		throw error;
	}
	return finish(context, declared, { taskId, olds: {} });
}

async function assertAdoptable(context: Context, declared: Declared, taskId: string): Promise<void> {
	const findings = await adoptionFindings(context, declared.owner, declared.task);
	// Only the program's preview knows whether another resource of the stack manages the task.
	const errors = findings.filter(({ severity, holder }) => severity === "error" && holder?.report !== "ifAnothers");
	const other = context.claims.declaredOwnerOf(taskId);
	if (other !== undefined) errors.push(adoptedTwice(other));
	if (errors.length > 0) throw new InvalidInput(errors);
	await settleAdopted(context, taskId);
}

/** The adopted task may be another resource's orphan, which that resource must not take over later. */
async function settleAdopted(context: Context, taskId: string): Promise<void> {
	const unclear = unclearCreations(context);
	const row = unclear.length === 0 ? undefined : await context.account.freshRowOf(taskId);
	if (row === undefined) return;
	for (const { owner, creation } of unclear) if (isOrphanOf(creation, row)) creations.settle(context, owner);
}

/** Updates an existing task to its definition. If that fails, the state still gets its id. */
async function finish(
	context: Context,
	{ task }: Declared,
	{ taskId, olds }: { taskId: string; olds: Recorded<AiCallTask> },
): Promise<CreatedTask> {
	try {
		const { progress, shownOtherwise } = await reconcile(context, { taskId, olds, news: task });
		return { id: taskId, state: { ...newState(task, progress), ...reportNotShown(context, taskId, shownOtherwise) } };
	} catch (thrown) {
		const incomplete = thrown instanceof Error ? thrown : new Error(String(thrown));
		const state = newState({ ...withoutUpdates(task), ...olds }, { status: "INIT" });
		return { id: taskId, state, incomplete };
	}
}

/** The task without what an update sends, so that the next update sends it again. */
function withoutUpdates(task: AiCallTask): Recorded<AiCallTask> {
	const others = [...taskDefinition.properties].filter(([, { change }]) => change !== "updates");
	return Object.fromEntries(others.map(([name]) => [name, task[name]]));
}
