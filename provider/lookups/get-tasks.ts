import { z } from "zod";
import { counted } from "../definition/counted";
import { statuses } from "../run/task-status";
import { idArgument, incomplete, lookup, textArgument, timeArgument } from "./lookup";
import { readTasks } from "./read-tasks";
import { ListedTaskResult, listedResult } from "./task-result";

/** The statuses that the service takes as a filter. */
const filters: readonly string[] = statuses;

export const getTasks = lookup({
	name: "getTasks",
	description:
		"The tasks of the account that match every argument given, with status and progress, newest first. Reads the whole list, a request for each 100 tasks: how the service matches parts of names is not published.",
	args: z.strictObject({
		nameContains: textArgument("A part of the task's name, in the same letter case."),
		status: textArgument("`INIT`, `RUNNING`, `STOPPED`, `FAILED`, or the service's number of another status."),
		agentId: idArgument("Id of the agent that speaks.").optional(),
		createdFrom: timeArgument("Only tasks created at this moment or later."),
		createdBefore: timeArgument("Only tasks created before this moment."),
	}),
	result: z.object({
		tasks: z.array(ListedTaskResult).meta({ description: "The tasks, newest first." }),
		incomplete,
	}),
	async run(context, { nameContains, status, agentId, createdFrom, createdBefore }) {
		const isFilter = status !== undefined && filters.includes(status);
		const { tasks, missing } = await readTasks(context, isFilter ? { Status: status } : {});
		const found = tasks
			.map(listedResult)
			.filter(
				(task) =>
					(nameContains === undefined || task.taskName.includes(nameContains)) &&
					(status === undefined || task.status === status) &&
					(agentId === undefined || task.agentId === agentId) &&
					isWithin(task.progress.createTime, createdFrom, createdBefore),
			)
			.sort((one, other) => (other.progress.createTime ?? 0) - (one.progress.createTime ?? 0));
		if (missing === 0) return { tasks: found };
		return {
			tasks: found,
			incomplete: `The service counts ${counted(missing, "task")} more than it lists. Run again.`,
		};
	},
});

/** A task whose time of creation the service does not show is in no period. */
function isWithin(at: number | undefined, from: number | undefined, before: number | undefined): boolean {
	if (from === undefined && before === undefined) return true;
	return at !== undefined && at >= (from ?? at) && at < (before ?? Number.POSITIVE_INFINITY);
}
