import type { Context } from "../run/context";
import type { Listed } from "../run/resource";
import { statusOf } from "../run/task-status";

/** Every task of the account. */
export async function listTasks({ account }: Context): Promise<readonly Listed[]> {
	return (await account.all()).map(({ row, isEngine }) => ({
		id: row.TaskId,
		name: row.TaskName,
		status: statusOf(row.Status),
		agent: row.AgentId || undefined,
		createdAt: row.CreateTime ?? undefined,
		...(isEngine && { shown: { source: 1 } }),
	}));
}
