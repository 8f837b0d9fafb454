import { shownOtherwise } from "../definition/difference";
import type { Context } from "../run/context";
import { lags, poll } from "../run/poll";
import { isApiError } from "../service/api-error";
import { type AiCallTask, type Property, properties } from "./model";
import { definitionNow } from "./observe";
import { notesAfter, type TaskOutputs } from "./outputs";

/**
 * The properties that the service shows otherwise than they were sent, once its lists and details had time to follow.
 * Without this a service that never shows a value would have its campaign stopped and updated at every run.
 */
export async function notShownOf(
	context: Context,
	taskId: string,
	sent: Partial<AiCallTask>,
	known: ReadonlySet<Property>,
): Promise<readonly Property[]> {
	const isExpected = (property: Property) => known.has(property) || properties.get(property)?.readBackUnproven === true;
	try {
		const shown = async () => shownOtherwise(sent, (await definitionNow(context, taskId)) ?? {});
		return await poll(context, lags, shown, (otherwise) => otherwise.every(isExpected));
	} catch (error) {
		// The update itself is done; a service that cannot be asked now is asked at the next one.
		if (!isApiError(error)) throw error;
		return [];
	}
}

/** Tells the user once of properties that the service shows otherwise, and returns the notes for the state. */
export function noteNotShown(
	context: Context,
	taskId: string,
	otherwise: readonly Property[],
	{ olds = {}, changed = [] }: { readonly olds?: TaskOutputs; readonly changed?: readonly Property[] } = {},
): TaskOutputs {
	const { notes, news } = notesAfter(olds, changed, otherwise);
	if (news.length > 0) context.log(notShownLine(taskId, news));
	return notes;
}

function notShownLine(taskId: string, names: readonly Property[]): string {
	const [other, them, their] =
		names.length === 1 ? ["another value", "it", "its value"] : ["other values", "them", "their values"];
	return `Task ${taskId}: the service accepted the update but still shows ${other} of ${names.join(", ")}. Check ${them} in the console. The provider does not send ${them} again until the program changes ${their}, so that the campaign is not stopped again and again.`;
}
