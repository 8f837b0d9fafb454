import { error, type Finding, note, warning } from "../definition/finding";
import type { Context } from "../run/context";
import type { Declared } from "../run/resource";
import { statusOf } from "../run/task-status";
import { isRefusal } from "../service/api-error";
import { queryAiCallTaskDetail, type TaskRow } from "../service/operations";
import { declaredTask, mustNotRun } from "./declared-task";
import { knownList, listDefinition } from "./definition";
import { declaredPlan, forecast, shownPlan } from "./forecast";
import type { CalleeList } from "./model";
import { type People, peopleOf } from "./people";
import { peopleText } from "./people-counts";

type DeclaredList = Declared<CalleeList>;

/** What an update does to the people of a list, and when calls begin and end. */
export async function previewList(context: Context, declared: DeclaredList): Promise<Finding[]> {
	const { owner, news, olds } = declared;
	const list = knownList(news);
	if (list === undefined) return [];
	if (olds !== undefined && listDefinition.areOnlyRecorded(listDefinition.difference(olds, news).changed)) return [];
	const people = await peopleOf(context, declared, list);
	const { taskId, row, fresh } = people;
	if (taskId !== undefined && row === undefined && !isDeclaredTask(context, declared)) {
		return [warning("taskId", "names no task in this account.", "Check it, and that the credentials are right.")];
	}
	const summary = summaryOf(people);
	if (fresh === 0) return [summary];
	const isStarted = row !== undefined && statusOf(row.Status) !== "INIT";
	if (!isStarted && mustNotRun(context, owner)) return [summary, startsStopped];
	const waiting = fresh + waitingIn(row);
	return [summary, ...statusFindings(row), ...(await forecastOf(context, declared, row, waiting))];
}

const startsStopped = error(
	"taskId",
	'names a task with runState: "stopped" that has not started, and an import starts it.',
	"Remove runState from the task, or this list.",
);

/** Numbers that the task has not finished with. */
function waitingIn(row: TaskRow | undefined): number {
	return Math.max(0, (row?.TotalCount ?? 0) - (row?.SucceedCount ?? 0) - (row?.FailedCount ?? 0));
}

function isDeclaredTask({ claims }: Context, { owner }: DeclaredList): boolean {
	return claims.declaredInputs(owner)?.belongsTo !== undefined;
}

/** Counts of the people. */
function summaryOf({ roster, record, fresh, leftOut }: People): Finding {
	const there = roster.count - fresh - leftOut;
	const counts = {
		listed: roster.count,
		toImport: fresh,
		there,
		toWithdraw: record.toWithdraw().length,
		tooLate: record.gone().called,
		leftOut,
		suppressed: roster.suppressed,
		duplicates: roster.duplicates,
		others: record.others,
	};
	return note("", peopleText(counts));
}

function statusFindings(row: TaskRow | undefined): Finding[] {
	const status = statusOf(row?.Status);
	if (status === "STOPPED") {
		return [note("", "The task is STOPPED: people are imported, and are called once it is started.")];
	}
	if (status !== "FAILED") return [];
	const problem = "The task is FAILED (it could not start): it may refuse the import, and calls no one.";
	return [warning("", problem, "Correct what kept it from starting, and start it.")];
}

async function forecastOf(
	context: Context,
	{ owner }: DeclaredList,
	row: TaskRow | undefined,
	people: number,
): Promise<Finding[]> {
	const task = declaredTask(context, owner);
	const plan = (task && declaredPlan(task.inputs)) ?? shownPlan(row && (await detailOf(context, row.TaskId)));
	return plan === undefined ? [] : [forecast(plan, people, context.now())];
}

async function detailOf({ api }: Context, taskId: string) {
	try {
		return await api.call(queryAiCallTaskDetail, { TaskId: taskId });
	} catch (error) {
		if (isRefusal(error)) return undefined;
		throw error;
	}
}
