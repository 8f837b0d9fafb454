import { z } from "zod";
import type { Detail } from "../calls/call-store";
import { formatDateAndTime } from "../calls/shanghai";
import { operation } from "../operation";
import { requiredText, text } from "../parameters";
import { withNulls } from "../read-back";
import { missingParameter, unknownDetail } from "../refusals";
import type { Service } from "../service";
import type { Task } from "../task";
import { branchFieldsOf, callIdOf, recordOf } from "./call-record";
import { currentTask } from "./current-task";

const Parameters = z.object({
	TaskId: requiredText,
	DetailId: text.optional(),
	CallId: text.optional(),
	OutId: text.optional(),
});

export const queryConversationDetailInfoNew = operation({
	action: "QueryConversationDetailInfoNew",
	parameters: Parameters,
	run(service, { TaskId, ...selection }) {
		const task = currentTask(service, TaskId);
		const wanted = selection.DetailId || selection.CallId || selection.OutId;
		if (!wanted) throw missingParameter(service.settings, "DetailId");
		const detail = findDetail(task, selection);
		if (detail === undefined) throw unknownDetail(wanted);
		return recordOfNew(service, task, detail);
	},
});

type Selection = Omit<z.output<typeof Parameters>, "TaskId">;

// An OutId need not be unique; this returns the last one imported.
function findDetail({ calls }: Task, { DetailId, CallId, OutId }: Selection): Detail | undefined {
	if (DetailId) return calls?.details.get(DetailId.trim());
	const newestFirst = [...(calls?.details.values() ?? [])].reverse();
	return newestFirst.find((detail) => (CallId ? callIdOf(detail) === CallId.trim() : detail.outId === OutId));
}

function recordOfNew(service: Service, task: Task, detail: Detail) {
	const { PickUpTime, ReleaseTime, StartCallTime, ...record } = recordOf(task.definition, detail);
	return withNulls(service.settings, {
		...record,
		BatchId: detail.batchId,
		BranchId: branchFieldsOf(service, task.definition).BranchId,
		ConversationTurnCount: detail.turns,
		DetailId: detail.id,
		EncryptionType: detail.encryptionType,
		ImportedTime: detail.importedTime,
		Options: JSON.stringify(detail.variables),
		PickUpTime: asText(PickUpTime),
		ReleaseTime: asText(ReleaseTime),
		StartCallTime: asText(StartCallTime),
		Status: detail.status,
		TaskId: task.id,
	});
}

// The SDK types these three as text here and as numbers in the older operation; the form of the text is not published.
function asText(at: number | undefined): string | undefined {
	return at === undefined ? undefined : formatDateAndTime(at);
}
