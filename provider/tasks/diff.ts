import type { Definition } from "../definition/check";
import { difference } from "../definition/difference";
import type { Context } from "../run/context";
import type { Property } from "./model";

/** Whether an update, or a replacement, is due. Asks nothing of the service. */
export function hasChanged(
	{ journal }: Context,
	taskId: string,
	olds: Definition,
	news: Definition,
): { changed: boolean; replacing: readonly Property[] } {
	const { interrupted } = journal.isKnown(taskId);
	const { changed, replacing } = difference(olds, news);
	return { changed: changed.length > 0 || interrupted, replacing };
}
