import { calleeListOf } from "../../../provider/callees/resource";
import { Engine } from "../../support/engine";
import { verbs } from "../../support/shells";
import type { QuickPlace } from "./quick-place";

/** An engine for lists, which imports so many people at once. */
export function listEngine(place: QuickPlace, batchSize: number, shell = verbs): Engine {
	return new Engine(shell.of(calleeListOf(batchSize)), () => place.newContext());
}
