import { z } from "zod";
import { DETAIL, type Detail, isPending } from "../calls/call-book";
import { CALL_RESULTS } from "../calls/place-call";
import { expiryOf, settleCalls } from "../calls/settle-calls";
import { formatDateAndTime } from "../calls/shanghai";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { idList, integer, PAGING, requiredText, text, timestamp } from "../parameters";
import { withNulls } from "../read-back";
import { invalidParameter } from "../refusals";
import type { Settings } from "../settings";
import type { Task } from "../task";
import type { World } from "../world";
import { branchFieldsOf, callIdOf, conversationOf, recordingPathOf } from "./call-record";
import { mustFindTask } from "./find-task";

const PARAMETERS = z.object({
	...PAGING,
	TaskId: requiredText,
	Status: integer(0, 2),
	BatchId: text.optional(),
	CalledNumber: text.optional(),
	CallResult: z.enum(CALL_RESULTS).optional(),
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
	parameters: PARAMETERS,
	run(world, filters) {
		if ((filters.DetailIds?.length ?? 0) > 100) {
			throw invalidParameter(world.settings, "DetailIds", "It holds at most 100 ids.");
		}
		const task = mustFindTask(world, filters.TaskId);
		settleCalls(task, world.clock.now(), world.seed);
		const found = [...(task.calls?.details.values() ?? [])].filter(
			(detail) =>
				isShown(world, detail) &&
				isInPhase(filters.Status, detail) &&
				equalsAll(filters, detail) &&
				isWithin(filters, detail),
		);
		return pageOf(
			world.settings,
			filters,
			found,
			(detail) => rowOf(world, task, detail),
			world.settings.detailPageSizeMax,
		);
	},
});

type Filters = z.output<typeof PARAMETERS>;

function isShown({ settings, clock }: World, { importedAt }: Detail): boolean {
	return clock.real() - importedAt >= settings.rowDelayAfterImport * 1000;
}

/* The filter knows three phases (pending, completed, failed) where the rows know six statuses. */
function isInPhase(phase: number, detail: Detail): boolean {
	if (phase === 1) return detail.status === DETAIL.ended;
	if (phase === 2) return detail.status === DETAIL.failed;
	return isPending(detail) || detail.status === DETAIL.calling;
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

function rowOf(world: World, task: Task, detail: Detail) {
	const { settings } = world;
	const waitsForStart = task.status === "INIT" && detail.status === DETAIL.waiting;
	return withNulls(settings, {
		DetailId: detail.id,
		TaskId: task.id,
		BatchId: detail.batchId,
		CalledNumber: detail.phoneNumber,
		Status: waitsForStart ? DETAIL.init : detail.status,
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
		...branchFieldsOf(world, task.definition),
		CallExpireTime: expireTime(settings, task, detail),
		CallId: callIdOf(detail),
	});
}

function expireTime({ callExpireTime }: Settings, { definition }: Task, detail: Detail): string | number | undefined {
	const at = expiryOf(detail, definition);
	if (!Number.isFinite(at)) return undefined;
	return callExpireTime === "text" ? formatDateAndTime(at) : at;
}
