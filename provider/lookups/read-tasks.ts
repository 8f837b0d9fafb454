import { type ListedTask, listedTasks } from "../run/account-tasks";
import type { Context } from "../run/context";
import { readPages } from "../run/read-pages";
import { queryAiCallTaskPage } from "../service/operations";

/**
 * The tasks that the service lists now, and how many it counts without listing them. It is not published whether the list
 * has engine tasks, so that of engine tasks is read as well. Nothing is taken from what the run has read before: a program
 * may ask about a task that it has just created.
 */
export async function readTasks(
	{ api }: Pick<Context, "api">,
	filter: Readonly<Record<string, string>>,
): Promise<{ readonly tasks: readonly ListedTask[]; readonly missing: number }> {
	const read = (more: Readonly<Record<string, string>>) =>
		readPages(
			(page) => api.call(queryAiCallTaskPage, { ...filter, ...more, ...page }),
			({ TaskId }) => TaskId,
		);
	const [all, engines] = await Promise.all([read({}), read({ Source: "1" })]);
	return { tasks: listedTasks(all.rows, engines.rows), missing: all.missing + engines.missing };
}
