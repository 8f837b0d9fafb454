import { counted } from "../definition/counted";
import { epochOf } from "../definition/kinds";
import { type Checked, knownPart, type Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { assertMayLaunch, isWithinLimit, type Launch } from "../run/launch";
import type { Declared } from "../run/resource";
import { queryAiCallDetailPage, type TaskRow } from "../service/operations";
import { adopts } from "./adoption";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { isMoved } from "./moved";
import { currentTask, fromRow, type TaskSummary } from "./observe";
import { isOrphanOf } from "./orphan";
import { creations } from "./recovery";
import { isSuspended } from "./suspension";

type DeclaredTask = Declared<AiCallTask>;

/** How a campaign begins, in which people wait: it is started, or changed before it starts. */
type Beginning = "starts" | "changes";

/** The campaign that an update of a declared task begins. */
export async function launchOfTask(context: Context, declared: DeclaredTask): Promise<Launch | undefined> {
	const { news, olds } = declared;
	// A new task has no one.
	if (olds !== undefined && isReplaced(context, olds, news)) return undefined;
	if (news.runState !== "running" && olds !== undefined && !isSentOtherwise(declared)) return undefined;
	const row = await existingRow(context, declared);
	if (row === undefined) return undefined;
	const task = fromRow(row.TaskId, row);
	if (task.status === "RUNNING" || isSuspended(context, task, row.TaskName)) return undefined;
	const starts = news.runState === "running" && !(task.status === "INIT" && startsLater(context, news));
	if (!starts && task.status !== "INIT") return undefined;
	const people = await waitingIn(context, task.taskId);
	if (isWithinLimit(context, people)) return undefined;
	if (starts) return launchOf(task.taskId, news, "starts", people);
	return (await needsUpdate(context, declared, task)) ? launchOf(task.taskId, news, "changes", people) : undefined;
}

function isReplaced(context: Context, olds: Recorded<AiCallTask>, news: Checked<AiCallTask>): boolean {
	const { replacing } = taskDefinition.difference(olds, news);
	return replacing.some((name) => name !== "account" || isMoved(context, olds, news));
}

/** Throws if so many people wait in a task that a confirmation is needed, and there is none. */
export async function assertMayBegin(
	context: Context,
	{ taskId }: TaskSummary,
	news: AiCallTask,
	beginning: Beginning,
): Promise<void> {
	if (context.settings().launchLimit === undefined) return;
	const people = await waitingIn(context, taskId);
	if (isWithinLimit(context, people)) return;
	const state = beginning === "starts" ? "The task was not started" : "Nothing was sent";
	await assertMayLaunch(context, launchOf(taskId, news, beginning, people), state);
}

function launchOf(taskId: string, news: Checked<AiCallTask>, beginning: Beginning, people: number): Launch {
	const waiting = `in which ${counted(people, "person waits", "people wait")}`;
	return {
		launcher: taskId,
		people,
		atMost: people,
		does:
			beginning === "starts"
				? `starts task ${taskId}, ${waiting}`
				: `changes task ${taskId} before it starts, ${waiting}`,
		covers: `task ${taskId} as the program declares it, and up to ${counted(people, "person", "people")}`,
		async content() {
			const meaning = taskDefinition.meaning(news);
			return meaning === undefined ? undefined : ["start", taskId, meaning];
		},
	};
}

/** True if the program declares otherwise what an update sends. */
function isSentOtherwise({ olds = {}, news }: DeclaredTask): boolean {
	return [...taskDefinition.properties].some(
		([name, { change, ours }]) => change === "updates" && !ours && taskDefinition.differs(olds, news, name),
	);
}

async function needsUpdate(context: Context, declared: DeclaredTask, { taskId }: TaskSummary): Promise<boolean> {
	if (declared.olds !== undefined) return isSentOtherwise(declared);
	const { definition = {} } = (await currentTask(context, taskId)) ?? {};
	return taskDefinition.outstanding({}, knownPart(declared.news), definition).length > 0;
}

/** The task of the resource, the one that it adopts, or the one that an interrupted run has left. */
async function existingRow(context: Context, declared: DeclaredTask): Promise<TaskRow | undefined> {
	const { owner, olds, news } = declared;
	const { account } = context;
	if (olds?.taskName !== undefined) return account.holderOf(olds.taskName, olds.source);
	if (adopts(context, declared)) return account.rowOf(String(news.adoptTaskId), news.source);
	const creation = creations.get(context, owner);
	if (creation === undefined || typeof news.taskName !== "string") return undefined;
	const holder = await account.holderOf(news.taskName, news.source);
	return holder !== undefined && isOrphanOf(creation, holder) ? holder : undefined;
}

/** True for a task that the service starts at its time. */
export function startsLater(
	{ now }: Pick<Context, "now">,
	{ startType, taskStartTime }: Pick<Checked<AiCallTask>, "startType" | "taskStartTime">,
): boolean {
	const isMoment = typeof taskStartTime === "string" || typeof taskStartTime === "number";
	return startType === "SCHEDULE" && isMoment && epochOf(taskStartTime) > now();
}

/** How many numbers of a task wait to be called, or to be called again. */
async function waitingIn({ api, claims }: Context, TaskId: string): Promise<number> {
	if (claims.wasCreated(TaskId)) return 0;
	const { List, Total } = await api.call(queryAiCallDetailPage, { TaskId, Status: "0", PageNo: "1", PageSize: "1" });
	return Math.max(Total ?? 0, List?.length ?? 0);
}
