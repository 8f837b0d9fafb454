import { z } from "zod";
import { type CallStore, cancel, type Detail, isListed, isPending, rowsOfBatch } from "../calls/call-store";
import { operation } from "../operation";
import { idList, integer, json, requiredText, text } from "../parameters";
import { missingParameter } from "../refusals";
import type { Service } from "../service";
import type { Settings } from "../settings";
import { currentTask } from "./current-task";

const Parameters = z.object({
	TaskId: requiredText,
	DetailIdList: idList.optional(),
	BatchId: text.optional(),
	PhoneNumbers: json(z.array(z.string())).optional(),
	EncryptionType: integer(0, 3).optional(),
});

export const cancelAiCallDetails = operation({
	action: "CancelAiCallDetails",
	parameters: Parameters,
	run(service, selection) {
		const task = currentTask(service, selection.TaskId);
		checkSelection(service, selection);
		const failures: Record<string, string> = {};
		const selected = select(service.settings, task.calls, selection);
		for (const [id, detail] of selected) {
			if (task.calls !== undefined && detail !== undefined && isPending(detail)) {
				cancel(task.calls, detail);
			} else failures[id] = detail === undefined ? "明细不存在" : "明细当前状态不允许取消";
		}
		return resultOf(selected.length, failures);
	},
});

type Selection = z.output<typeof Parameters>;

// PhoneNumbers alone selects nothing: it "takes effect only when BatchId is also specified" (vendor's SDK models).
function checkSelection({ settings }: Service, { DetailIdList, BatchId }: Selection): void {
	if (DetailIdList !== undefined || BatchId || settings.cancelByTaskOnly === "all") return;
	throw missingParameter(settings, "DetailIdList");
}

type Selected = [string, Detail | undefined];

// DetailIdList takes precedence; PhoneNumbers narrows a batch. A TaskId alone selects every pending number.
function select(
	settings: Settings,
	store: CallStore | undefined,
	{ DetailIdList, BatchId, PhoneNumbers }: Selection,
): Selected[] {
	const listed = (detail: Detail | undefined) => (detail && isListed(settings, detail) ? detail : undefined);
	if (DetailIdList !== undefined) return DetailIdList.map((id) => [id, listed(store?.byId.get(id))]);
	if (!BatchId) return store?.rows.filter(isPending).map((detail) => [detail.id, detail]) ?? [];
	const batchId = BatchId.trim();
	if (PhoneNumbers === undefined) {
		const batch = store === undefined ? [] : rowsOfBatch(store, batchId);
		return batch.flatMap((detail) => (listed(detail) ? [[detail.id, detail]] : []));
	}
	return PhoneNumbers.map((number) => [
		number,
		listed(store?.byNumber.rowsOf(number).findLast(({ batch }) => batch.id === batchId)),
	]);
}

function resultOf(total: number, failures: Readonly<Record<string, string>>) {
	const failed = Object.keys(failures).length;
	const mixed = failed < total ? "PART_FAILED" : "ALL_FAILED";
	return {
		TotalCount: total,
		SucceedCount: total - failed,
		FailedCount: failed,
		FailedDetails: failures,
		ResultCode: failed === 0 ? "ALL_SUCCEED" : mixed,
	};
}
