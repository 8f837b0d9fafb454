import { withCommas } from "../definition/counted";

/** What an update does to the people of a list. */
export interface PeopleCounts {
	/** On the list. */
	readonly listed: number;
	readonly toImport: number;
	/** In the task already. */
	readonly there: number;
	readonly toWithdraw: number;
	/** Gone from the list, but called already. */
	readonly tooLate: number;
	/** Called by an earlier task. */
	readonly leftOut: number;
	/** On the list and in `doNotCall`. */
	readonly suppressed: number;
	readonly duplicates: number;
	/** In the task, and imported by someone else. */
	readonly others: number;
}

const onTheList = "people on the list.";

/** The words before each count, in their order. */
const words: readonly [keyof PeopleCounts, string][] = [
	["toImport", "To import"],
	["there", "In the task already"],
	["toWithdraw", "To withdraw"],
	["tooLate", "Gone from the list, but called already (too late)"],
	["leftOut", "Left out, because the earlier task has called them (callAgain)"],
	["suppressed", "Suppressed (doNotCall)"],
	["duplicates", "Duplicates"],
	["others", "Imported by others, and left as they are"],
];

/** The counts in words. A count of 0 is left out, unless it is that of people to import. */
export function peopleText(counts: PeopleCounts): string {
	const shown = words.flatMap(([name, what]) =>
		counts[name] > 0 || name === "toImport" ? [`${what}: ${withCommas(counts[name])}.`] : [],
	);
	return [`${withCommas(counts.listed)} ${onTheList}`, ...shown].join(" ");
}

/** Reads the text of `peopleText`; `undefined` for any other text. */
export function peopleIn(text: string): PeopleCounts | undefined {
	const [listed, rest] = text.split(` ${onTheList}`, 2);
	if (listed === undefined || rest === undefined || !/^[\d,]+$/.test(listed)) return undefined;
	const count = (what: string) => numberIn(rest.split(` ${what}: `, 2)[1] ?? "0");
	const counts = Object.fromEntries(words.map(([name, what]) => [name, count(what)]));
	return { ...none, ...counts, listed: numberIn(listed) };
}

const none: PeopleCounts = {
	listed: 0,
	toImport: 0,
	there: 0,
	toWithdraw: 0,
	tooLate: 0,
	leftOut: 0,
	suppressed: 0,
	duplicates: 0,
	others: 0,
};

/** The number with which a text begins. */
function numberIn(text: string): number {
	return Number(/^[\d,]*/.exec(text)?.[0].replaceAll(",", ""));
}
