import { isApiError } from "../api/api-error";
import { ConfigurationError } from "../api/configuration-error";
import { type AiCallTask, properties } from "../model/ai-call-task";
import type { Definition } from "../model/check-definition";
import { adoptionFindings } from "./adoption";
import type { Context } from "./context";
import { createTask, isTwin } from "./create-task";
import { leftBy } from "./interrupted-creation";
import { InvalidInput } from "./invalid-input";
import { definitionIn, seen, type TaskOutputs } from "./outputs";
import { reconcile } from "./reconcile";
import { validTask } from "./valid-task";

export interface Created {
	readonly taskId: string;
	readonly outputs: TaskOutputs;
	/** The task exists, but not everything that was asked for could be brought about. */
	readonly incomplete?: Error;
}

/** A declared task on its way into the account. */
interface Declared {
	readonly owner: string;
	/** As the program writes it. */
	readonly definition: Definition;
	readonly task: AiCallTask;
}

/** Makes the declared task be there: creates it, takes over the one to adopt, or goes on where an interrupted run stopped. */
export async function create(context: Context, owner: string, inputs: Definition): Promise<Created> {
	const definition = definitionIn(inputs);
	const declared = { owner, definition, task: validTask(context, definition) };
	const earlier = context.journal.creationOf(owner);
	const left = earlier && (await leftBy(context, earlier));
	if (earlier !== undefined && left !== undefined) {
		context.log(`Task ${left.TaskId} was left by an interrupted run of this resource: it is taken over.`);
		context.journal.noteCreation(owner, { ...earlier, taskId: left.TaskId });
		const isAsDeclared = await isTwin(context, left.TaskId, declared.task);
		return finish(context, declared, { taskId: left.TaskId, olds: isAsDeclared ? declared.definition : {} });
	}
	const { adoptTaskId } = declared.task;
	// A replacement does not take over the very task that it replaces.
	if (adoptTaskId !== undefined && !context.run.hasReleased(adoptTaskId)) return adopt(context, declared, adoptTaskId);
	return createAnew(context, declared, earlier?.taskId === undefined ? earlier : undefined);
}

async function createAnew(
	context: Context,
	declared: Declared,
	earlier: Parameters<typeof createTask>[3],
): Promise<Created> {
	const { owner, definition, task } = declared;
	const taskId = await createTask(context, owner, task, earlier).catch((error: unknown) => {
		throw withReleased(context, task, error);
	});
	if (task.runState !== undefined) return finish(context, declared, { taskId, olds: definition });
	return { taskId, outputs: { ...definition, taskId, status: "INIT" } };
}

/** The error, and what has become of the task that was to be replaced. */
function withReleased({ run }: Context, { taskName }: AiCallTask, error: unknown): unknown {
	const released = run.releasedWithName(taskName);
	if (released === undefined || !(error instanceof Error) || error instanceof InvalidInput) return error;
	const isKnown = error instanceof ConfigurationError || (isApiError(error) && error.provesNotDone);
	const state = isKnown
		? "Nothing was created, and pulumi up carries on from here. Should the service mean the name: it keeps names that were released, so choose another taskName."
		: "Whether the new one was created is not known: pulumi up looks for it before it creates anything.";
	return new Error(
		`${error.message} The task to be replaced, ${released}, stays in the account, stopped and renamed, and is no longer part of the stack. ${state}`,
		{ cause: error },
	);
}

async function adopt(context: Context, declared: Declared, taskId: string): Promise<Created> {
	const findings = await adoptionFindings(context, declared.owner, declared.task);
	// Whether another resource of the stack holds the task, only the program's preview can tell.
	const errors = findings.filter(({ severity, holder }) => severity === "error" && holder === undefined);
	if (errors.length > 0) throw new InvalidInput(errors);
	return finish(context, declared, { taskId, olds: {} });
}

/** Brings a task that is there to its definition. Whatever fails now, the task is not lost: the state gets its id. */
async function finish(
	context: Context,
	{ owner, definition, task }: Declared,
	{ taskId, olds }: { taskId: string; olds: Definition },
): Promise<Created> {
	try {
		const { progress } = await reconcile(context, { taskId, owner, olds, news: task });
		return { taskId, outputs: { ...definition, taskId, ...seen(progress) } };
	} catch (thrown) {
		const incomplete = thrown instanceof Error ? thrown : new Error(String(thrown));
		// What is not certain to be so yet is left out, so that the next update brings it about.
		const certain = [...properties].filter(([, { change }]) => change !== "updates").map(([property]) => property);
		const kept = Object.fromEntries(Object.entries(definition).filter(([key]) => certain.some((one) => one === key)));
		return { taskId, outputs: { ...kept, ...olds, taskId, status: "INIT" }, incomplete };
	}
}
