import { placedId } from "../definition/account";
import { isKnown, unknown } from "../definition/values";
import type { Context } from "../run/context";
import type { Declared } from "../run/resource";
import type { TaskRow } from "../service/operations";
import { calledIn } from "./earlier-tasks";
import type { CalleeList } from "./model";
import { placedTasks } from "./placed-tasks";
import { earlierTasksOf } from "./recovery";
import type { Roster } from "./roster";
import { rosterOf } from "./rosters";
import { TaskRecord } from "./task-record";

/** The people of a declared list, and what its tasks have of them. */
export interface People {
	readonly roster: Roster;
	readonly taskId: string | undefined;
	/** The task, with its account. */
	readonly task: string | undefined;
	/** The task of the list before, with its account, if it is another one. */
	readonly movedFrom: string | undefined;
	/** The task in the account's list. */
	readonly row: TaskRow | undefined;
	readonly record: TaskRecord;
	/** How many are to be imported. */
	readonly fresh: number;
	/** How many are left out, because an earlier task has called them. */
	readonly leftOut: number;
}

const known = new WeakMap<Declared<CalleeList>, Promise<People>>();

/** Reads what the tasks of a list have, once for each declaration. `list` is what the program declares, all of it known. */
export function peopleOf(context: Context, declared: Declared<CalleeList>, list: CalleeList): Promise<People> {
	const people = known.get(declared) ?? read(context, declared, list);
	known.set(declared, people);
	return people;
}

async function read(
	context: Context,
	{ owner, olds, news, former }: Declared<CalleeList>,
	list: CalleeList,
): Promise<People> {
	const roster = await rosterOf(context, list);
	const taskId = isKnown(news.taskId) ? String(news.taskId) : undefined;
	// A task that this run has created has no one.
	const isOld = taskId !== undefined && !context.claims.wasCreated(taskId);
	const row = isOld ? await context.account.rowOf(taskId) : undefined;
	// Without a known account, no account is queried.
	const account = news.account === unknown ? undefined : news.account;
	const here = taskId === undefined ? undefined : placedId(taskId, account);
	const [before] =
		olds?.taskId === undefined ? [] : placedTasks(context, [placedId(olds.taskId, olds.account)], account);
	const movedFrom = before === here ? undefined : before;
	const killed = olds === undefined && news.callAgain !== true ? earlierTasksOf(context, owner) : [];
	const earlier = placedTasks(context, [...former, ...killed], account).filter((one) => one !== here);
	const called = await calledIn(context, earlier, roster, movedFrom);
	const record =
		taskId === undefined || row === undefined || row.TotalCount === 0
			? new TaskRecord(roster, new Set())
			: await TaskRecord.read(context, { taskId, batches: [] }, roster);
	return {
		roster,
		taskId,
		task: here,
		movedFrom,
		row,
		record,
		fresh: roster.countWhere((one) => called[one] !== 1 && record.isMissing(one)),
		leftOut: roster.countWhere((one) => called[one] === 1),
	};
}
