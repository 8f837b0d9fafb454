import type { Recorded } from "../definition/values";
import { assertEngineAlive } from "../run/assert-engine-alive";
import type { Context } from "../run/context";
import { isApiError, isRefusal } from "../service/api-error";
import { changeStatus } from "./change-status";
import { taskDefinition } from "./definition";
import { assertMayBegin, startsLater } from "./launch";
import type { AiCallTask, Property } from "./model";
import { nextMove } from "./next-move";
import { notShownOf } from "./not-shown";
import { currentSummary, type ExistingTask, getTask, type TaskSummary } from "./observe";
import { releases, suspensions } from "./recovery";
import { refusedUpdate } from "./refused-update";
import { sendUpdate, sendUpdateStoppingIfNeeded } from "./send-update";
import { type Move, moves } from "./status";
import { afterFailedUpdate, isSuspended, type SettingsInForce } from "./suspension";

export interface Goal {
	readonly taskId: string;
	/** The definition in the state, for what the service does not read back. */
	readonly olds: Recorded<AiCallTask>;
	readonly news: AiCallTask;
	/** Properties for which the service is known to show another value than was sent. */
	readonly notShown?: ReadonlySet<Property>;
}

/** A task that has reached its goal. */
export interface Reconciled extends TaskSummary {
	/** Properties for which the service shows another value than was sent. */
	readonly shownOtherwise: readonly Property[];
}

/** A task on its way to its goal. */
interface Reconciliation {
	readonly goal: Goal;
	/** The whole definition that an update sends. */
	readonly full: Recorded<AiCallTask>;
	task: TaskSummary;
	/** Whether the task should run in the end; `undefined` if that is left to the service. */
	wantsRunning: boolean | undefined;
	needsUpdate: boolean;
	settings: SettingsInForce;
	/** The campaign was running and is stopped for the update, now or by an earlier run: it must run again. */
	isSuspended: boolean;
	/** An earlier run suspended it. */
	readonly wasSuspended: boolean;
	/** The move that is being made. */
	move: Move | undefined;
	readonly refused: Set<Move>;
}

/** More moves than any update needs. */
const maxMoves = 8;

/** Brings an existing task to its definition: reads it, makes one move, reads it again, until no move is left. */
export async function reconcile(context: Context, goal: Goal): Promise<Reconciled> {
	const reconciliation = start(context, goal, await getTask(context, goal.taskId));
	try {
		for (let left = maxMoves; ; left--) {
			reconciliation.move = nextMove({ ...reconciliation, status: reconciliation.task.status });
			if (reconciliation.move === undefined) break;
			if (left === 0) throw new Error(unsettled(goal.taskId));
			await assertMayMove(context, reconciliation, reconciliation.move);
			await makeMove(context, reconciliation, reconciliation.move);
		}
	} catch (error) {
		const mustRun = reconciliation.isSuspended && reconciliation.wantsRunning;
		throw mustRun ? await afterFailedUpdate(context, { ...reconciliation, ...goal }, error) : error;
	}
	suspensions.settle(context, goal.taskId);
	const { taskId, notShown = new Set() } = goal;
	if (releases.get(context, taskId) !== undefined) undoRelease(context, reconciliation);
	const shownOtherwise =
		reconciliation.settings === "new" ? await notShownOf(context, taskId, reconciliation.full, notShown) : [];
	return { ...reconciliation.task, shownOtherwise };
}

function unsettled(taskId: string): string {
	return `Task ${taskId} keeps changing status during the update; someone or something else is changing it. Run pulumi up again when that has stopped.`;
}

function start(context: Context, goal: Goal, task: ExistingTask): Reconciliation {
	const wasSuspended = isSuspended(context, task, task.definition.taskName);
	const full = taskDefinition.fullDefinition(goal.olds, goal.news, task.definition);
	return {
		goal,
		full,
		task,
		wantsRunning: runGoal(context, goal.news, task, wasSuspended),
		needsUpdate: taskDefinition.outstanding(goal.olds, full, task.definition, goal.notShown).length > 0,
		settings: "old",
		isSuspended: wasSuspended,
		wasSuspended,
		move: undefined,
		refused: new Set(),
	};
}

function runGoal(
	context: Context,
	news: AiCallTask,
	{ status }: TaskSummary,
	mustRunAgain: boolean,
): boolean | undefined {
	if (news.runState === "running") return status === "INIT" && startsLater(context, news) ? undefined : true;
	if (news.runState === "stopped") return false;
	if (status === "RUNNING" || mustRunAgain) return true;
	// If the update starts a task that did not run, it is stopped again.
	return status === "INIT" ? undefined : false;
}

/** Throws if a move begins the campaign of more people than may be called without a confirmation. */
async function assertMayMove(context: Context, { task, goal, isSuspended }: Reconciliation, move: Move): Promise<void> {
	if (isSuspended) return;
	if (move === "start") await assertMayBegin(context, task, goal.news, "starts");
	// An update may start the task.
	if (move === "update" && task.status === "INIT") await assertMayBegin(context, task, goal.news, "changes");
}

async function makeMove(context: Context, reconciliation: Reconciliation, move: Move): Promise<void> {
	if (move === "update") return update(context, reconciliation);
	const { task, goal } = reconciliation;
	if (move === "stop" && reconciliation.wantsRunning) {
		assertEngineAlive(context);
		suspensions.record(context, goal.taskId, { startedAt: task.progress.realStartTime });
		context.log(`Task ${goal.taskId} is running: stopping it for the update.`);
		reconciliation.isSuspended = true;
	}
	try {
		const changed = await changeStatus(context, task, move);
		reconciliation.task = changed;
		if (move === "stop" && changed.changedByOthers && !reconciliation.wasSuspended)
			keepStopped(context, reconciliation);
	} catch (error) {
		const isOnlyTried = task.status === "INIT" && moves.INIT[move] === "open";
		if (!isOnlyTried || !isRefusal(error)) throw error;
		reconciliation.refused.add(move);
		context.log(
			`Task ${goal.taskId} has not started (INIT), and the service does not ${move} such a task: ${move === "start" ? "it starts once numbers are imported" : "once it is running, pulumi up --refresh stops it"}.`,
		);
		return;
	}
	if (move === "start" && reconciliation.isSuspended)
		context.log(`Task ${goal.taskId} is running again with its ${reconciliation.settings} settings.`);
}

/** The program declares a task again that an interrupted run began to release. */
function undoRelease(context: Context, { goal: { taskId }, wantsRunning }: Reconciliation): void {
	releases.settle(context, taskId);
	if (!wantsRunning)
		context.log(
			`An interrupted run began to release task ${taskId}. The task has its name and settings again, but is not running, and its waiting numbers may have been cancelled.`,
		);
}

/** Someone stopped the campaign just before the update would have, so it is not started again. */
function keepStopped(context: Context, reconciliation: Reconciliation): void {
	const { goal, task } = reconciliation;
	reconciliation.isSuspended = false;
	reconciliation.wantsRunning = runGoal(context, goal.news, task, false);
	suspensions.settle(context, goal.taskId);
	if (!reconciliation.wantsRunning)
		context.log(`Task ${goal.taskId} was stopped by someone else during the update and stays stopped.`);
}

async function update(context: Context, reconciliation: Reconciliation): Promise<void> {
	try {
		await send(context, reconciliation);
	} catch (error) {
		if (isApiError(error) && !error.provesNotDone) reconciliation.settings = "old or new";
		if (!isRefusal(error)) throw error;
		if (await statusChanged(context, reconciliation)) return;
		throw refusedUpdate(error, reconciliation.task, reconciliation.full, context.now());
	}
	reconciliation.settings = "new";
	reconciliation.needsUpdate = false;
	reconciliation.task = await currentSummary(context, reconciliation.goal.taskId);
}

/** Sends the update. A FAILED task, or an INIT one whose run state is decided, is stopped for it if necessary. */
async function send(context: Context, { goal, task, full, wantsRunning }: Reconciliation): Promise<void> {
	const mayStop = task.status === "FAILED" || (task.status === "INIT" && wantsRunning !== undefined);
	if (mayStop) return sendUpdateStoppingIfNeeded(context, task, full);
	return sendUpdate(context, goal.taskId, full);
}

/** Reads the status again. True if it has changed: the task may have started in the meantime. */
async function statusChanged(context: Context, reconciliation: Reconciliation): Promise<boolean> {
	const before = reconciliation.task.status;
	reconciliation.task = await currentSummary(context, reconciliation.goal.taskId);
	if (reconciliation.task.status === before) return false;
	if (reconciliation.wantsRunning !== true)
		reconciliation.wantsRunning = runGoal(
			context,
			reconciliation.goal.news,
			reconciliation.task,
			reconciliation.isSuspended,
		);
	return true;
}
