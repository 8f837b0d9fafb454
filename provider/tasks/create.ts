import type { Definition } from "../definition/check";
import { isDefinedAs } from "../definition/difference";
import { InvalidInput } from "../definition/invalid-input";
import type { Context } from "../run/context";
import { type OwnerKey, ownerKey } from "../run/owner";
import { isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";
import type { TaskRow } from "../service/operations";
import { adoptedTwice, adoptionFindings } from "./adoption";
import { remove } from "./delete";
import { type AiCallTask, properties } from "./model";
import { noteNotShown, notShownOf } from "./not-shown";
import { mustObserve } from "./observe";
import { cameOf, isOrphanUsable, leftBy } from "./orphan";
import { definitionIn, seen, type TaskOutputs } from "./outputs";
import { reconcile } from "./reconcile";
import { type Creation, creations, unclearCreations } from "./recovery";
import { createTask, sentDigest } from "./send-creation";
import { validTask } from "./valid-task";

export interface Created {
	readonly taskId: string;
	readonly outputs: TaskOutputs;
	/** The task exists, but not everything that was asked for could be brought about. */
	readonly incomplete?: Error;
}

/** A declared task on its way into the account. */
interface Declared {
	readonly owner: OwnerKey;
	/** As the program writes it. */
	readonly definition: Definition;
	readonly task: AiCallTask;
}

/** Makes the declared task be there: creates it, takes over the one to adopt, or goes on where an interrupted run stopped. */
export async function create(context: Context, owner: OwnerKey, inputs: Definition): Promise<Created> {
	const definition = definitionIn(inputs);
	const declared = { owner, definition, task: validTask(context, definition) };
	const earlier = creations.get(context, owner);
	const left = earlier && unheld(context, owner, await leftBy(context, earlier));
	if (earlier !== undefined && left !== undefined) {
		const takenOver = await takeOver(context, declared, earlier, left.TaskId);
		if (takenOver !== undefined) return held(context, owner, takenOver);
	}
	const { adoptTaskId } = declared.task;
	// A replacement does not take over the very task that it replaces, nor one that was adopted and replaced before.
	const adopts =
		adoptTaskId !== undefined && !context.run.hasReleased(adoptTaskId) && !context.run.hasAdopted(adoptTaskId, owner);
	const pending = left === undefined && earlier?.taskId === undefined ? earlier : undefined;
	const isReplacement = context.run.releasedWithName(declared.task.taskName) !== undefined;
	const result = adopts
		? await adopt(context, declared, adoptTaskId)
		: await createAnew(context, declared, pending, isReplacement);
	return held(context, owner, result);
}

/** The task, unless another resource of the program has it by now: it may have been adopted since. */
function unheld({ run }: Context, owner: string, left: TaskRow | undefined): TaskRow | undefined {
	const keeper = left && run.keeperOf(left.TaskId);
	return keeper === undefined || ownerKey(keeper) === ownerKey(owner) ? left : undefined;
}

/** From here on the task is this resource's, whichever other resource of the program gives it up. */
function held({ run }: Context, owner: string, created: Created): Created {
	run.hold(created.taskId, owner);
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
): Promise<Created | undefined> {
	const { owner, definition, task } = declared;
	creations.record(context, owner, { ...earlier, taskId });
	const { definition: shown } = await mustObserve(context, taskId);
	if (isOrphanUsable({ ...earlier, taskId }, shown, task)) {
		context.log(`Task ${taskId} was left by an interrupted run of this resource and is taken over.`);
		const isAsSent = earlier.sent === undefined || earlier.sent === sentDigest(task);
		return finish(context, declared, { taskId, olds: isAsSent && isDefinedAs(shown, task) ? definition : {} });
	}
	const isAnother = task.adoptTaskId !== undefined && task.adoptTaskId !== taskId;
	const outcome = isAnother
		? "has to be released: adoptTaskId names another one"
		: "has to be replaced: an update cannot change its agentId, applicationCode or source";
	context.log(`Task ${taskId} was left by an interrupted run of this resource and ${outcome}.`);
	await remove(context, taskId, { ...definition, ...shown, adoptTaskId: undefined, onDestroy: "release" });
	return undefined;
}

async function createAnew(
	context: Context,
	declared: Declared,
	earlier: Creation | undefined,
	isReplacement: boolean,
): Promise<Created> {
	const { owner, definition, task } = declared;
	const { taskId, isAsSent } = await createTask(context, owner, task, earlier).catch((error: unknown) => {
		throw withReleased(context, task, error);
	});
	if (!isAsSent) return finish(context, declared, { taskId, olds: {} });
	if (task.runState !== undefined) return finish(context, declared, { taskId, olds: definition });
	// A task that was replaced for what the service shows is not replaced again when the new one is shown likewise.
	const otherwise = isReplacement ? await notShownOf(context, taskId, task, new Set()) : [];
	const notes = noteNotShown(context, taskId, otherwise);
	return { taskId, outputs: { ...definition, taskId, status: "INIT", ...notes } };
}

/** The error, and what has become of the task that was to be replaced. */
function withReleased({ run }: Context, { taskName }: AiCallTask, error: unknown): unknown {
	const released = run.releasedWithName(taskName);
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

async function adopt(context: Context, declared: Declared, taskId: string): Promise<Created> {
	try {
		await assertAdoptable(context, declared, taskId);
	} catch (error) {
		context.run.miss(taskId, declared.owner);
		throw error;
	}
	return finish(context, declared, { taskId, olds: {} });
}

async function assertAdoptable(context: Context, declared: Declared, taskId: string): Promise<void> {
	const findings = await adoptionFindings(context, declared.owner, declared.task);
	// Whether another resource of the stack holds the task, only the program's preview can tell.
	const errors = findings.filter(({ severity, holder }) => severity === "error" && holder?.report !== "ifAnothers");
	const keeper = context.run.keeperOf(taskId);
	if (keeper !== undefined) errors.push(adoptedTwice([keeper]));
	if (errors.length > 0) throw new InvalidInput(errors);
	await settleAdopted(context, taskId);
}

/** What an interrupted run of another resource created has an owner now: that resource must not take it over later. */
async function settleAdopted(context: Context, taskId: string): Promise<void> {
	const unclear = unclearCreations(context);
	const row = unclear.length === 0 ? undefined : await context.account.freshRowOf(taskId);
	if (row === undefined) return;
	for (const { owner, creation } of unclear) if (cameOf(creation, row)) creations.settle(context, owner);
}

/** Brings a task that is there to its definition. Whatever fails now, the task is not lost: the state gets its id. */
async function finish(
	context: Context,
	{ definition, task }: Declared,
	{ taskId, olds }: { taskId: string; olds: Definition },
): Promise<Created> {
	try {
		const { progress, shownOtherwise } = await reconcile(context, { taskId, olds, news: task });
		const notes = noteNotShown(context, taskId, shownOtherwise);
		return { taskId, outputs: { ...definition, taskId, ...seen(progress), ...notes } };
	} catch (thrown) {
		const incomplete = thrown instanceof Error ? thrown : new Error(String(thrown));
		// What is not certain to be so yet is left out, so that the next update brings it about.
		const certain = [...properties].filter(([, { change }]) => change !== "updates").map(([property]) => property);
		const kept = Object.fromEntries(Object.entries(definition).filter(([key]) => certain.some((one) => one === key)));
		return { taskId, outputs: { ...kept, ...olds, taskId, status: "INIT" }, incomplete };
	}
}
