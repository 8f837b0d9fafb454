import { error, type Finding, warning } from "../definition/finding";
import { resourceLabels } from "../definition/resource-label";
import { localOf } from "../definition/shanghai-time";
import type { Checked } from "../definition/values";
import { statusOf } from "../run/task-status";
import type { TaskRow } from "../service/operations";
import { chooseAnotherName } from "./held-in-stack";
import type { AiCallTask } from "./model";

interface NameTaken {
	readonly holder: TaskRow;
	readonly declared: Pick<Checked<AiCallTask>, "agentId">;
	/** The resource already has a task, so `adoptTaskId` would have no effect. */
	readonly hasTask: boolean;
	/** The holder is defined exactly as declared and has no numbers. */
	readonly isUntouchedTwin?: boolean;
	/** The owner of the resource of this program that manages the holder, if known. */
	readonly declaredOwner?: string | undefined;
	/** What to show instead if the holder is the resource's own task. */
	readonly ifOwn?: Finding | undefined;
}

/**
 * The finding that a name is taken: by which task, and what to do. A declared agent may be a secret, so its id is not
 * shown if the holder has the same one.
 */
export function nameTaken(taken: NameTaken): Finding {
	const { holder, declared, ifOwn } = taken;
	const { TaskId, AgentId, CreateTime, TotalCount, TotalCallCount } = holder;
	const facts = [
		statusOf(holder.Status),
		AgentId ? (AgentId === declared.agentId ? "the same agent" : `agent ${AgentId}`) : undefined,
		CreateTime ? `created ${localOf(CreateTime)} Asia/Shanghai` : undefined,
		counted(TotalCount, "number"),
		counted(TotalCallCount, "call"),
	].filter((fact) => fact !== undefined);
	return error(
		"taskName",
		`is already held by task ${TaskId} (${facts.join(", ")}), and names are unique in the account.`,
		fixesFor(taken),
		{ holder: { id: TaskId, report: "unlessOwn", ...(ifOwn && { ifOwn }) } },
	);
}

function fixesFor({ holder: { TaskId }, hasTask, isUntouchedTwin = false, declaredOwner }: NameTaken): string {
	if (declaredOwner !== undefined) return chooseAnotherName(declaredOwner);
	if (hasTask) return "Choose another name; or free the name by renaming that task.";
	const line = `adoptTaskId: "${TaskId}"`;
	if (isUntouchedTwin) {
		return `${untouched}, so an interrupted run probably left it: take it into the stack with ${line}. If it is not yours, choose another name; or free the name by renaming that task.`;
	}
	return `Choose another name; or take that task into the stack with ${line}; or free the name by renaming that task.`;
}

const untouched = "That task is defined exactly as this one and was never used";

/** True if the error that a name is taken calls the task an untouched twin, which no resource of the stack manages. */
export function callsUntouchedTwin(message: string, taskId: string): boolean {
	return message.includes(`held by task ${taskId} `) && message.includes(untouched);
}

function counted(count: number | null | undefined, noun: string): string | undefined {
	return count === null || count === undefined ? undefined : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The finding that the replaced task still has its name. */
export function nameKept({ TaskId, Status }: TaskRow): Finding {
	return error(
		"taskName",
		`is still held by task ${TaskId} (${statusOf(Status) ?? "status unknown"}), which this update replaces and which the service did not rename. It remains in the account and is no longer part of the stack.`,
		`Give the new task another taskName; or rename task ${TaskId} in the console; or take it back with adoptTaskId: "${TaskId}" and its own settings.`,
	);
}

/** The finding that two resources of one program declare the same name. */
export function nameDeclaredTwice(others: readonly string[]): Finding {
	return error("taskName", `is also declared by ${resourceLabels(others)}.`, "Give each task a name of its own.", {
		others,
	});
}

/** The finding that two resources declare names that look the same. */
export function nameAlike(others: readonly string[]): Finding {
	return warning(
		"taskName",
		`looks the same as that of ${resourceLabels(others)}: they differ in letter case, width, Unicode form or invisible characters only. It is not published whether the service treats them as the same name.`,
		"Use names that differ visibly.",
	);
}

/** The finding that the replaced task keeps the name that its replacement declares. */
export const keepsName = error(
	"onDestroy",
	"makes the old task keep its name, and this update replaces the task under the same name.",
	'Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.',
);
