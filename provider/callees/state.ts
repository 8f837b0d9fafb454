import { z } from "zod";
import type { Raw, Recorded } from "../definition/values";
import { listDefinition } from "./definition";
import type { CalleeList } from "./model";
import { Counts, ListProgress } from "./progress";

/** What the state records about a list: no one on it. */
export interface ListState {
	readonly definition: Recorded<CalleeList>;
	readonly counts: Counts | undefined;
	/** False while something remains to be imported or withdrawn. */
	readonly isComplete: boolean;
	/** The batches that this list has imported into its task. */
	readonly batches: readonly string[];
	/** Tasks that had the list before: whom they have called is not called again. */
	readonly earlierTasks: readonly string[];
	readonly progress?: ListProgress | undefined;
}

/** Names of outputs that Pulumi does not display. */
const batchesKey = "__batches";
const earlierKey = "__earlierTasks";
const incompleteKey = "__incomplete";

const Ids = z.array(z.string()).catch([]);
const Progress = ListProgress.optional().catch(undefined);

export function stateIn(outputs: Raw): ListState {
	return {
		definition: listDefinition.recorded(outputs),
		counts: Counts.safeParse(outputs.all()).data,
		isComplete: outputs.get(incompleteKey) !== true,
		batches: Ids.parse(outputs.get(batchesKey)),
		earlierTasks: Ids.parse(outputs.get(earlierKey)),
		progress: Progress.parse(outputs.get("progress")),
	};
}

export function outputsOf(listId: string, state: ListState) {
	const { definition, counts, isComplete, batches, earlierTasks, progress } = state;
	return {
		...definition,
		listId,
		...counts,
		...(progress && { progress }),
		...(batches.length > 0 && { [batchesKey]: batches }),
		...(earlierTasks.length > 0 && { [earlierKey]: earlierTasks }),
		...(!isComplete && { [incompleteKey]: true }),
	};
}
