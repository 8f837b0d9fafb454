import { parseArgs } from "node:util";

export interface BenchOptions {
	readonly help: boolean;
	readonly rows: readonly number[];
	/** Tasks of the main series. */
	readonly tasks: number;
	/** Tasks of the growth series, in ascending order. */
	readonly growth: readonly number[];
	/** Tasks in row 9's account that the program does not declare. */
	readonly otherTasks: number;
	/** People on the list of rows 12 to 17. */
	readonly people: number;
	/** People on the largest list of row 13. */
	readonly mostPeople: number;
	/** Lists of 500 people each in row 18. */
	readonly lists: number;
	readonly runs: number;
	/** A round that takes longer than this is run once. */
	readonly onceAboveSeconds: number;
	/** Minutes after which no run is repeated only for a better median. */
	readonly minutes: number;
	readonly save: boolean;
}

const allRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25] as const;

export const usage = `Usage: npm run bench -- [options]

Compares the provider with a provider that does nothing, with a script that sends the same requests, and with a provider
written by hand, on the real Pulumi CLI with a file backend and the simulator. Prints a Markdown table and JSON; progress
goes to stderr.

  --quick            100 tasks instead of 1,000, growth over 50 and 200, 10,000 people: 5 minutes instead of 40
  --rows 1,2,5       only these rows
  --tasks N          tasks of the main series
  --growth A,B,C     tasks of the growth series
  --foreign N        other tasks in the account of row 9
  --people N         people on the list of rows 12 to 17
  --most-people N    people on the largest list of row 13
  --lists N          lists of 500 people of row 18
  --runs N           runs of which the median is taken (3)
  --minutes N        after this time, no run is repeated only for a better median (35; quick: 4)
  --save             also write bench/results/<date>.json
  --help             print this text`;

type NumberKey = "tasks" | "foreign" | "people" | "most-people" | "lists" | "runs" | "minutes";

export function parseBenchOptions(args: readonly string[]): BenchOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			help: { type: "boolean", default: false },
			quick: { type: "boolean", default: false },
			save: { type: "boolean", default: false },
			rows: { type: "string" },
			tasks: { type: "string" },
			growth: { type: "string" },
			foreign: { type: "string" },
			people: { type: "string" },
			"most-people": { type: "string" },
			lists: { type: "string" },
			runs: { type: "string" },
			minutes: { type: "string" },
		},
	});
	const { help, quick, save } = values;
	const one = (key: NumberKey, otherwise: number) =>
		values[key] === undefined ? otherwise : wholeNumber(key, values[key]);
	return {
		help,
		save,
		rows: rowsOf(values.rows),
		tasks: one("tasks", quick ? 100 : 1000),
		growth: growthOf(values.growth) ?? (quick ? [50, 200] : [100, 1000, 5000]),
		otherTasks: one("foreign", 10_000),
		people: one("people", quick ? 10_000 : 100_000),
		mostPeople: one("most-people", quick ? 20_000 : 500_000),
		lists: one("lists", quick ? 20 : 200),
		runs: one("runs", 3),
		onceAboveSeconds: quick ? 40 : 60,
		minutes: one("minutes", quick ? 4 : 35),
	};
}

function rowsOf(text: string | undefined): readonly number[] {
	if (text === undefined) return allRows;
	const rows = text.split(",").map((row) => wholeNumber("rows", row));
	const unknown = rows.find((row) => row > allRows.length);
	if (unknown !== undefined)
		throw new Error(`--rows ${unknown} is not a row. Use numbers from 1 to ${allRows.length}.`);
	return rows;
}

function growthOf(text: string | undefined): readonly number[] | undefined {
	const sizes = text?.split(",").map((size) => wholeNumber("growth", size));
	if (sizes !== undefined && sizes.length < 2) throw new Error("--growth needs at least two sizes, such as 10,20,40.");
	return sizes?.sort((one, other) => one - other);
}

function wholeNumber(key: string, text: string): number {
	if (/^[1-9]\d{0,6}$/.test(text.trim())) return Number(text);
	throw new Error(`--${key} "${text}" is not a whole number above 0.`);
}
