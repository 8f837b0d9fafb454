import type { Name } from "./values";

/** Other names for properties, and names of things configured elsewhere, in lower case and separated by spaces. */
export interface Words<T> {
	readonly synonyms: { readonly [K in Name<T>]?: string };
	readonly elsewhere: readonly { readonly words: string; readonly advice: string }[];
}

/** What is known about names that are not properties. */
export interface Vocabulary<T> {
	/** The property that has this name in other products. */
	propertyFor(key: string): Name<T> | undefined;
	/** The fix for a name of something that is configured elsewhere. */
	adviceFor(key: string): string | undefined;
}

export function vocabularyOf<T>(names: readonly Name<T>[], { synonyms, elsewhere }: Words<T>): Vocabulary<T> {
	const advice = new Map(elsewhere.flatMap((one) => one.words.split(" ").map((word) => [word, one.advice] as const)));
	const meant = new Map(
		names.flatMap((name) => (synonyms[name] ?? "").split(" ").map((word) => [word, name] as const)),
	);
	return {
		propertyFor: (key) => meant.get(plain(key)),
		adviceFor: (key) => zoneAdviceFor(key) ?? advice.get(plain(key)),
	};
}

function plain(key: string): string {
	return key.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The fix for a time zone, which cannot be set. */
export function zoneAdviceFor(key: string): string | undefined {
	return /timezone|utcoffset|^(?:tz|zone|zoneid|gmt|offset)$/.test(plain(key))
		? "Remove it: days and windows are always on the clock of Asia/Shanghai (UTC+8). Convert the times to that clock."
		: undefined;
}

const starts = "from begin begins begintime open opens since".split(" ");
const ends = "to until till finish finishtime stop stoptime close closes".split(" ");

/** The part of a window that has this name in other products. */
export function windowPartFor(key: string): string | undefined {
	if (starts.includes(plain(key))) return "startTime";
	return ends.includes(plain(key)) ? "endTime" : undefined;
}
