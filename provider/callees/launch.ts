import { partsOf } from "../definition/account";
import { counted, withCommas } from "../definition/counted";
import type { Context } from "../run/context";
import { isWithinLimit, type Launch } from "../run/launch";
import type { OwnerKey } from "../run/owner";
import type { Declared } from "../run/resource";
import { contentDigestOf } from "./content-digest";
import { declaredTask } from "./declared-task";
import { knownList, listDefinition } from "./definition";
import type { CalleeList } from "./model";
import { peopleOf } from "./people";
import type { Roster } from "./roster";
import { rosterOf } from "./rosters";

/** The import that an update of a declared list begins. */
export async function launchOfList(context: Context, declared: Declared<CalleeList>): Promise<Launch | undefined> {
	const { owner, olds, news } = declared;
	const list = knownList(news);
	if (list === undefined) return undefined;
	const { changed } = listDefinition.difference(olds ?? {}, news);
	if (olds !== undefined && changed.length > 0 && listDefinition.areOnlyRecorded(changed)) return undefined;
	const roster = await rosterOf(context, list);
	// No more can be imported, so nothing needs to be read.
	if (isWithinLimit(context, roster.count)) return undefined;
	const { fresh, task, movedFrom } = await peopleOf(context, declared, list);
	return importOf(context, { owner, roster, task, movedFrom, callAgain: list.callAgain }, fresh);
}

export interface Import {
	readonly owner: OwnerKey;
	readonly roster: Roster;
	/** The task, with its account; `undefined` for one that does not exist yet. */
	readonly task: string | undefined;
	/** The task of the list before, with its account. */
	readonly movedFrom: string | undefined;
	readonly callAgain: boolean | undefined;
}

/** The import of so many people of a list: confirmed for the whole list, so that a killed import can be continued. */
export function importOf(context: Context, list: Import, people: number): Launch {
	const { owner, roster, task, movedFrom, callAgain } = list;
	const isAgain = callAgain === true && movedFrom !== undefined && movedFrom !== task;
	const declared = declaredTask(context, owner);
	const covers = [
		declared === undefined ? `task ${idIn(task)}` : "the task as the program declares it",
		"everyone on the list with their variables",
		...(isAgain ? [`that those whom task ${idIn(movedFrom)} has called are called again (callAgain)`] : []),
	];
	return {
		launcher: owner,
		people,
		atMost: roster.count,
		does: `imports ${people === roster.count ? "all" : `${withCommas(people)} of`} ${counted(roster.count, "person", "people")} on the list`,
		covers: covers.join(", and "),
		async content() {
			const campaign = declared === undefined ? task : declared.meaning();
			if (campaign === undefined) return undefined;
			return ["import", campaign, await contentDigestOf(roster), ...(isAgain ? [movedFrom] : [])];
		},
	};
}

function idIn(task: string | undefined): string {
	return partsOf(task ?? "").id;
}
