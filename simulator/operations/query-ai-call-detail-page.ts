import { z } from "zod";
import { expiryRule } from "../calls/advance-calls";
import { type Detail, statusCodes } from "../calls/call-store";
import { callResults } from "../calls/place-call";
import { formatDateAndTime } from "../calls/shanghai";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { idList, integer, paging, requiredText, text, timestamp } from "../parameters";
import { withNulls } from "../read-back";
import { invalidParameter } from "../refusals";
import type { Service } from "../service";
import type { Settings } from "../settings";
import type { Task } from "../task";
import { branchFieldsOf, callIdOf, callResultOf, conversationOf, recordingPathOf } from "./call-record";
import { currentTask } from "./current-task";
import { findDetails } from "./find-details";

const Parameters = z.object({
	...paging,
	TaskId: requiredText,
	Status: integer(0, 2),
	BatchId: text.optional(),
	CalledNumber: text.optional(),
	CallResult: z.enum(callResults).optional(),
	MajorIntent: text.optional(),
	MinConversationDuration: integer(0, 10 ** 6).optional(),
	MaxConversationDuration: integer(0, 10 ** 6).optional(),
	StartImportedTime: timestamp.optional(),
	EndImportedTime: timestamp.optional(),
	StartCallingTime: timestamp.optional(),
	EndCallingTime: timestamp.optional(),
	OutId: text.optional(),
	DetailIds: idList.optional(),
	EncryptionType: integer(0, 3).optional(),
});

export const queryAiCallDetailPage = operation({
	action: "QueryAiCallDetailPage",
	parameters: Parameters,
	run(service, filters) {
		if ((filters.DetailIds?.length ?? 0) > 100) {
			throw invalidParameter(service.settings, "DetailIds", "It must have at most 100 ids.");
		}
		const task = currentTask(service, filters.TaskId);
		const found = task.calls === undefined ? [] : findDetails(service, task.calls, filters);
		return pageOf(service.settings, filters, found, rowsOf(service, task), service.settings.detailPageSizeMax);
	},
});

/** Returns what makes a row of a number. */
function rowsOf(service: Service, task: Task) {
	const { settings } = service;
	const branch = branchFieldsOf(service, task.definition);
	const expiryOf = expiryRule(task.definition);
	return (detail: Detail) => {
		const { batch, outcome } = detail;
		const waitsForStart = task.status === "INIT" && detail.status === "waiting";
		return withNulls(settings, {
			DetailId: detail.id,
			TaskId: task.id,
			BatchId: batch.id,
			CalledNumber: settings.calledNumber === "masked" ? masked(detail) : detail.phoneNumber,
			Status: waitsForStart ? initStatus : statusCodes[detail.status],
			CallResult: callResultOf(settings, detail),
			FailedReason: detail.failedReason,
			MajorIntent: outcome?.majorIntent,
			OutId: detail.outId,
			Options: JSON.stringify(detail.variables),
			ConversationRecord: conversationOf(detail),
			ConversationDuration: outcome?.talkSeconds,
			ConversationTurnCount: outcome?.turns,
			CallingTime: detail.callingTime,
			ImportedTime: batch.importedTime,
			RecordingFilePath: recordingPathOf(detail),
			EncryptionType: batch.encryptionType,
			...branch,
			CallExpireTime: asTime(settings, expiryOf?.(detail)),
			CallId: callIdOf(detail),
		});
	};
}

// A number that waits in a task in INIT.
const initStatus = 0;

/** The number without its middle; a digest is shown as it is. */
function masked({ phoneNumber, batch }: Detail): string {
	return batch.encryptionType === 0 ? `${phoneNumber.slice(0, -8)}****${phoneNumber.slice(-4)}` : phoneNumber;
}

function asTime({ callExpireTime }: Settings, at: number | undefined): string | number | undefined {
	return callExpireTime === "text" && at !== undefined ? formatDateAndTime(at) : at;
}
