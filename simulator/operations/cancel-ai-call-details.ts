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

/* PhoneNumbers "takes effect only when BatchId is also specified" (vendor's SDK models): without one it names nothing. */
function checkSaysWhich({ settings }: World, { DetailIdList, BatchId }: Order): void {
	if (DetailIdList !== undefined || BatchId || settings.cancelByTaskOnly === "all") return;
	throw missingParameter(settings, "DetailIdList");
}

type Named = [string, Detail | undefined];

/* DetailIdList wins over the rest; PhoneNumbers narrows a batch. Without either, whatever is still pending is meant. */
function namedIn(book: CallBook | undefined, { DetailIdList, BatchId, PhoneNumbers }: Order): Named[] {
	if (DetailIdList !== undefined) return DetailIdList.map((id) => [id, book?.details.get(id)]);
	const all = [...(book?.details ?? [])];
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
