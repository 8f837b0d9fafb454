import type { Resource } from "../run/resource";
import { createList } from "./create";
import { declareList } from "./declare";
import { listDefinition } from "./definition";
import { deleteList } from "./delete";
import { diffList } from "./diff";
import { launchOfList } from "./launch";
import type { CalleeList } from "./model";
import { previewList } from "./preview";
import { readList } from "./read";
import { type ListState, outputsOf, stateIn } from "./state";
import { updateList } from "./update";

const listsAreNotImported =
	"A callee list cannot be imported: the service has no lists, only the numbers of its tasks. Declare the list without an import. The first update reads what the task has, and imports only who is missing.";

/** A task's callees: the table of their verbs. Tests import smaller batches than the service takes. */
export function calleeListOf(batchSize?: number): Resource<CalleeList, ListState> {
	return {
		definition: listDefinition,
		stateIn,
		outputsOf,
		declare: declareList,
		preview: previewList,
		launch: launchOfList,
		diff: diffList,
		create: (context, owner, list) => createList(context, owner, list, batchSize),
		read: (context, _id, olds) => readList(context, olds),
		update: (context, change) => updateList(context, change, batchSize),
		delete: deleteList,
		find: async () => {
			throw new Error(listsAreNotImported);
		},
		// The service has no lists, only the numbers of its tasks.
		list: async () => [],
	};
}

export const calleeList = calleeListOf();
