import type { TaskRow } from "../api/operations";
import type { Definition } from "../model/check-definition";
import { error, type Finding, warning } from "../model/finding";
import { resourceLabel } from "../model/resource-label";
import { localOf } from "../model/shanghai-time";
import { statusOf } from "../model/task-status";

/** What is known about a resource whose name is taken. */
interface NameHolding {
	/** False for a resource that has a task, and is renamed. */
	readonly isNew?: boolean;
	/** The holder is defined exactly so and was never used. */
	readonly isUntouchedTwin?: boolean;
	/** What to show in place of the finding when the holder is the resource's own task. */
	readonly ifOwn?: Finding | undefined;
}

/**
 * The finding that a name is taken: who holds it, and the three ways out. A declared agent may be a secret, so its id
 * is not repeated where the holder has the same.
 */
export function nameTaken(
	holder: TaskRow,
	declared: Definition,
	{ isNew = true, isUntouchedTwin = false, ifOwn }: NameHolding = {},
): Finding {
	const { TaskId, AgentId, CreateTime, TotalCount, TotalCallCount } = holder;
	const facts = [
		statusOf(holder.Status),
		AgentId ? (AgentId === declared.agentId ? "the same agent" : `agent ${AgentId}`) : undefined,
		CreateTime ? `created ${localOf(CreateTime)} Asia/Shanghai` : undefined,
		TotalCount === null || TotalCount === undefined ? undefined : `${TotalCount} numbers`,
		TotalCallCount === null || TotalCallCount === undefined ? undefined : `${TotalCallCount} calls`,
	].filter((fact) => fact !== undefined);
	const twin = isUntouchedTwin
		? " That task is defined exactly as this one and was never used: probably an interrupted run left it, and the second way is the right one."
		: "";
	// A resource that has a task adopts no other.
	const adoption = isNew ? `or take that task into the stack with adoptTaskId: "${TaskId}"; ` : "";
	return error(
		"taskName",
		`is already held by task ${TaskId} (${facts.join(", ")}), and names are unique in the account.`,
		`Choose another name; ${adoption}or free the name by renaming that task.${twin}`,
		{ holder: { taskId: TaskId, report: "unlessOwn", ...(ifOwn && { ifOwn }) } },
	);
}

/** The finding that the task to be replaced has kept its name. */
export function nameKept({ TaskId, Status }: TaskRow): Finding {
	return error(
		"taskName",
		`is still held by task ${TaskId} (${statusOf(Status) ?? "status unknown"}), which was to be replaced and which the service did not let rename; it stays in the account, and is no longer part of the stack.`,
		`Give the new task another taskName; or rename task ${TaskId} in the console; or take it back with adoptTaskId: "${TaskId}" and its own settings.`,
	);
}

/** The finding that two resources of one program declare the same name. */
export function nameDeclaredTwice(others: readonly string[]): Finding {
	return error("taskName", `is also declared by ${labels(others)}.`, "Give each task a name of its own.", { others });
}

/** The finding that the names of two resources differ in what the service may not tell apart. */
export function nameAlike(others: readonly string[]): Finding {
	return warning(
		"taskName",
		`looks the same as that of ${labels(others)}: they differ in letter case, width, Unicode form or invisible characters only. Whether the service takes them for one name is not published.`,
		"Use names that differ visibly.",
	);
}

/** Owners as a program's reader knows them. */
export function labels(owners: readonly string[]): string {
	return owners.map(resourceLabel).join(", ");
}
