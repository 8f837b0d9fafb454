import { z } from "zod";
import type { Detail } from "../calls/call-book";
import { settleCalls } from "../calls/settle-calls";
import { formatDateAndTime } from "../calls/shanghai";
import { operation } from "../operation";
import { requiredText, text } from "../parameters";
import { withNulls } from "../read-back";
import { missingParameter, unknownDetail } from "../refusals";
import type { Task } from "../task";
import type { World } from "../world";
import { branchFieldsOf, callIdOf, recordOf } from "./call-record";
import { mustFindTask } from "./find-task";

const PARAMETERS = z.object({
	TaskId: requiredText,
	DetailId: text.optional(),
	CallId: text.optional(),
	OutId: text.optional(),
});

export const queryConversationDetailInfoNew = operation({
	action: "QueryConversationDetailInfoNew",
	parameters: PARAMETERS,
	run(world, { TaskId, ...which }) {
		const task = mustFindTask(world, TaskId);
		const wanted = which.DetailId || which.CallId || which.OutId;
		if (!wanted) throw missingParameter(world.settings, "DetailId");
		settleCalls(task, world.clock.now(), world.seed);
		const detail = findDetail(task, which);
		if (detail === undefined) throw unknownDetail(wanted);
		return recordOfNew(world, task, detail);
	},
});

type Which = Omit<z.output<typeof PARAMETERS>, "TaskId">;

/* Nothing says that an OutId is unique: the one imported last is meant. */
function findDetail({ calls }: Task, { DetailId, CallId, OutId }: Which): Detail | undefined {
	if (DetailId) return calls?.details.get(DetailId.trim());
	const newestFirst = [...(calls?.details.values() ?? [])].reverse();
	return newestFirst.find((detail) => (CallId ? callIdOf(detail) === CallId.trim() : detail.outId === OutId));
}

function recordOfNew(world: World, task: Task, detail: Detail) {
	const { PickUpTime, ReleaseTime, StartCallTime, ...record } = recordOf(task.definition, detail);
	return withNulls(world.settings, {
		...record,
		BatchId: detail.batchId,
		BranchId: branchFieldsOf(world, task.definition).BranchId,
		ConversationTurnCount: detail.turns,
		DetailId: detail.id,
		EncryptionType: detail.encryptionType,
		ImportedTime: detail.importedTime,
		Options: JSON.stringify(detail.variables),
		PickUpTime: inText(PickUpTime),
		ReleaseTime: inText(ReleaseTime),
		StartCallTime: inText(StartCallTime),
		Status: detail.status,
		TaskId: task.id,
	});
}

/* The SDK types these three as text here, and as numbers in the older operation; the form of the text is not published. */
function inText(at: number | undefined): string | undefined {
	return at === undefined ? undefined : formatDateAndTime(at);
}
