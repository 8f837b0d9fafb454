/** One row of a group: something users have that the package is tried in. */
export interface Row {
	/** The row's first cells, as the table shows them. */
	readonly cells: readonly string[];
	/** Tries it out in an empty folder of its own, and answers what worked in one line. Rejects where something did not. */
	run(folder: string): Promise<string>;
}

export interface Group {
	readonly name: string;
	/** The heads of the columns before the last one, which holds what came of the row. */
	readonly head: readonly string[];
	/** What is needed by all of its rows is fetched here. */
	rows(means: Means): Promise<readonly Row[]>;
}

/** What the rows of every group share. */
export interface Means {
	/** A folder that is removed at the end. */
	readonly folder: string;
	/** The packed package. */
	readonly tarball: string;
	/** The test files of this project that some rows run. */
	readonly tests: string;
}

export interface Outcome {
	readonly cells: readonly string[];
	readonly text: string;
	readonly hasFailed: boolean;
}
