import { isApiError } from "../api/api-error";
import { ConfigurationError } from "../api/configuration-error";
import type { TaskRow } from "../api/operations";
import { AiCallTask, type Property, properties } from "../model/ai-call-task";
import { checkDefinition, type Definition } from "../model/check-definition";
import type { Field } from "../model/field";
import { error, type Finding, note, warning } from "../model/finding";
import { statusOf, type TaskStatus } from "../model/task-status";
import { isKnown, unknown } from "../model/unknown";
import { differs } from "../plan/difference";
import { adoptionFindings } from "./adoption";
import type { Context } from "./context";
import { isTwin } from "./create-task";
import { cameOf } from "./interrupted-creation";
import type { Creation } from "./journal";
import { nameAlike, nameDeclaredTwice, nameTaken } from "./name-finding";
import type { ObservedTask } from "./observe-task";
import { definitionIn } from "./outputs";

export interface CheckRequest {
	readonly owner: string;
	/** The inputs in the state; `undefined` for a resource that is going to be created, or replaced. */
	readonly olds?: Definition | undefined;
	readonly news: Definition;
	readonly isPreview: boolean;
}

/**
 * Everything that a user should know before anything is sent. The account is asked in previews only: in an update an
 * own task that is being replaced still holds its name at this point, and the creation looks for itself.
 */
export async function check(context: Context, request: CheckRequest): Promise<Finding[]> {
	const { news, olds, owner } = request;
	const isNew = olds === undefined;
	context.run.declare(owner, isNew);
	// A replacement that the engine found by itself is checked a second time, as if there were no task yet.
	const before = context.run.definitionBefore(owner, olds);
	const local = checkDefinition(news, { now: context.now(), isNew: isNew && news.adoptTaskId === undefined });
	const isChanged = isNew || [...properties.keys()].some((property) => differs(olds, news, property));
	// Warnings about what has been so before would be said at every run.
	const findings = [...local, ...declaredTwice(context, owner, news), ...keptName(before, news, isNew)].filter(
		({ severity }) => severity === "error" || isChanged,
	);
	if (!isChanged) return findings;
	try {
		const { offlinePreview } = context.settings();
		if (!request.isPreview) return findings;
		const sound = { ...request, before, news: withoutFaults(news, findings) };
		return [...findings, ...(offlinePreview ? unasked(context, owner) : await aboutTheAccount(context, sound))];
	} catch (thrown) {
		return [...findings, ...aboutTheProgram(context, request, thrown)];
	}
}

/** The definition as far as it is worth asking about: what has been found at fault counts as not known. */
function withoutFaults(news: Definition, findings: readonly Finding[]): Definition {
	const faulty = new Set(
		findings.filter(({ severity }) => severity === "error").map(({ path }) => path.split(/[.[]/)[0]),
	);
	return Object.fromEntries(Object.entries(news).map(([name, value]) => [name, faulty.has(name) ? unknown : value]));
}

function unasked({ run }: Context, owner: string): Finding[] {
	const line = "The account was not asked (aiccs:offlinePreview): names held there and adoptions are unchecked.";
	return run.isFirst("offline preview", owner) ? [note("", line)] : [];
}

function declaredTwice({ run }: Context, owner: string, { taskName }: Definition): Finding[] {
	if (typeof taskName !== "string") return [];
	const { same, alike } = run.claimName(taskName.trim(), owner);
	return [...(same.length === 0 ? [] : [nameDeclaredTwice(same)]), ...(alike.length === 0 ? [] : [nameAlike(alike)])];
}

/** A replacement under the same name needs the old task to give it up. */
function keptName(before: Definition | undefined, news: Definition, isReplaced: boolean): Finding[] {
	if (before === undefined || differs(before, news, "taskName") || !keepsName(before)) return [];
	const replaces = ([name, { change }]: [Property, Field]) => change === "replaces" && differs(before, news, name);
	return isReplaced || [...properties].some(replaces) ? [nameKeptByOld()] : [];
}

function keepsName({ onDestroy }: Definition): boolean {
	return onDestroy === "stop" || onDestroy === "leave";
}

function nameKeptByOld(): Finding {
	const problem = "makes the old task keep its name, and this change replaces the task under the same name.";
	const fix =
		'Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.';
	return error("onDestroy", problem, fix);
}

interface SoundRequest extends CheckRequest {
	/** The inputs in the state, also of a resource that is replaced, as far as the engine told them. */
	readonly before: Definition | undefined;
}

async function aboutTheAccount(context: Context, request: SoundRequest): Promise<Finding[]> {
	const { owner, olds, before, news } = request;
	const { adoptTaskId } = news;
	const isAdoption =
		olds === undefined && typeof adoptTaskId === "string" && !context.run.hasAdopted(adoptTaskId, owner);
	const isNamed = olds === undefined || differs(olds, news, "taskName");
	const ifReplaced = ({ status, definition }: ObservedTask) =>
		ifOwnIsReplaced(news, status, definition.taskName === news.taskName);
	return [
		...(isAdoption ? await adoptionFindings(context, owner, news, ifReplaced) : []),
		...(isNamed ? await nameFindings(context, request, isAdoption) : []),
		...(before === undefined ? [] : await effectOnTask(context, before, news, olds === undefined)),
	];
}

/** Who holds the name that a new or renamed task is to have. */
async function nameFindings(
	context: Context,
	{ owner, olds, news }: SoundRequest,
	isAdoption: boolean,
): Promise<Finding[]> {
	const { taskName, source, adoptTaskId } = news;
	if (typeof taskName !== "string" || taskName.trim() === "") return [];
	const holder = await context.account.holderOf(taskName, source === 1 ? 1 : 0);
	if (holder === undefined || context.run.isHeldBy(holder.TaskId, owner)) return [];
	if (isAdoption && holder.TaskId === adoptTaskId) return [];
	const ifOwn = ifOwnIsReplaced(news, statusOf(holder.Status), true);
	const creation = context.journal.creationOf(owner);
	if (creation !== undefined && cameOf(creation, holder)) return [orphanNote(creation, holder, news, ifOwn)];
	const isUntouched = olds === undefined && (await isUntouchedTwin(context, holder, news));
	return [nameTaken(holder, news, { isNew: olds === undefined, isUntouchedTwin: isUntouched, ifOwn })];
}

/**
 * What there is to say where the task turns out to be the resource's own: --replace and a taint replace it without a
 * diff, so that only the program can tell.
 */
function ifOwnIsReplaced(news: Definition, status: TaskStatus | undefined, staysName: boolean): Finding | undefined {
	return staysName && keepsName(news) ? nameKeptByOld() : effectOfReplacement(status, staysName)[0];
}

/** What becomes of the task that an interrupted run of this resource left. */
function orphanNote(creation: Creation, { TaskId, AgentId }: TaskRow, news: Definition, ifOwn?: Finding): Finding {
	const { agentId = AgentId, source = 0 } = creation;
	const isUsable =
		(!isKnown(news.agentId) || (agentId ?? news.agentId) === news.agentId) && source === (news.source ?? 0);
	const outcome = isUsable
		? "is taken over"
		: "is replaced: an update cannot change its agentId, applicationCode or source";
	const problem = `Task ${TaskId} was left by an interrupted run of this resource and ${outcome}.`;
	return note("", problem, "", { holder: { taskId: TaskId, report: "unlessOwn", ...(ifOwn && { ifOwn }) } });
}

/** True when the holder is defined as declared and nobody has imported a number: probably an orphan of our own. */
async function isUntouchedTwin(context: Context, holder: TaskRow, news: Definition): Promise<boolean> {
	const declared = AiCallTask.safeParse(definitionIn(news));
	return declared.success && holder.TotalCount === 0 && isTwin(context, holder.TaskId, declared.data);
}

/** What an update or a replacement will do to the task that exists. */
async function effectOnTask(
	context: Context,
	olds: Definition,
	news: Definition,
	isReplaced: boolean,
): Promise<Finding[]> {
	const changes = [...properties].flatMap(([name, { change, ours }]) =>
		!ours && differs(olds, news, name) ? [change] : [],
	);
	const { taskName, source } = olds;
	if ((changes.length === 0 && !isReplaced) || typeof taskName !== "string") return [];
	const row = await context.account.holderOf(taskName, source === 1 ? 1 : 0);
	const status = statusOf(row?.Status);
	if (isReplaced || changes.includes("replaces")) return effectOfReplacement(status, !differs(olds, news, "taskName"));
	if (!changes.includes("updates")) return [];
	if (status === "RUNNING") {
		return [warning("", "The campaign runs: this update stops it, changes it and starts it again.", "")];
	}
	if (status === "INIT" || status === "FAILED") {
		const problem = `The task is ${status}, and the service documents updates of stopped tasks only: it may refuse this one.`;
		return [warning("", problem, "Nothing is lost then; the message says what to do.")];
	}
	return [];
}

/** What a replacement does to the task that it replaces. */
function effectOfReplacement(status: TaskStatus | undefined, keepsName: boolean): Finding[] {
	if (status === "RUNNING") {
		const problem =
			"The campaign runs, and is replaced: the old task is stopped and its waiting numbers are cancelled. The new task has no numbers until they are imported.";
		return [warning("", problem, "")];
	}
	if (status === "INIT" && keepsName) {
		const problem =
			"The task is INIT (nothing called yet) and is replaced under the same name. The service may not rename an INIT task; then its name stays taken, the update fails and nothing is replaced.";
		return [warning("", problem, "To be sure, give the new task another taskName in the same change.")];
	}
	return [];
}

/** What keeps the whole program from being checked is said once, not for each resource. */
function aboutTheProgram({ run }: Context, { isPreview, owner }: CheckRequest, thrown: unknown): Finding[] {
	if (!(thrown instanceof ConfigurationError) && !isApiError(thrown)) throw thrown;
	if (isPreview && !run.isFirst("account unreachable", owner)) return [];
	const fix = isPreview ? "To preview without asking the account: pulumi config set aiccs:offlinePreview true" : "";
	return [error("", thrown.message, fix)];
}
