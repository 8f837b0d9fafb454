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
import { importOf } from "./launch";
import type { CalleeList } from "./model";
import { recordRun, settleRuns, tasksOfKilledRuns } from "./recovery";
import type { Roster } from "./roster";
import { rosterOf } from "./rosters";
import type { ListState } from "./state";

/** A list as it is declared, and as it is in the state if it exists. */
export interface Change {
	readonly owner: OwnerKey;
	readonly id: string;
	readonly list: CalleeList;
	readonly olds: Pick<ListState, "batches" | "earlierTasks"> & { readonly taskId: string | undefined };
	readonly batchSize?: number | undefined;
}

export interface Synchronized {
	readonly state: ListState;
	readonly incomplete?: Error;
}

/** Imports and withdraws people until the task of a list has those on the list. */
export async function synchronize(context: Context, change: Change): Promise<Synchronized> {
	const { owner, id, list, olds, batchSize } = change;
	const { taskId } = list;
	const roster = await rosterOf(context, list);
	const errors = errorsIn(roster.findings);
	if (errors.length > 0) throw new InvalidInput(errors);
	const begun = context.now();
	const former = [olds.taskId ?? taskId, ...tasksOfKilledRuns(context, id)];
	recordRun(context, id, taskId);
	const left = [...new Set(former)].filter((one) => one !== taskId);
	const isReplaced = olds.taskId === undefined && olds.earlierTasks.length > 0;
	if (isReplaced || left.length > 0) await untilShown(context, begun);
	for (const one of left) {
		const batches = one === olds.taskId ? olds.batches : [];
		await leaveTask(context, { taskId: one, batches }, roster);
	}
	const earlierTasks = new Set([...olds.earlierTasks, ...left]);
	const isLeftOut = olds.taskId === undefined || olds.taskId === taskId || !list.callAgain;
	const earlier = isLeftOut ? [...earlierTasks].filter((one) => one !== taskId) : [];
	const called = await calledIn(context, earlier, roster);
	const wasCalled = (row: number) => called[row] === 1;
	const { incomplete, batches, imported, cancelled, withdrawn, tooLate } = await bringInLine(context, {
		taskId,
		roster,
		batches: olds.taskId === taskId ? olds.batches : [],
		wasCalled,
		begun,
		mustNotRun: mustNotRun(context, owner),
		batchSize,
		assertMayImport: guardOf(context, change, roster),
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
function guardOf(context: Context, { owner, list, olds }: Change, roster: Roster): (people: number) => Promise<void> {
	const { taskId, callAgain } = list;
	let isConfirmed = false;
	return async (people) => {
		if (isConfirmed || isWithinLimit(context, people)) return;
		const launch = importOf(context, { owner, roster, taskId, movedFrom: olds.taskId, callAgain }, people);
		await assertMayLaunch(context, launch, "No one else was imported");
		isConfirmed = true;
	};
}
