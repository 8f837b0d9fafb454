import { defineResource } from "../definition/define-resource";
import type { Checked } from "../definition/values";
import { CalleeList } from "./model";
import { Counts, ListProgress } from "./progress";
import { rules } from "./rules";
import { words } from "./words";

/** CalleeList without files and the service. */
export const listDefinition = defineResource<CalleeList>({
	name: "CalleeList",
	label: "a callee list",
	description:
		"The people whom an AI call task calls, each of them once, from files. An import is the launch of a campaign, and the service has no way to undo a call.",
	inputs: CalleeList,
	outputs: {
		id: { name: "listId", description: "Id of the list in the stack. The service has no lists." },
		shown: Counts,
		progress: {
			description: "What the task has done, as of the last refresh. Empty until then.",
			parts: ListProgress,
		},
	},
	effects: {
		updates: {
			short: "imports who is new, and withdraws who is gone and still waits",
			more: "; no one is imported twice",
		},
		replaces: { short: "replaces the list", more: ": who waits is withdrawn" },
		recorded: { short: "is only recorded" },
		nothing: { short: "has no effect" },
	},
	account: "account",
	belongsTo: { property: "taskId", forgottenBy: "callAgain" },
	rules,
	words,
});

/** A list of which all but the task is known: a preview does not know the id of a new task. */
export function knownList(news: Checked<CalleeList>): CalleeList | undefined {
	const list = { ...news, taskId: "" };
	return listDefinition.isKnown(list) ? list : undefined;
}
