import type { Context } from "../run/context";
import { readPages } from "../run/read-pages";
import { queryAiCallTaskPage, type TaskRow } from "../service/operations";

/** A task, as the list shows it. */
export interface ListedTask {
	readonly row: TaskRow;
	/** It is in the list of engine tasks: nothing else shows that. */
	readonly isEngine: boolean;
}

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
	const byId = new Map(all.rows.map((row) => [row.TaskId, { row, isEngine: false }]));
	for (const row of engines.rows) byId.set(row.TaskId, { row, isEngine: true });
	return { tasks: [...byId.values()], missing: all.missing + engines.missing };
}
