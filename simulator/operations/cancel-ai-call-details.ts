import { z } from "zod";
import { type CallBook, type Detail, fail, isPending } from "../calls/call-book";
import { settleCalls } from "../calls/settle-calls";
import { operation } from "../operation";
import { idList, integer, json, requiredText, text } from "../parameters";
import { missingParameter } from "../refusals";
import type { World } from "../world";
import { mustFindTask } from "./find-task";

const PARAMETERS = z.object({
	TaskId: requiredText,
	DetailIdList: idList.optional(),
	BatchId: text.optional(),
	PhoneNumbers: json(z.array(z.string())).optional(),
	EncryptionType: integer(0, 3).optional(),
});

export const cancelAiCallDetails = operation({
	action: "CancelAiCallDetails",
	parameters: PARAMETERS,
	run(world, order) {
		const task = mustFindTask(world, order.TaskId);
		checkSaysWhich(world, order);
		settleCalls(task, world.clock.now(), world.seed);
		const failures: Record<string, string> = {};
		const named = namedIn(task.calls, order);
		for (const [id, detail] of named) {
			if (task.calls !== undefined && detail !== undefined && isPending(detail)) {
				fail(task.calls, detail, "CANCEL", "已取消");
			} else failures[id] = detail === undefined ? "明细不存在" : "明细当前状态不允许取消";
		}
		return resultOf(named.length, failures);
	},
});

type Order = z.output<typeof PARAMETERS>;

function checkSaysWhich({ settings }: World, { DetailIdList, BatchId, PhoneNumbers }: Order): void {
	if (DetailIdList !== undefined || BatchId) return;
	if (PhoneNumbers !== undefined) throw missingParameter(settings, "BatchId");
	if (settings.cancelByTaskOnly === "refused") throw missingParameter(settings, "DetailIdList");
}

/* DetailIdList wins over the rest; PhoneNumbers narrows a batch. Without either, whatever is still pending is meant. */
function namedIn(book: CallBook | undefined, order: Order): [string, Detail | undefined][] {
	const { DetailIdList, BatchId, PhoneNumbers } = order;
	if (DetailIdList !== undefined) return DetailIdList.map((id) => [id, book?.details.get(id)]);
	return [...(book?.details ?? [])].filter(([, detail]) => {
		if (!BatchId) return isPending(detail);
		return (
			detail.batchId === BatchId.trim() && (PhoneNumbers === undefined || PhoneNumbers.includes(detail.phoneNumber))
		);
	});
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
