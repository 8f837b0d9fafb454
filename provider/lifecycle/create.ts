import type { TaskRow } from "../api/operations";
import { AiCallTask, properties } from "../model/ai-call-task";
import { checkDefinition, type Definition } from "../model/check-definition";
import { adoptionFindings } from "./adoption";
import type { Context } from "./context";
import { createTask, isTwin } from "./create-task";
import { InvalidInput } from "./invalid-input";
import type { Entry } from "./journal";
import { definitionIn, type TaskOutputs } from "./outputs";
import { reconcile } from "./reconcile";

export interface Created {
	readonly taskId: string;
	readonly outputs: TaskOutputs;
	/** The task exists, but not everything that was asked for could be brought about. */
	readonly incomplete?: Error;
}

/** Makes the declared task be there: creates it, takes over the one to adopt, or goes on where an interrupted run stopped. */
export async function create(context: Context, owner: string, inputs: Definition): Promise<Created> {
	const definition = definitionIn(inputs);
	const task = validTask(context, definition);
	const left = await leftByInterruptedRun(context, owner);
	if (left !== undefined) {
		context.log(`Task ${left.TaskId} was left by an interrupted run of this resource: it is taken over.`);
		const isAsDeclared = await isTwin(context, left.TaskId, task);
		return finish(context, { owner, taskId: left.TaskId, olds: isAsDeclared ? definition : {}, definition, task });
	}
	// A replacement does not take over the very task that it replaces.
	if (task.adoptTaskId !== undefined && !context.run.hasReleased(task.adoptTaskId)) {
		return adopt(context, owner, definition, task, task.adoptTaskId);
	}
	const taskId = await createTask(context, owner, task);
	const created = { taskId, outputs: { ...definition, taskId, status: "INIT" } };
	if (task.runState === undefined) return created;
	return finish(context, { owner, taskId, olds: definition, definition, task });
}

function validTask(context: Context, definition: Definition): AiCallTask {
	const findings = checkDefinition(definition, { now: context.now(), isNew: false });
	const errors = findings.filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new InvalidInput(errors);
	return AiCallTask.parse(definition);
}

async function adopt(context: Context, owner: string, definition: Definition, task: AiCallTask, taskId: string) {
	const findings = await adoptionFindings(context, owner, task);
	// Whether another resource of the stack holds the task, only the program's preview can tell.
	const errors = findings.filter(({ severity, holder }) => severity === "error" && holder === undefined);
	if (errors.length > 0) throw new InvalidInput(errors);
	return finish(context, { owner, taskId, olds: {}, definition, task });
}

interface Finish {
	readonly owner: string;
	readonly taskId: string;
	readonly olds: Definition;
	readonly definition: Definition;
	readonly task: AiCallTask;
}

/** Brings a task that is there to its definition. Whatever fails now, the task is not lost: the state gets its id. */
async function finish(context: Context, { owner, taskId, olds, definition, task }: Finish): Promise<Created> {
	try {
		const { progress } = await reconcile(context, { taskId, owner, olds, news: task });
		return { taskId, outputs: { ...definition, taskId, ...progress } };
	} catch (thrown) {
		const incomplete = thrown instanceof Error ? thrown : new Error(String(thrown));
		// What is not certain to be so yet is left out, so that the next update brings it about.
		const certain = [...properties].filter(([, { change }]) => change !== "updates").map(([property]) => property);
		const kept = Object.fromEntries(Object.entries(definition).filter(([key]) => certain.some((one) => one === key)));
		return { taskId, outputs: { ...kept, ...olds, taskId, status: "INIT" }, incomplete };
	}
}

/** The task that an earlier run of this owner created, or was creating, without the engine having learnt of it. */
export async function leftByInterruptedRun(context: Context, owner: string): Promise<TaskRow | undefined> {
	const entry = context.journal.of(owner);
	if (entry?.intent !== "creating") return undefined;
	const row = await rowOfEntry(context, entry);
	if (row === undefined) context.journal.settle(owner);
	return row;
}

/** The name was free when the intent was written: what holds it now and was created since is what came of it. */
async function rowOfEntry(context: Context, { taskId, taskName, agentId, at }: Entry): Promise<TaskRow | undefined> {
	if (taskId !== undefined) return context.account.freshRowOf(taskId);
	if (taskName === undefined) return undefined;
	const row = await context.account.freshHolderOf(taskName);
	const isOfThatTime = row !== undefined && Math.abs((row.CreateTime ?? at) - at) < 15 * 60_000;
	const isOfThatAgent = !row?.AgentId || agentId === undefined || row.AgentId === agentId;
	return isOfThatTime && isOfThatAgent ? row : undefined;
}
