/** One row of a group: one environment in which the package is tested. */
export interface Row {
	/** The row's first cells in the table. */
	readonly cells: readonly string[];
	/** Runs in its own empty folder. Returns one line about what worked; rejects when something did not. */
	run(folder: string): Promise<string>;
}

export interface Group {
	readonly name: string;
	/** The heads of the columns before the last one, the result. */
	readonly head: readonly string[];
	/** Fetches what all rows need, and returns the rows. */
	rows(context: MatrixContext): Promise<readonly Row[]>;
}

/** What all groups share. */
export interface MatrixContext {
	/** A folder that is removed at the end. */
	readonly folder: string;
	/** The packed package. */
	readonly tarball: string;
	/** The test files of this project that the rows of the group sdk run. */
	readonly tests: string;
}

export interface Outcome {
	readonly cells: readonly string[];
	readonly text: string;
	readonly hasFailed: boolean;
}
