import type { Recorded } from "../definition/values";
import type { Context } from "../run/context";
import { lagPauses, poll } from "../run/poll";
import { isApiError } from "../service/api-error";
import { taskDefinition } from "./definition";
import type { AiCallTask, Property } from "./model";
import { shownNow } from "./observe";
import type { TaskState } from "./state";

/**
 * The properties for which the service shows another value than was sent, even after its lists and details had time to
 * catch up. Otherwise a value that the service never shows would stop and update the campaign in every run.
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
			lagPauses,
			async () => taskDefinition.shownOtherwise(sent, (await shownNow(context, taskId)) ?? {}),
			(otherwise) => otherwise.every((property) => known.has(property) || isUnproven(property)),
		);
	} catch (error) {
		// The update is done; the next one queries again.
		if (!isApiError(error)) throw error;
		return [];
	}
}

/** Reports properties with another value once, and returns them for the state. */
export function reportNotShown(
	context: Context,
	taskId: string,
	otherwise: readonly Property[],
	{ olds, changed = [] }: { readonly olds?: TaskState; readonly changed?: readonly Property[] } = {},
): Pick<TaskState, "agreed" | "notShown"> {
	const { agreed, notShown: before } = olds ?? { agreed: new Set<Property>(), notShown: new Set<Property>() };
	const differing = otherwise.filter((property) => agreed.has(property) || !isUnproven(property));
	const found = differing.filter((property) => !before.has(property));
	if (found.length > 0) context.log(notShownLine(taskId, found));
	// A changed value gets a new chance.
	const kept = [...before].filter((property) => !changed.includes(property));
	return { agreed, notShown: new Set([...kept, ...differing]) };
}

function isUnproven(property: Property): boolean {
	return taskDefinition.properties.get(property)?.readBackUnproven === true;
}

function notShownLine(taskId: string, names: readonly Property[]): string {
	const [other, them, their] =
		names.length === 1 ? ["another value", "it", "its value"] : ["other values", "them", "their values"];
	return `Task ${taskId}: the service accepted the update but still shows ${other} for ${names.join(", ")}. Check ${them} in the console. The provider does not send ${them} again until the program changes ${their}, so that the campaign is not stopped in every run.`;
}
