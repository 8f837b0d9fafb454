import type { Definition } from "../definition/check";
import { fullDefinition, outstanding } from "../definition/difference";
import { epochOf } from "../definition/kinds";
import type { Context } from "../run/context";
import { mayBegin } from "../run/engine-gone";
import { isApiError, isRefusal } from "../service/api-error";
import { changeStatus } from "./change-status";
import type { AiCallTask, Property } from "./model";
import { nextMove } from "./next-move";
import { notShownOf } from "./not-shown";
import { type ListedTask, listed, mustObserve, type ObservedTask } from "./observe";
import { releases, suspensions } from "./recovery";
import { refusedUpdate } from "./refused-update";
import { releasedName } from "./released-definition";
import { updateTask, updateTaskThatMayStop } from "./send-update";
import { type Move, moves } from "./status";
import { afterInterruption, type Settings } from "./suspension";

export interface Goal {
	readonly taskId: string;
	/** The definition as the state knows it, for what the service does not read back. */
	readonly olds: Definition;
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
interface Course {
	readonly goal: Goal;
	readonly full: Partial<AiCallTask>;
	task: ListedTask;
	/** Whether the task is to run in the end; `undefined` where that is left to the service. */
	wantsRunning: boolean | undefined;
	needsUpdate: boolean;
	settings: Settings;
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
	const course = begin(context, goal, await mustObserve(context, goal.taskId));
	try {
		for (let left = mostMoves; ; left--) {
			course.move = nextMove({ ...course, status: course.task.status });
			if (course.move === undefined) break;
			if (left === 0) throw new Error(unsettled(goal.taskId));
			await make(context, course, course.move);
		}
	} catch (error) {
		const hasToRun = course.interrupted && course.wantsRunning;
		throw hasToRun ? await afterInterruption(context, { ...course, ...goal }, error) : error;
	}
	suspensions.settle(context, goal.taskId);
	const { taskId, notShown = new Set() } = goal;
	if (releases.get(context, taskId) !== undefined) bringBack(context, course);
	const shownOtherwise = course.settings === "new" ? await notShownOf(context, taskId, course.full, notShown) : [];
	return { ...course.task, shownOtherwise };
}

function unsettled(taskId: string): string {
	return `Task ${taskId} keeps changing status during the update; someone or something else is changing it. Run pulumi up again when that has stopped.`;
}

function begin(context: Context, goal: Goal, task: ObservedTask): Course {
	const interrupted = isInterrupted(context, goal, task);
	const full = fullDefinition(goal.olds, goal.news, task.definition);
	return {
		goal,
		full,
		task,
		wantsRunning: runGoal(context, goal.news, task, interrupted),
		needsUpdate: outstanding(goal.olds, full, task.definition, goal.notShown).length > 0,
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

async function make(context: Context, course: Course, move: Move): Promise<void> {
	if (move === "update") return update(context, course);
	const { task, goal } = course;
	if (move === "stop" && course.wantsRunning) {
		mayBegin(context);
		suspensions.record(context, goal.taskId, { startedAt: task.progress.realStartTime });
		context.log(`Task ${goal.taskId} is running: stopping it for the update.`);
		course.interrupted = true;
	}
	try {
		const changed = await changeStatus(context, task, move);
		course.task = changed;
		if (move === "stop" && changed.isOthersDoing && !course.wasInterrupted) leaveStopped(context, course);
	} catch (error) {
		const isOnlyTried = task.status === "INIT" && moves.INIT[move] === "open";
		if (!isOnlyTried || !isRefusal(error)) throw error;
		course.refused.add(move);
		context.log(
			`Task ${goal.taskId} has not started (INIT), and the service does not ${move} such a task: ${move === "start" ? "it starts by itself once numbers are imported" : "once it is running, pulumi up --refresh stops it"}.`,
		);
		return;
	}
	if (move === "start" && course.interrupted)
		context.log(`Task ${goal.taskId} is running again with its ${course.settings} settings.`);
}

/** The program has a task again that an interrupted run began to release. */
function bringBack(context: Context, { goal: { taskId }, wantsRunning }: Course): void {
	releases.settle(context, taskId);
	if (!wantsRunning)
		context.log(
			`An interrupted run had begun to release task ${taskId}. It has its name and settings again, but is not running, and numbers that were waiting may be cancelled.`,
		);
}

/** Somebody stopped the campaign a moment before the update would have: it is not started again for them. */
function leaveStopped(context: Context, course: Course): void {
	const { goal, task } = course;
	course.interrupted = false;
	course.wantsRunning = runGoal(context, goal.news, task, false);
	suspensions.settle(context, goal.taskId);
	if (!course.wantsRunning)
		context.log(`Task ${goal.taskId} was stopped by somebody else during the update and stays stopped.`);
}

async function update(context: Context, course: Course): Promise<void> {
	try {
		await send(context, course);
	} catch (error) {
		if (isApiError(error) && !error.provesNotDone) course.settings = "old or new";
		if (!isRefusal(error)) throw error;
		if (await hasMoved(context, course)) return;
		throw refusedUpdate(error, course.task, course.full, context.now());
	}
	course.settings = "new";
	course.needsUpdate = false;
	course.task = await seenNow(context, course);
}

/** Sends the update; a task that does not run, and is not to, may be stopped for it where the service insists. */
async function send(context: Context, { goal, task, full, wantsRunning }: Course): Promise<void> {
	const mayStop = task.status === "FAILED" || (task.status === "INIT" && wantsRunning !== undefined);
	if (mayStop) return updateTaskThatMayStop(context, task, full);
	return updateTask(context, goal.taskId, full);
}

/** True when the task has another status than it had: it began to run in the meantime, perhaps. */
async function hasMoved(context: Context, course: Course): Promise<boolean> {
	const before = course.task.status;
	course.task = await seenNow(context, course);
	if (course.task.status === before) return false;
	if (course.wantsRunning !== true)
		course.wantsRunning = runGoal(context, course.goal.news, course.task, course.interrupted);
	return true;
}

async function seenNow({ account }: Context, { goal }: Course): Promise<ListedTask> {
	return listed(goal.taskId, await account.freshRowOf(goal.taskId));
}
