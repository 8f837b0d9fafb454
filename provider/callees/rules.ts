import { error } from "../definition/finding";
import type { Rule } from "../definition/rule";
import type { CalleeList } from "./model";

export const rules: readonly Rule<CalleeList>[] = [
	{
		condition: "`columns` has one `calleeNumber`, and no two headers with the same meaning.",
		source: "this provider",
		reads: ["columns"],
		find: ({ columns }) => {
			if (columns === undefined) return undefined;
			const meanings = Object.values(columns);
			if (!meanings.includes("calleeNumber")) {
				return error("columns", "names no column with the numbers.", 'Add { "<header>": "calleeNumber" }.');
			}
			const twice = meanings.find((meaning, index) => meanings.indexOf(meaning) < index);
			if (twice === undefined) return undefined;
			return error("columns", `gives two headers the meaning "${twice}".`, "Give each header a meaning of its own.");
		},
	},
];
