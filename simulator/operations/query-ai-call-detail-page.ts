import { z } from "zod";
import { expiryOf } from "../calls/advance-calls";
import { type Detail, detailStatus, isPending } from "../calls/call-store";
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
import { branchFieldsOf, callIdOf, conversationOf, recordingPathOf } from "./call-record";
import { currentTask } from "./current-task";

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
		const found = [...(task.calls?.details.values() ?? [])].filter(
			(detail) =>
				isVisible(service, detail) &&
				isInPhase(filters.Status, detail) &&
				equalsAll(filters, detail) &&
				isWithin(filters, detail),
		);
		return pageOf(
			service.settings,
			filters,
			found,
			(detail) => rowOf(service, task, detail),
			service.settings.detailPageSizeMax,
		);
	},
});

type Filters = z.output<typeof Parameters>;

function isVisible({ settings, clock }: Service, { importedAt }: Detail): boolean {
	return clock.real() - importedAt >= settings.rowDelayAfterImport * 1000;
}

// The filter has three phases (pending, completed, failed), the rows have six statuses.
function isInPhase(phase: number, detail: Detail): boolean {
	if (phase === 1) return detail.status === detailStatus.ended;
	if (phase === 2) return detail.status === detailStatus.failed;
	return isPending(detail) || detail.status === detailStatus.calling;
}

function equalsAll(filters: Filters, detail: Detail): boolean {
	return (
		(!filters.BatchId || filters.BatchId === detail.batchId) &&
		(!filters.CalledNumber || filters.CalledNumber === detail.phoneNumber) &&
		(!filters.CallResult || filters.CallResult === detail.callResult) &&
		(!filters.MajorIntent || filters.MajorIntent === detail.majorIntent) &&
		(!filters.OutId || filters.OutId === detail.outId) &&
		(filters.DetailIds === undefined || filters.DetailIds.includes(detail.id))
	);
}

function isWithin(filters: Filters, { importedTime, callingTime, duration }: Detail): boolean {
	const minutes = duration === undefined ? undefined : duration / 60;
	return (
		isBetween(importedTime, filters.StartImportedTime, filters.EndImportedTime) &&
		isBetween(callingTime, filters.StartCallingTime, filters.EndCallingTime) &&
		isBetween(minutes, filters.MinConversationDuration, filters.MaxConversationDuration)
	);
}

function isBetween(value: number | undefined, min: number | undefined, max: number | undefined): boolean {
	if (min === undefined && max === undefined) return true;
	return value !== undefined && value >= (min ?? value) && value <= (max ?? value);
}

function rowOf(service: Service, task: Task, detail: Detail) {
	const { settings } = service;
	const waitsForStart = task.status === "INIT" && detail.status === detailStatus.waiting;
	return withNulls(settings, {
		DetailId: detail.id,
		TaskId: task.id,
		BatchId: detail.batchId,
		CalledNumber: detail.phoneNumber,
		Status: waitsForStart ? detailStatus.init : detail.status,
		CallResult: detail.callResult,
		FailedReason: detail.failedReason,
		MajorIntent: detail.majorIntent,
		OutId: detail.outId,
		Options: JSON.stringify(detail.variables),
		ConversationRecord: conversationOf(detail),
		ConversationDuration: detail.duration,
		ConversationTurnCount: detail.turns,
		CallingTime: detail.callingTime,
		ImportedTime: detail.importedTime,
		RecordingFilePath: recordingPathOf(detail),
		EncryptionType: detail.encryptionType,
		...branchFieldsOf(service, task.definition),
		CallExpireTime: expireTime(settings, task, detail),
		CallId: callIdOf(detail),
	});
}

function expireTime({ callExpireTime }: Settings, { definition }: Task, detail: Detail): string | number | undefined {
	const at = expiryOf(detail, definition);
	if (!Number.isFinite(at)) return undefined;
	return callExpireTime === "text" ? formatDateAndTime(at) : at;
}
