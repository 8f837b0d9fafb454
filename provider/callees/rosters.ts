import type { Context } from "../run/context";
import type { CalleeList } from "./model";
import type { Roster, RosterInputs } from "./roster";

/** Rows of the files that are kept, over all lists of a run: some fifty bytes each. */
const rowsKept = 1_000_000;

const kept = new WeakMap<Context, Map<string, Promise<Roster>>>();

/** The people of a list. A check and the creation or update after it read the files once. */
export function rosterOf(context: Context, list: CalleeList): Promise<Roster> {
	const { source, columns, doNotCall, first, atMost, encryptionType } = list;
	const inputs: RosterInputs = { source, columns, doNotCall, first, atMost, encryptionType };
	const rosters = kept.get(context) ?? new Map<string, Promise<Roster>>();
	kept.set(context, rosters);
	const key = JSON.stringify(inputs);
	const roster = rosters.get(key) ?? readRoster(inputs);
	rosters.delete(key);
	rosters.set(key, roster);
	void forgetOldest(rosters).catch(() => {});
	return roster;
}

async function forgetOldest(rosters: Map<string, Promise<Roster>>): Promise<void> {
	let rows = 0;
	for (const [key, roster] of [...rosters].reverse()) {
		rows += (await roster).size;
		if (rows > rowsKept && rosters.size > 1) rosters.delete(key);
	}
}

/** Reads the people of files. The parsers of files are loaded here: most runs read none. */
export function readRoster(inputs: RosterInputs): Promise<Roster> {
	return load().Roster.read(inputs);
}

/** By `require`, as the service's client is loaded. */
function load(): { readonly Roster: typeof Roster } {
	return require("./roster");
}
