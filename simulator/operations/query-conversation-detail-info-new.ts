import { z } from "zod";
import { type Detail, isListed, statusCodes } from "../calls/call-store";
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
		if (detail === undefined || !isListed(service.settings, detail)) throw unknownDetail(wanted);
		return recordOfNew(service, task, detail);
	},
});

type Selection = Omit<z.output<typeof Parameters>, "TaskId">;

// An OutId need not be unique; this returns the last one imported.
function findDetail({ calls }: Task, { DetailId, CallId, OutId }: Selection): Detail | undefined {
	if (DetailId) return calls?.byId.get(DetailId.trim());
	if (!CallId) return calls?.byOutId.rowsOf(OutId ?? "").at(-1);
	const [id = ""] = CallId.trim().split("^");
	const detail = calls?.byId.get(id);
	return detail && callIdOf(detail) === CallId.trim() ? detail : undefined;
}

function recordOfNew(service: Service, task: Task, detail: Detail) {
	const { PickUpTime, ReleaseTime, StartCallTime, ...record } = recordOf(service.settings, task.definition, detail);
	return withNulls(service.settings, {
		...record,
		BatchId: detail.batch.id,
		BranchId: branchFieldsOf(service, task.definition).BranchId,
		ConversationTurnCount: detail.outcome?.turns,
		DetailId: detail.id,
		EncryptionType: detail.batch.encryptionType,
		ImportedTime: detail.batch.importedTime,
		Options: JSON.stringify(detail.variables),
		PickUpTime: asText(PickUpTime),
		ReleaseTime: asText(ReleaseTime),
		StartCallTime: asText(StartCallTime),
		Status: statusCodes[detail.status],
		TaskId: task.id,
	});
}

// The SDK types these three as text here and as numbers in the older operation; the form of the text is not published.
function asText(at: number | undefined): string | undefined {
	return at === undefined ? undefined : formatDateAndTime(at);
}
