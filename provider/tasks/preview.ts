import { type Finding, note, warning } from "../definition/finding";
import { type Checked, knownPart } from "../definition/values";
import type { Context } from "../run/context";
import type { Declared } from "../run/resource";
import { statusOf, type TaskStatus } from "../run/task-status";
import type { TaskRow } from "../service/operations";
import { adoptionFindings, adopts, interruptionOf, mayBeRefused } from "./adoption";
import { agentFindings } from "./agents";
import { taskDefinition } from "./definition";
import { isRetained } from "./delete";
import type { AiCallTask } from "./model";
import { isMoved } from "./moved";
import { keepsName, nameTaken } from "./names";
import { isOrphanOf, isOrphanUsable, whyUnusable } from "./orphan";
import { type Creation, creations } from "./recovery";
import { comparedWith } from "./twin";

type DeclaredTask = Declared<AiCallTask>;

/** Findings from the account about a task that will be created, updated or replaced. */
export async function previewTask(context: Context, declared: DeclaredTask): Promise<Finding[]> {
	const { owner, olds, news } = declared;
	const isAdopting = adopts(context, declared);
	const adoption = isAdopting
		? await adoptionFindings(context, owner, news, (status) => effectIfOwn(status, news))
		: [];
	const isNamed = olds === undefined || taskDefinition.differs(olds, news, "taskName") || isMoved(context, olds, news);
	const names = isNamed ? await nameFindings(context, declared, isAdopting) : [];
	// A task that exists has its agent: another one is an error, or replaces it.
	const agents = isAdopting ? [] : await agentFindings(context, declared);
	return [...adoption, ...names, ...agents, ...(await effectOnTask(context, declared))];
}

/** --replace and a taint replace a task without a diff, so only the program knows that the task is its own. */
function effectIfOwn(status: TaskStatus | undefined, news: Checked<AiCallTask>): Finding | undefined {
	return isRetained(news) ? keepsName : effectOfReplacement(status, { isNameKept: true })[0];
}

/** Whether another task holds the name of a new or renamed task. */
async function nameFindings(
	context: Context,
	{ owner, olds, news }: DeclaredTask,
	isAdopting: boolean,
): Promise<Finding[]> {
	const { taskName, source, adoptTaskId } = news;
	if (typeof taskName !== "string" || taskName.trim() === "") return [];
	const holder = await context.account.holderOf(taskName, source);
	if (holder === undefined || context.claims.isOwnedBy(holder.TaskId, owner)) return [];
	if (isAdopting && holder.TaskId === adoptTaskId) return [];
	const ifOwn = effectIfOwn(statusOf(holder.Status), news);
	const creation = creations.get(context, owner);
	if (creation !== undefined && isOrphanOf(creation, holder)) return [orphanFinding(creation, holder, news, ifOwn)];
	const hasTask = olds !== undefined;
	const isUntouchedTwin = !hasTask && "twin" in (await comparedWith(context, holder, news));
	return [nameTaken({ holder, declared: news, hasTask, isUntouchedTwin, ifOwn })];
}

/** What happens to the orphan of this resource. */
function orphanFinding(
	creation: Creation,
	{ TaskId, AgentId, Status }: TaskRow,
	news: Checked<AiCallTask>,
	ifOwn?: Finding,
) {
	const more = { holder: { id: TaskId, report: "ifUnmanaged", ...(ifOwn && { ifOwn }) } } as const;
	const orphan = `Task ${TaskId} was left by an interrupted run of this resource`;
	const known = knownPart(news);
	const shown = AgentId ? { agentId: AgentId } : {};
	if (isOrphanUsable({ ...creation, taskId: TaskId }, shown, known))
		return note("", `${orphan} and is taken over.`, "", more);
	const unusable = `${orphan} and ${whyUnusable(TaskId, known)}`;
	if (statusOf(Status) !== "INIT") return note("", unusable, "", more);
	return warning("", `${unusable} ${mayKeepName}, and the update fails.`, anotherName, more);
}

/** What an update or a replacement will do to the existing task. */
async function effectOnTask(context: Context, { olds, news, replaced }: DeclaredTask): Promise<Finding[]> {
	const before = olds ?? replaced;
	if (before === undefined) return [];
	const changes = [...taskDefinition.properties].flatMap(([name, { change, ours }]) =>
		!ours && taskDefinition.differs(before, news, name) ? [change] : [],
	);
	const moves = isMoved(context, before, news);
	const isReplaced = replaced !== undefined || moves || changes.includes("replaces");
	const { taskName, source, onDestroy } = before;
	if ((changes.length === 0 && !isReplaced) || typeof taskName !== "string") return [];
	const row = await context.of(before.account).account.holderOf(taskName, source);
	const status = statusOf(row?.Status);
	if (moves && row === undefined) return [notThere];
	if (isReplaced) {
		const isNameKept = !moves && !taskDefinition.differs(before, news, "taskName");
		// That is an error, and nothing is replaced.
		if (isNameKept && isRetained(before)) return [];
		return effectOfReplacement(status, { isNameKept, onDestroy });
	}
	return changes.includes("updates") ? effectOfUpdate(status, news) : [];
}

/** A provider with other credentials may have created the task, or someone may have renamed it. */
const notThere = warning(
	"account",
	"has changed, so the task is replaced, and its account until now has no task of its name: nothing is released.",
	"If the task is in the new account already, remove it from the state with pulumi state delete, and set adoptTaskId to its id.",
);

/** What an update that the service has to make does to the task. */
export function effectOfUpdate(status: TaskStatus | undefined, news: { readonly runState?: unknown }): Finding[] {
	if (status === "RUNNING") return [warning("", interruptionOf(news), "")];
	return status === "INIT" || status === "FAILED" ? [mayBeRefused(status)] : [];
}

/** What a replacement does to the task that it replaces. */
export function effectOfReplacement(
	status: TaskStatus | undefined,
	{ isNameKept, onDestroy }: { isNameKept: boolean; onDestroy?: unknown },
): Finding[] {
	if (status === "RUNNING") {
		const outcome = replacementOutcomes.get(onDestroy) ?? "is stopped and its waiting numbers are cancelled";
		const problem = `The campaign is running and is replaced: the old task ${outcome}. The new task has no numbers until a CalleeList or someone else imports them.`;
		return [warning("", problem, "")];
	}
	if (status === "INIT" && isNameKept) {
		const problem = `The task is INIT (nothing called yet) and is replaced under the same name. ${mayKeepName}, the update fails and nothing is replaced.`;
		return [warning("", problem, anotherName)];
	}
	return [];
}

/** What happens to a running campaign that is replaced, by `onDestroy`. */
const replacementOutcomes = new Map<unknown, string>([
	["stop", 'is stopped and keeps its name and numbers (onDestroy: "stop")'],
	["leave", 'continues to call (onDestroy: "leave")'],
]);
const mayKeepName = "The service may not rename an INIT task; then its name stays taken";
const anotherName = "To be sure, give the new task another taskName in the same change.";
