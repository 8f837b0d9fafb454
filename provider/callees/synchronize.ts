import { partsOf, placedId } from "../definition/account";
import { counted, withCommas } from "../definition/counted";
import { errorsIn } from "../definition/finding";
import { InvalidInput } from "../definition/invalid-input";
import type { Context } from "../run/context";
import { assertMayLaunch, isWithinLimit } from "../run/launch";
import type { OwnerKey } from "../run/owner";
import { bringInLine } from "./bring-in-line";
import { mustNotRun } from "./declared-task";
import { calledIn, leaveTask } from "./earlier-tasks";
import { untilShown } from "./lag";
import { type Import, importOf } from "./launch";
import type { CalleeList } from "./model";
import { placedTasks } from "./placed-tasks";
import { recordRun, settleRuns, tasksOfKilledRuns } from "./recovery";
import { rosterOf } from "./rosters";
import type { ListState } from "./state";

/** A list as it is declared, and as it is in the state if it exists. */
export interface Change {
	readonly owner: OwnerKey;
	readonly id: string;
	readonly list: CalleeList;
	readonly olds: Pick<ListState, "batches" | "earlierTasks"> & {
		/** Its task, with the account. */
		readonly task: string | undefined;
	};
	readonly batchSize?: number | undefined;
}

export interface Synchronized {
	readonly state: ListState;
	readonly incomplete?: Error;
}

/** Imports and withdraws people until the task of a list has those on the list. */
export async function synchronize(context: Context, change: Change): Promise<Synchronized> {
	const { owner, id, list, olds, batchSize } = change;
	const { taskId, account } = list;
	const here = placedId(taskId, account);
	const [before] = olds.task === undefined ? [] : placedTasks(context, [olds.task], account);
	const roster = await rosterOf(context, list);
	const errors = errorsIn(roster.findings);
	if (errors.length > 0) throw new InvalidInput(errors);
	const begun = context.now();
	const former = placedTasks(context, [before ?? here, ...tasksOfKilledRuns(context, id)], account);
	recordRun(context, id, here);
	const left = former.filter((one) => one !== here);
	const isReplaced = before === undefined && olds.earlierTasks.length > 0;
	if (isReplaced || left.length > 0) await untilShown(context, begun);
	for (const one of left) {
		const batches = one === before ? olds.batches : [];
		const place = partsOf(one);
		await leaveTask(context.of(place.account), { taskId: place.id, batches }, roster);
	}
	const earlierTasks = placedTasks(context, [...olds.earlierTasks, ...left], account);
	const isLeftOut = before === undefined || before === here || !list.callAgain;
	const earlier = isLeftOut ? earlierTasks.filter((one) => one !== here) : [];
	const called = await calledIn(context, earlier, roster);
	const wasCalled = (row: number) => called[row] === 1;
	const { incomplete, batches, imported, cancelled, withdrawn, tooLate } = await bringInLine(context, {
		taskId,
		roster,
		batches: before === here ? olds.batches : [],
		wasCalled,
		begun,
		mustNotRun: mustNotRun(context, owner),
		batchSize,
		assertMayImport: guardOf(context, { owner, roster, task: here, movedFrom: before, callAgain: list.callAgain }),
	});
	context.log(
		`Task ${taskId}: ${counted(imported, "person", "people")} imported${cancelled === 0 ? "" : `, ${withCommas(cancelled)} withdrawn`}${incomplete === undefined ? "" : "; the rest is not imported yet"}.`,
	);
	settleRuns(context, id);
	const { count, duplicates, suppressed, fingerprint } = roster;
	const leftOut = roster.countWhere(wasCalled);
	return {
		state: {
			definition: list,
			counts: { count, duplicates, suppressed, withdrawn, tooLate, leftOut, fingerprint },
			isComplete: incomplete === undefined,
			batches,
			earlierTasks: earlier,
		},
		...(incomplete && { incomplete }),
	};
}

/** Throws at the first number of people that is above the limit of launches, unless the launch is confirmed. */
function guardOf(context: Context, list: Import): (people: number) => Promise<void> {
	let isConfirmed = false;
	return async (people) => {
		if (isConfirmed || isWithinLimit(context, people)) return;
		await assertMayLaunch(context, importOf(context, list, people), "No one else was imported");
		isConfirmed = true;
	};
}
