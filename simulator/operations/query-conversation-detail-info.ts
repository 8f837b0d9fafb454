import { z } from "zod";
import { DETAIL, type Detail, endOf } from "../calls/call-book";
import { settleCalls } from "../calls/settle-calls";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { withNulls } from "../read-back";
import { unknownDetail } from "../refusals";
import type { Task } from "../task";
import type { World } from "../world";
import { callIdOf, conversationOf } from "./conversation";
import { mustFindTask } from "./find-task";

export const queryConversationDetailInfo = operation({
	action: "QueryConversationDetailInfo",
	parameters: z.object({ TaskId: requiredText, DetailId: requiredText, BatchId: requiredText }),
	run(world, { TaskId, DetailId, BatchId }) {
		const task = mustFindTask(world, TaskId);
		settleCalls(task, world.clock.now(), world.seed);
		const detail = task.calls?.details.get(DetailId.trim());
		if (detail === undefined || detail.batchId !== BatchId.trim()) throw unknownDetail(DetailId);
		return recordOf(world, task, detail);
	},
});

function recordOf({ settings }: World, { definition }: Task, detail: Detail) {
	const isOver = detail.status === DETAIL.ended || detail.status === DETAIL.failed;
	const releaseTime = isOver && detail.endsAt !== undefined ? endOf(detail) : undefined;
	const isAnswered = detail.callResult === "ANSWERED";
	return withNulls(settings, {
		CallId: callIdOf(detail),
		CallResult: detail.callResult,
		CalledPhone: detail.phoneNumber,
		CallerPhone: definition.VirtualNumber,
		ConversationRecord: conversationOf(detail),
		Duration: detail.duration,
		EncryptionType: String(detail.encryptionType),
		FailedReason: detail.failedReason,
		HangupDirection: isAnswered ? "callee" : undefined,
		MajorIntent: detail.majorIntent,
		OutId: detail.outId,
		OutputTags: [],
		PickUpTime: isAnswered && releaseTime ? releaseTime - (detail.duration ?? 0) * 1000 : undefined,
		ReleaseTime: releaseTime,
		StartCallTime: detail.callingTime,
		StatusCode: isOver ? (isAnswered ? "200000" : "200010") : undefined,
		StatusMsg: detail.callResult,
		Variables: Object.entries(detail.variables).map(([Key, Value]) => ({ Key, Value })),
	});
}
