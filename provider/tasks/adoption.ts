import { error, type Finding, note, warning } from "../definition/finding";
import { resourceLabel } from "../definition/resource-label";
import { type Checked, knownPart, unknown } from "../definition/values";
import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";
import type { Declared } from "../run/resource";
import type { TaskStatus } from "../run/task-status";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { currentTask, type ExistingTask } from "./observe";

/** The fix for adopting a task that another resource manages. */
const adoptedByDeclared = "Remove adoptTaskId: a task belongs to one resource only.";

/** The finding that the task to adopt belongs to another resource of this program. */
export function adoptedTwice(owner: string): Finding {
	return error("adoptTaskId", `names the task of resource ${resourceLabel(owner)} of this stack.`, adoptedByDeclared);
}

/** True if the resource adopted the task before and is being replaced. */
export function hasAdopted({ claims }: Context, taskId: string, owner: OwnerKey): boolean {
	const before = claims.inputsBefore(owner);
	return claims.wasAdopted(taskId) || (before && taskDefinition.recorded(before).adoptTaskId) === taskId;
}

/** True if the resource adopts a task: a replacement adopts neither the one that it replaces nor one that was adopted before. */
export function adopts(context: Context, { owner, olds, news: { adoptTaskId } }: Declared<AiCallTask>): boolean {
	return (
		olds === undefined &&
		typeof adoptTaskId === "string" &&
		!context.claims.isOwnedBy(adoptTaskId, owner) &&
		!hasAdopted(context, adoptTaskId, owner)
	);
}

/** What prevents the adoption of the task named by `adoptTaskId`, or what it will change. */
export async function adoptionFindings(
	context: Context,
	owner: OwnerKey,
	news: Checked<AiCallTask>,
	effectIfOwn: (status: TaskStatus) => Finding | undefined = () => undefined,
): Promise<Finding[]> {
	const taskId = String(news.adoptTaskId);
	const other = context.claims.claimAdoption(taskId, owner);
	if (other !== undefined) {
		return [
			error(
				"adoptTaskId",
				`is also adopted by ${resourceLabel(other)}.`,
				"Remove adoptTaskId from one of them: a task belongs to one resource only.",
				{ others: [other] },
			),
		];
	}
	const task = await currentTask(context, taskId);
	if (task === undefined) {
		const fix = "Check the id (18 digits, as text) and that the credentials are those of its account.";
		return [error("adoptTaskId", "names no task in this account.", fix)];
	}
	const ifOwn = effectIfOwn(task.status);
	const conflict = [
		error("adoptTaskId", "names a task that another resource of this stack already manages.", adoptedByDeclared, {
			holder: { id: taskId, report: "ifAnothers", ...(ifOwn && { ifOwn }) },
		}),
	];
	const differences = unchangeableDifferences(task, news);
	return [...conflict, ...(differences.length > 0 ? differences : effectOfAdoption(task, news))];
}

/** The declared properties that differ from the task and that an update cannot change. */
function unchangeableDifferences({ taskId, definition }: ExistingTask, news: Checked<AiCallTask>): Finding[] {
	return [...taskDefinition.properties].flatMap(([property, field]) => {
		const shown = definition[property];
		if (field.change !== "replaces" || shown === undefined || news[property] === unknown) return [];
		if (!taskDefinition.differs(definition, news, property)) return [];
		const problem = "differs from the adopted task, and the service cannot change it on an existing task.";
		const fix = `Use the value of that task, ${property}: ${JSON.stringify(shown)}; or remove adoptTaskId and choose a free taskName, so that a new task is created.`;
		return [error(property, problem, fix, { holder: { id: taskId, report: "ifUnmanaged" } })];
	});
}

/** What happens to the adopted task. */
function effectOfAdoption({ taskId, status, definition }: ExistingTask, news: Checked<AiCallTask>): Finding[] {
	const changes = taskDefinition.outstanding({}, knownPart(news), definition);
	const more = { holder: { id: taskId, report: "ifUnmanaged" } } as const;
	const adopted = `Task ${taskId} (${status}) is taken into the stack`;
	if (changes.length === 0) return [note("", `${adopted} unchanged.`, "", more)];
	const interruption = status === "RUNNING" ? ` ${interruptionOf(news)}` : "";
	const effect = note("", `${adopted} and updated (${changes.join(", ")}).${interruption}`, "", more);
	if (status !== "INIT" && status !== "FAILED") return [effect];
	return [effect, mayBeRefused(status, more)];
}

/** What an update does to a campaign that is running. */
export function interruptionOf({ runState }: { readonly runState?: unknown }): string {
	return runState === "stopped"
		? 'The campaign is running: this update stops it and changes it, and it stays stopped (runState: "stopped").'
		: "The campaign is running: this update stops it, changes it and starts it again.";
}

/** The warning that the service may refuse an update in this status. */
export function mayBeRefused(status: TaskStatus, more: Partial<Finding> = {}): Finding {
	const problem = `The task is ${status}, and the service documents updates of stopped tasks only: it may refuse this one.`;
	return warning("", problem, "If it does, nothing changes and the error says what to do.", more);
}
