import { checkDefinition, type Definition } from "../definition/check";
import { differs } from "../definition/difference";
import { error, type Finding, note, warning } from "../definition/finding";
import { isKnown, unknown } from "../definition/unknown";
import type { Context } from "../run/context";
import { type OwnerUrn, ownerKeyOf } from "../run/owner";
import { isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";
import type { TaskRow } from "../service/operations";
import { adoptionFindings, interruptionOf, mayBeRefused } from "./adoption";
import { isRetained } from "./delete";
import { AiCallTask, properties } from "./model";
import { nameAlike, nameDeclaredTwice, nameTaken } from "./names";
import { cameOf, isOrphanUsable } from "./orphan";
import { definitionIn } from "./outputs";
import { type Creation, creations } from "./recovery";
import { isTwin } from "./send-creation";
import { statusOf, type TaskStatus } from "./status";

export interface CheckRequest {
	readonly owner: OwnerUrn;
	/** The inputs in the state; `undefined` for a resource that is going to be created, or replaced. */
	readonly olds?: Definition | undefined;
	readonly news: Definition;
	readonly isPreview: boolean;
}

/** A check of a resource that is being replaced comes without the inputs in the state, behind one with them. */
interface Replacing extends CheckRequest {
	readonly replaced: Definition | undefined;
}

/**
 * Everything that a user should know before anything is sent. The account is asked in previews only: in an update an
 * own task that is being replaced still holds its name at this point, and the creation looks for itself.
 */
export async function check(context: Context, request: CheckRequest): Promise<Finding[]> {
	const { news, olds, owner } = request;
	const isNew = olds === undefined;
	context.run.declare(owner, isNew);
	const replaced = context.run.replacedBy(owner, olds);
	const local = checkDefinition(news, { now: context.now(), isNew: isNew && news.adoptTaskId === undefined });
	const isChanged = isNew || [...properties.keys()].some((property) => differs(olds, news, property));
	// Warnings about what has been so before would be said at every run.
	const findings = [...local, ...declaredTwice(context, owner, news), ...keptName({ olds, news, replaced })].filter(
		({ severity }) => severity === "error" || isChanged,
	);
	if (!isChanged) return findings;
	try {
		const { offlinePreview } = context.settings();
		if (!request.isPreview) return findings;
		const sound = { ...request, news: withoutFaults(news, findings), replaced };
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
function keptName({ olds, news, replaced }: Pick<Replacing, "olds" | "news" | "replaced">): Finding[] {
	const before = olds ?? replaced;
	if (before === undefined || differs(before, news, "taskName") || !isRetained(before)) return [];
	const isReplaced = [...properties].some(([name, { change }]) => change === "replaces" && differs(before, news, name));
	return isReplaced || replaced !== undefined ? [keepsName] : [];
}

const keepsName = error(
	"onDestroy",
	"makes the old task keep its name, and this update replaces the task under the same name.",
	'Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.',
);

async function aboutTheAccount(context: Context, request: Replacing): Promise<Finding[]> {
	const { owner, olds, news } = request;
	const { adoptTaskId } = news;
	// A replacement adopts neither the task that it replaces nor one that was adopted and replaced before.
	const adopts =
		olds === undefined &&
		typeof adoptTaskId === "string" &&
		!context.run.isHeldBy(adoptTaskId, owner) &&
		!context.run.hasAdopted(adoptTaskId, owner);
	const adoption = adopts ? await adoptionFindings(context, owner, news, (status) => effectIfOwn(status, news)) : [];
	const isNamed = olds === undefined || differs(olds, news, "taskName");
	const names = isNamed ? await nameFindings(context, request, adopts) : [];
	return [...adoption, ...names, ...(await effectOnTask(context, request))];
}

/** --replace and a taint replace a task without a diff: only the program can tell that the task is its own. */
function effectIfOwn(status: TaskStatus | undefined, news: Definition): Finding | undefined {
	return isRetained(news) ? keepsName : effectOfReplacement(status, { isNameKept: true })[0];
}

/** Who holds the name that a new or renamed task is to have. */
async function nameFindings(
	context: Context,
	{ owner, olds, news }: CheckRequest,
	adopts: boolean,
): Promise<Finding[]> {
	const { taskName, source, adoptTaskId } = news;
	if (typeof taskName !== "string" || taskName.trim() === "") return [];
	const holder = await context.account.holderOf(taskName, source === 1 ? 1 : 0);
	if (holder === undefined || context.run.isHeldBy(holder.TaskId, owner)) return [];
	if (adopts && holder.TaskId === adoptTaskId) return [];
	const ifOwn = effectIfOwn(statusOf(holder.Status), news);
	const creation = creations.get(context, ownerKeyOf(owner));
	if (creation !== undefined && cameOf(creation, holder)) return [orphanFinding(creation, holder, news, ifOwn)];
	const hasTask = olds !== undefined;
	const isTwin = !hasTask && (await isUntouchedTwin(context, holder, news));
	return [nameTaken({ holder, declared: news, hasTask, isUntouchedTwin: isTwin, ifOwn })];
}

/** What becomes of the task that an interrupted run of this resource left. */
function orphanFinding(creation: Creation, { TaskId, AgentId, Status }: TaskRow, news: Definition, ifOwn?: Finding) {
	const more = { holder: { taskId: TaskId, report: "ifStrangers", ...(ifOwn && { ifOwn }) } } as const;
	const left = `Task ${TaskId} was left by an interrupted run of this resource`;
	const known = Object.fromEntries(Object.entries(news).filter(([, value]) => isKnown(value))) as Partial<AiCallTask>;
	const shown = AgentId ? { agentId: AgentId } : {};
	if (isOrphanUsable({ ...creation, taskId: TaskId }, shown, known))
		return note("", `${left} and is taken over.`, "", more);
	const isAnother = known.adoptTaskId !== undefined && known.adoptTaskId !== TaskId;
	const outcome = isAnother
		? "and has to be released: adoptTaskId names another one."
		: "and has to be replaced: an update cannot change its agentId, applicationCode or source.";
	if (statusOf(Status) !== "INIT") return note("", `${left} ${outcome}`, "", more);
	return warning("", `${left} ${outcome} ${mayKeepName}, and the update fails.`, anotherName, more);
}

/** True when the holder is defined as declared and nobody has imported a number: probably an orphan of our own. */
async function isUntouchedTwin(context: Context, holder: TaskRow, news: Definition): Promise<boolean> {
	const declared = AiCallTask.safeParse(definitionIn(news));
	return declared.success && holder.TotalCount === 0 && isTwin(context, holder.TaskId, declared.data);
}

/** What an update or a replacement will do to the task that exists. */
async function effectOnTask(context: Context, { olds, news, replaced }: Replacing): Promise<Finding[]> {
	const before = olds ?? replaced;
	if (before === undefined) return [];
	const changes = [...properties].flatMap(([name, { change, ours }]) =>
		!ours && differs(before, news, name) ? [change] : [],
	);
	const isReplaced = replaced !== undefined || changes.includes("replaces");
	const { taskName, source, onDestroy } = before;
	if ((changes.length === 0 && !isReplaced) || typeof taskName !== "string") return [];
	const row = await context.account.holderOf(taskName, source === 1 ? 1 : 0);
	const status = statusOf(row?.Status);
	if (isReplaced) {
		const isNameKept = !differs(before, news, "taskName");
		// It is not replaced then.
		if (isNameKept && isRetained(before)) return [];
		return effectOfReplacement(status, { isNameKept, onDestroy });
	}
	if (!changes.includes("updates")) return [];
	if (status === "RUNNING") return [warning("", interruptionOf(news), "")];
	return status === "INIT" || status === "FAILED" ? [mayBeRefused(status)] : [];
}

/** What a replacement does to the task that it replaces. */
function effectOfReplacement(
	status: TaskStatus | undefined,
	{ isNameKept, onDestroy }: { isNameKept: boolean; onDestroy?: unknown },
): Finding[] {
	if (status === "RUNNING") {
		const fate = fates.get(onDestroy) ?? "is stopped and its waiting numbers are cancelled";
		const problem = `The campaign is running and is replaced: the old task ${fate}. The new task has no numbers until they are imported.`;
		return [warning("", problem, "")];
	}
	if (status === "INIT" && isNameKept) {
		const problem = `The task is INIT (nothing called yet) and is replaced under the same name. ${mayKeepName}, the update fails and nothing is replaced.`;
		return [warning("", problem, anotherName)];
	}
	return [];
}

/** What becomes of a running campaign that is replaced, by `onDestroy`. */
const fates = new Map<unknown, string>([
	["stop", 'is stopped and keeps its name and numbers (onDestroy: "stop")'],
	["leave", 'goes on calling (onDestroy: "leave")'],
]);
const mayKeepName = "The service may not rename an INIT task; then its name stays taken";
const anotherName = "To be sure, give the new task another taskName in the same change.";

/** What keeps the whole program from being checked is said once, not for each resource. */
function aboutTheProgram({ run }: Context, { isPreview, owner }: CheckRequest, thrown: unknown): Finding[] {
	if (!(thrown instanceof ConfigurationError) && !isApiError(thrown)) throw thrown;
	if (isPreview && !run.isFirst("account unreachable", owner)) return [];
	const fix = isPreview ? "To preview without asking the account: pulumi config set aiccs:offlinePreview true" : "";
	return [error("", thrown.message, fix)];
}
