import { z } from "zod";
import type { ListedTask } from "../run/account-tasks";
import type { Context } from "../run/context";
import { growingPauses, poll } from "../run/poll";
import { shownNow, taskOfRow } from "../tasks/observe";
import { idArgument, lookup, textArgument } from "./lookup";
import { readTasks } from "./read-tasks";
import { ListedTaskResult, listedResult, TaskDefinitionResult } from "./task-result";

const Result = z.object({
	...ListedTaskResult.shape,
	definition: TaskDefinitionResult.meta({
		description: "How the task is defined, as far as the service shows it.",
	}),
});

interface Wanted {
	readonly taskId?: string | undefined;
	readonly taskName?: string | undefined;
}

export const getTask = lookup({
	name: "getTask",
	description:
		"One task of the account, by its id or by its name: definition, status and progress. Give one of the two. A task that is not there is an error, after `aiccs:listLagSeconds`: the service may show a new task late.",
	args: z
		.strictObject({
			taskId: idArgument("Id of the task, as text: it has 18 digits, more than a number holds.").optional(),
			taskName: textArgument("Name of the task, the whole of it."),
		})
		.refine(
			({ taskId, taskName }) => (taskId === undefined) !== (taskName === undefined),
			"Give either taskId or taskName.",
		),
	result: Result,
	async run(context, wanted) {
		const pauses = growingPauses(context.settings().listLagSeconds);
		const found = await poll(context, pauses, () => taskNow(context, wanted), isListed);
		if (found !== undefined) return found;
		const which = wanted.taskId === undefined ? "this taskName" : `the id ${wanted.taskId}`;
		const fix =
			wanted.taskId === undefined
				? "Check the name: it must be the whole name, in the same letter case. getTasks finds a task by a part of it."
				: "Check the id (18 digits, as text).";
		throw new Error(
			`getTask: the account has no task with ${which}. ${fix} Also check that the credentials belong to the right account.`,
		);
	},
});

/** The list has a row of the task, and not only its detail. */
function isListed(task: z.output<typeof Result> | undefined): boolean {
	return task?.status !== undefined;
}

async function taskNow(context: Context, wanted: Wanted): Promise<z.output<typeof Result> | undefined> {
	const { taskId } = wanted;
	const [task, ...others] = await rowsOf(context, wanted);
	if (others.length > 0) {
		const ids = [task, ...others].map((one) => one?.row.TaskId).join(", ");
		throw new Error(`getTask: several tasks have this taskName. Use taskId instead, one of ${ids}.`);
	}
	if (task !== undefined) {
		const { definition = {} } = (await taskOfRow(context, task.row)) ?? {};
		return { ...listedResult(task), definition: { ...definition } };
	}
	if (taskId === undefined) return undefined;
	const definition = await shownNow(context, taskId);
	return definition && { taskId, taskName: definition.taskName ?? "", progress: {}, definition: { ...definition } };
}

async function rowsOf(context: Context, { taskId, taskName }: Wanted): Promise<readonly ListedTask[]> {
	const { tasks } = await readTasks(context, taskId === undefined ? { TaskName: taskName ?? "" } : { TaskId: taskId });
	// The service matches names loosely, and perhaps ids.
	return tasks.filter(({ row }) =>
		taskId === undefined ? row.TaskName.trim() === taskName?.trim() : row.TaskId === taskId,
	);
}
