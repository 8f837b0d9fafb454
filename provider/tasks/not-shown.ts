import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { lags, poll } from "../run/poll";
import { isApiError } from "../service/api-error";
import { taskDefinition } from "./definition";
import type { AiCallTask, Property } from "./model";
import { shownNow } from "./observe";
import type { TaskState } from "./state";

/**
 * The properties that the service shows otherwise than they were sent, once its lists and details had time to follow.
 * Without this a service that never shows a value would have its campaign stopped and updated at every run.
 */
export async function notShownOf(
	context: Context,
	taskId: string,
	sent: Recorded<AiCallTask>,
	known: ReadonlySet<Property>,
): Promise<readonly Property[]> {
	try {
		return await poll(
			context,
			lags,
			async () => taskDefinition.shownOtherwise(sent, (await shownNow(context, taskId)) ?? {}),
			(otherwise) => otherwise.every((property) => known.has(property) || isUnproven(property)),
		);
	} catch (error) {
		// The update itself is done; a service that cannot be asked now is asked at the next one.
		if (!isApiError(error)) throw error;
		return [];
	}
}

/** Reports once which properties the service shows otherwise, and returns them for the state. */
export function noteNotShown(
	context: Context,
	taskId: string,
	otherwise: readonly Property[],
	{ olds, changed = [] }: { readonly olds?: TaskState; readonly changed?: readonly Property[] } = {},
): Pick<TaskState, "agreed" | "notShown"> {
	const { agreed, notShown: before } = olds ?? { agreed: new Set<Property>(), notShown: new Set<Property>() };
	const differing = otherwise.filter((property) => agreed.has(property) || !isUnproven(property));
	const found = differing.filter((property) => !before.has(property));
	if (found.length > 0) context.log(notShownLine(taskId, found));
	// A new value is tried again, whatever became of the old one.
	const kept = [...before].filter((property) => !changed.includes(property));
	return { agreed, notShown: new Set([...kept, ...differing]) };
}

function isUnproven(property: Property): boolean {
	return taskDefinition.properties.get(property)?.readBackUnproven === true;
}

function notShownLine(taskId: string, names: readonly Property[]): string {
	const [other, them, their] =
		names.length === 1 ? ["another value", "it", "its value"] : ["other values", "them", "their values"];
	return `Task ${taskId}: the service accepted the update but still shows ${other} of ${names.join(", ")}. Check ${them} in the console. The provider does not send ${them} again until the program changes ${their}, so that the campaign is not stopped again and again.`;
}
