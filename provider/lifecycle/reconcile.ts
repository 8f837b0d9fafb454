import { isApiError } from "../api/api-error";
import { updateAiCallTask } from "../api/operations";
import { updateParameters } from "../api/wire";
import type { AiCallTask } from "../model/ai-call-task";
import type { Definition } from "../model/check-definition";
import { epochOf } from "../model/kinds";
import { type Move, moves } from "../model/task-status";
import { fullDefinition, outstanding } from "../plan/difference";
import { nextMove } from "../plan/next-move";
import { changeStatus } from "./change-status";
import type { Context } from "./context";
import type { ObservedTask } from "./observe-task";
import { mustObserve } from "./wait-for-status";

export interface Goal {
	readonly taskId: string;
	readonly owner: string;
	/** The definition as the state knows it, for what the service does not read back. */
	readonly olds: Definition;
	readonly news: AiCallTask;
}

/** More moves than any way from one situation to another takes. */
const mostMoves = 6;

/** Brings a task that exists to its definition: look, make one move, look again, until there is nothing left to do. */
export async function reconcile(context: Context, goal: Goal): Promise<ObservedTask> {
	let task = await mustObserve(context, goal.taskId);
	const wasInterrupted = context.journal.of(goal.owner)?.intent === "interrupting";
	const wantsRunning = runGoal(context, goal, task, wasInterrupted);
	const full = fullDefinition(goal.olds, goal.news, task.definition);
	let needsUpdate = outstanding(goal.olds, full, task.definition).length > 0;
	const refused = new Set<Move>();
	for (let made = 0; made < mostMoves; made++) {
		const move = nextMove({ status: task.status, needsUpdate, wantsRunning, refused });
		if (move === undefined) break;
		const next = await make(context, { ...goal, task, move, full, restart: wantsRunning === true });
		if (next === undefined) refused.add(move);
		else task = next;
		if (move === "update") needsUpdate = false;
	}
	context.journal.settle(goal.owner);
	return task;
}

/** Whether the task is to run in the end; `undefined` where that is left to the service. */
function runGoal(context: Context, { news }: Goal, task: ObservedTask, wasInterrupted: boolean): boolean | undefined {
	const startsLater = news.startType === "SCHEDULE" && epochOf(news.taskStartTime ?? 0) > context.now();
	if (news.runState === "running") return task.status === "INIT" && startsLater ? undefined : true;
	if (news.runState === "stopped") return false;
	if (task.status === "RUNNING" || wasInterrupted) return true;
	// Should an update start a stopped task by itself, it is stopped again.
	return task.status === "STOPPED" ? false : undefined;
}

interface Step extends Goal {
	readonly task: ObservedTask;
	readonly move: Move;
	readonly full: Partial<AiCallTask>;
	/** The task has to run again in the end. */
	readonly restart: boolean;
}

/** Makes one move; `undefined` when the service refuses one that is only tried, and the task is fine without it. */
async function make(context: Context, step: Step): Promise<ObservedTask | undefined> {
	if (step.move === "update") return update(context, step);
	const { taskId, owner, task, move, restart } = step;
	if (move === "stop" && restart) {
		context.journal.note({ owner, intent: "interrupting", at: context.now(), taskId });
		context.log(`Task ${taskId} runs: stopping it for the time of the update.`);
	}
	try {
		return await changeStatus(context, taskId, move);
	} catch (error) {
		const isOnlyTried = moves[task.status][move] === "open" && task.status === "INIT";
		if (!isOnlyTried || !isApiError(error) || error.outcome !== "refused") throw error;
		context.log(
			`Task ${taskId} has not begun (INIT), and the service does not ${move} such a task: ${move === "start" ? "it starts by itself once numbers are imported" : "stop it once it runs, with pulumi up"}.`,
		);
		return undefined;
	}
}

async function update(context: Context, step: Step): Promise<ObservedTask> {
	const { taskId, full } = step;
	try {
		await context.api.call(updateAiCallTask, updateParameters(taskId, full));
	} catch (error) {
		throw await afterFailedUpdate(context, step, error);
	}
	return mustObserve(context, taskId);
}

/** Starts a task again that was stopped for an update that failed, and says what is so now. */
async function afterFailedUpdate(context: Context, { taskId, owner, task, restart }: Step, error: unknown) {
	const reason = error instanceof Error ? error.message : String(error);
	if (moves[task.status].update === "open" && isApiError(error) && error.outcome === "refused") {
		const wayOut =
			task.status === "INIT"
				? 'Wait until it has run, or set runState: "stopped" for one update, or replace it (pulumi up --replace).'
				: "Mend the reason of the failed start and start it in the console, or replace it (pulumi up --replace).";
		return new Error(
			`${reason} The task is ${task.status}, and the service documents updates of stopped tasks only. ${wayOut}`,
		);
	}
	if (!restart) return error;
	try {
		await changeStatus(context, taskId, "start");
		context.journal.settle(owner);
		return new Error(`${reason} The campaign had been stopped for this update and runs again with its old settings.`);
	} catch (second) {
		const why = second instanceof Error ? second.message : String(second);
		return new Error(
			`${reason} The campaign had been stopped for this update and could not be started again (${why}): run pulumi up again, or start task ${taskId} in the console.`,
		);
	}
}
