import { epochOf } from "../definition/kinds";
import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { mayBegin } from "../run/engine-gone";
import { isApiError, isRefusal } from "../service/api-error";
import { changeStatus } from "./change-status";
import { taskDefinition } from "./definition";
import type { AiCallTask, Property } from "./model";
import { nextMove } from "./next-move";
import { notShownOf } from "./not-shown";
import { fromRow, getTask, type ListedTask, type ObservedTask } from "./observe";
import { releases, suspensions } from "./recovery";
import { refusedUpdate } from "./refused-update";
import { releasedName } from "./released-definition";
import { sendUpdate, sendUpdateStoppingIfNeeded } from "./send-update";
import { type Move, moves } from "./status";
import { afterFailedUpdate, type SettingsInForce } from "./suspension";

export interface Goal {
	readonly taskId: string;
	/** The definition as the state knows it, for what the service does not read back. */
	readonly olds: Recorded<AiCallTask>;
	readonly news: AiCallTask;
	/** Properties that the service is known to show otherwise than they were sent. */
	readonly notShown?: ReadonlySet<Property>;
}

/** A task that has reached its goal. */
export interface Reconciled extends ListedTask {
	/** Properties that were sent and that the service shows otherwise. */
	readonly shownOtherwise: readonly Property[];
}

/** A task on its way to its goal. */
interface Reconciliation {
	readonly goal: Goal;
	readonly full: Recorded<AiCallTask>;
	task: ListedTask;
	/** Whether the task is to run in the end; `undefined` where that is left to the service. */
	wantsRunning: boolean | undefined;
	needsUpdate: boolean;
	settings: SettingsInForce;
	/** The task ran and was stopped, or was about to be: it has to run again. */
	interrupted: boolean;
	/** An earlier run stopped it. */
	readonly wasInterrupted: boolean;
	/** The move that is being made. */
	move: Move | undefined;
	readonly refused: Set<Move>;
}

/** More moves than any way from one situation to another takes. */
const mostMoves = 8;

/** Brings a task that exists to its definition: look, make one move, look again, until there is nothing left to do. */
export async function reconcile(context: Context, goal: Goal): Promise<Reconciled> {
	const reconciliation = start(context, goal, await getTask(context, goal.taskId));
	try {
		for (let left = mostMoves; ; left--) {
			reconciliation.move = nextMove({ ...reconciliation, status: reconciliation.task.status });
			if (reconciliation.move === undefined) break;
			if (left === 0) throw new Error(unsettled(goal.taskId));
			await makeMove(context, reconciliation, reconciliation.move);
		}
	} catch (error) {
		const hasToRun = reconciliation.interrupted && reconciliation.wantsRunning;
		throw hasToRun ? await afterFailedUpdate(context, { ...reconciliation, ...goal }, error) : error;
	}
	suspensions.settle(context, goal.taskId);
	const { taskId, notShown = new Set() } = goal;
	if (releases.get(context, taskId) !== undefined) bringBack(context, reconciliation);
	const shownOtherwise =
		reconciliation.settings === "new" ? await notShownOf(context, taskId, reconciliation.full, notShown) : [];
	return { ...reconciliation.task, shownOtherwise };
}

function unsettled(taskId: string): string {
	return `Task ${taskId} keeps changing status during the update; someone or something else is changing it. Run pulumi up again when that has stopped.`;
}

function start(context: Context, goal: Goal, task: ObservedTask): Reconciliation {
	const interrupted = isInterrupted(context, goal, task);
	const full = taskDefinition.fullDefinition(goal.olds, goal.news, task.definition);
	return {
		goal,
		full,
		task,
		wantsRunning: runGoal(context, goal.news, task, interrupted),
		needsUpdate: taskDefinition.outstanding(goal.olds, full, task.definition, goal.notShown).length > 0,
		settings: "old",
		interrupted,
		wasInterrupted: interrupted,
		move: undefined,
		refused: new Set(),
	};
}

/** True when an earlier run stopped the campaign, for an update or a removal, and so has to see that it runs again. */
function isInterrupted(context: Context, { taskId }: Goal, task: ObservedTask): boolean {
	// Once it is renamed its numbers may be cancelled: there is nothing to go on with.
	if (releases.get(context, taskId)?.ran && task.definition.taskName !== releasedName(taskId)) return true;
	const suspension = suspensions.get(context, taskId);
	if (suspension === undefined) return false;
	// Started since, and stopped again: by somebody else.
	const [before, now] = [suspension.startedAt, task.progress.realStartTime];
	return task.status !== "STOPPED" || before === undefined || now === undefined || before === now;
}

function runGoal(
	{ now }: Context,
	{ runState, startType, taskStartTime }: AiCallTask,
	{ status }: ListedTask,
	interrupted: boolean,
): boolean | undefined {
	const startsLater = startType === "SCHEDULE" && epochOf(taskStartTime ?? 0) > now();
	if (runState === "running") return status === "INIT" && startsLater ? undefined : true;
	if (runState === "stopped") return false;
	if (status === "RUNNING" || interrupted) return true;
	// Should an update start a task by itself that did not run, it is stopped again.
	return status === "INIT" ? undefined : false;
}

async function makeMove(context: Context, reconciliation: Reconciliation, move: Move): Promise<void> {
	if (move === "update") return update(context, reconciliation);
	const { task, goal } = reconciliation;
	if (move === "stop" && reconciliation.wantsRunning) {
		mayBegin(context);
		suspensions.record(context, goal.taskId, { startedAt: task.progress.realStartTime });
		context.log(`Task ${goal.taskId} is running: stopping it for the update.`);
		reconciliation.interrupted = true;
	}
	try {
		const changed = await changeStatus(context, task, move);
		reconciliation.task = changed;
		if (move === "stop" && changed.isOthersDoing && !reconciliation.wasInterrupted)
			leaveStopped(context, reconciliation);
	} catch (error) {
		const isOnlyTried = task.status === "INIT" && moves.INIT[move] === "open";
		if (!isOnlyTried || !isRefusal(error)) throw error;
		reconciliation.refused.add(move);
		context.log(
			`Task ${goal.taskId} has not started (INIT), and the service does not ${move} such a task: ${move === "start" ? "it starts by itself once numbers are imported" : "once it is running, pulumi up --refresh stops it"}.`,
		);
		return;
	}
	if (move === "start" && reconciliation.interrupted)
		context.log(`Task ${goal.taskId} is running again with its ${reconciliation.settings} settings.`);
}

/** The program has a task again that an interrupted run began to release. */
function bringBack(context: Context, { goal: { taskId }, wantsRunning }: Reconciliation): void {
	releases.settle(context, taskId);
	if (!wantsRunning)
		context.log(
			`An interrupted run had begun to release task ${taskId}. It has its name and settings again, but is not running, and numbers that were waiting may be cancelled.`,
		);
}

/** Somebody stopped the campaign a moment before the update would have: it is not started again for them. */
function leaveStopped(context: Context, reconciliation: Reconciliation): void {
	const { goal, task } = reconciliation;
	reconciliation.interrupted = false;
	reconciliation.wantsRunning = runGoal(context, goal.news, task, false);
	suspensions.settle(context, goal.taskId);
	if (!reconciliation.wantsRunning)
		context.log(`Task ${goal.taskId} was stopped by somebody else during the update and stays stopped.`);
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
	reconciliation.task = await currentStatus(context, reconciliation);
}

/** Sends the update; a task that does not run, and is not to, may be stopped for it where the service insists. */
async function send(context: Context, { goal, task, full, wantsRunning }: Reconciliation): Promise<void> {
	const mayStop = task.status === "FAILED" || (task.status === "INIT" && wantsRunning !== undefined);
	if (mayStop) return sendUpdateStoppingIfNeeded(context, task, full);
	return sendUpdate(context, goal.taskId, full);
}

/** True when the task has another status than it had: it began to run in the meantime, perhaps. */
async function statusChanged(context: Context, reconciliation: Reconciliation): Promise<boolean> {
	const before = reconciliation.task.status;
	reconciliation.task = await currentStatus(context, reconciliation);
	if (reconciliation.task.status === before) return false;
	if (reconciliation.wantsRunning !== true)
		reconciliation.wantsRunning = runGoal(
			context,
			reconciliation.goal.news,
			reconciliation.task,
			reconciliation.interrupted,
		);
	return true;
}

async function currentStatus({ account }: Context, { goal }: Reconciliation): Promise<ListedTask> {
	return fromRow(goal.taskId, await account.freshRowOf(goal.taskId));
}
