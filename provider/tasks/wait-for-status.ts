import type { Context } from "../run/context";
import { fromRow, type ListedTask } from "./observe";
import type { TaskStatus } from "./status";

/** Milliseconds between two looks at a task that is changing its status; together about a minute. */
const pauses = [0, 250, 500, 1000, 2000, 3000, 5000, 5000, 10_000, 10_000, 10_000, 15_000] as const;
/** Waiting becomes worth a line after this many milliseconds, and again each time as long. */
const worthALine = 8_000;

/** Looks until the task has one of the statuses, for about a minute; what was seen last when it never has. */
export async function waitForStatus(
	context: Context,
	taskId: string,
	wanted: readonly TaskStatus[],
	looks: number = pauses.length,
): Promise<ListedTask> {
	const begun = context.now();
	let said = begun;
	let task = fromRow(taskId, undefined);
	for (const pause of pauses.slice(0, looks)) {
		if (pause > 0) await context.sleep(pause);
		task = fromRow(taskId, await context.account.freshRowOf(taskId));
		if (wanted.includes(task.status)) return task;
		const now = context.now();
		if (now - said < worthALine) continue;
		said = now;
		const seconds = Math.round((now - begun) / 1000);
		context.log(`Task ${taskId}: waiting for ${wanted.join(" or ")}, still ${task.status} after ${seconds} s.`);
	}
	return task;
}
