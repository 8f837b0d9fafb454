import { z } from "zod";
import { type CallStore, type Detail, fail, isPending } from "../calls/call-store";
import { operation } from "../operation";
import { idList, integer, json, requiredText, text } from "../parameters";
import { missingParameter } from "../refusals";
import type { Service } from "../service";
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
		const selected = select(task.calls, selection);
		for (const [id, detail] of selected) {
			if (task.calls !== undefined && detail !== undefined && isPending(detail)) {
				fail(task.calls, detail, "CANCEL", "已取消");
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
function select(store: CallStore | undefined, { DetailIdList, BatchId, PhoneNumbers }: Selection): Selected[] {
	if (DetailIdList !== undefined) return DetailIdList.map((id) => [id, store?.details.get(id)]);
	const all = [...(store?.details ?? [])];
	if (!BatchId) return all.filter(([, detail]) => isPending(detail));
	const batch = all.filter(([, { batchId }]) => batchId === BatchId.trim());
	if (PhoneNumbers === undefined) return batch;
	const byNumber = new Map(batch.map(([, detail]) => [detail.phoneNumber, detail]));
	return PhoneNumbers.map((number) => [number, byNumber.get(number)]);
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
