import { parseArgs } from "node:util";
import type { Group } from "./row";

export interface MatrixOptions {
	readonly chosen: readonly Group[];
	/** Only rows that contain this text are run. */
	readonly only: string;
	/** The test files that the rows of the group sdk run. */
	readonly tests: string;
}

/** `--rows types,layouts` chooses groups, in that order; `--only PnP` chooses rows of them. */
export function parseMatrixOptions(args: readonly string[], groups: readonly Group[]): MatrixOptions {
	const options = {
		rows: { type: "string" },
		only: { type: "string", default: "" },
		// The kill matrix takes minutes, and the SDK has no part in it.
		tests: { type: "string", default: "tests/programs/**/!(kill-matrix).test.ts" },
	} as const;
	const { values } = parseArgs({ args: [...args], options });
	const { only, tests } = values;
	if (values.rows === undefined) return { chosen: groups, only, tests };
	const chosen = values.rows.split(",").map((name) => {
		const group = groups.find((one) => one.name === name);
		if (group !== undefined) return group;
		throw new Error(`There is no group "${name}". Choose from ${groups.map((one) => one.name).join(", ")}.`);
	});
	return { chosen, only, tests };
}

export function isWanted(cells: readonly string[], only: string): boolean {
	return cells.join(", ").includes(only);
}
