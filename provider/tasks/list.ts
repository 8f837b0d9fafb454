import type { ListedTask } from "../run/account-tasks";
import type { Context } from "../run/context";
import type { Listed } from "../run/resource";
import { statusOf } from "../run/task-status";
import type { TaskRow } from "../service/operations";

/** Every task of the account. */
export async function listTasks({ account }: Context): Promise<readonly Listed[]> {
	return (await account.all()).map(listedTask);
}

/** A task, with what only its list shows. */
export function listedTask({ row, isEngine }: ListedTask): Listed {
	return { ...listedIn(row), ...(isEngine && { shown: { source: 1 } }) };
}

/** A task as its row shows it. */
export function listedIn(row: TaskRow): Listed {
	return {
		id: row.TaskId,
		name: row.TaskName,
		status: statusOf(row.Status),
		agent: row.AgentId || undefined,
		createdAt: row.CreateTime ?? undefined,
	};
}
