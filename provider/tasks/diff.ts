import type { Definition } from "../definition/check";
import { difference } from "../definition/difference";
import type { Context } from "../run/context";
import type { Property } from "./model";
import { acknowledge, wasInterrupted } from "./recovery";

/** Whether an update, or a replacement, is due. Asks nothing of the service. */
export function hasChanged(
	context: Context,
	taskId: string,
	olds: Definition,
	news: Definition,
): { changed: boolean; replacing: readonly Property[] } {
	acknowledge(context, taskId);
	const { changed, replacing } = difference(olds, news);
	return { changed: changed.length > 0 || wasInterrupted(context, taskId), replacing };
}
