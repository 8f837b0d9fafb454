import type { CalleeList } from "../../../provider/callees/model";
import { calleeListOf } from "../../../provider/callees/resource";
import type { ListState } from "../../../provider/callees/state";
import { Engine } from "../../support/engine";
import type { QuickPlace } from "./quick-place";

export type ListEngine = Engine<CalleeList, ListState>;

/** An engine for lists, which imports so many people at once. */
export function listEngine(place: QuickPlace, batchSize: number): ListEngine {
	return new Engine(calleeListOf(batchSize), () => place.newContext());
}
