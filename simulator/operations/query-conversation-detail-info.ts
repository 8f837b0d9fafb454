import { z } from "zod";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { withNulls } from "../read-back";
import { unknownDetail } from "../refusals";
import { recordOf } from "./call-record";
import { currentTask } from "./current-task";

export const queryConversationDetailInfo = operation({
	action: "QueryConversationDetailInfo",
	parameters: z.object({ TaskId: requiredText, DetailId: requiredText, BatchId: requiredText }),
	run(service, { TaskId, DetailId, BatchId }) {
		const task = currentTask(service, TaskId);
		const detail = task.calls?.details.get(DetailId.trim());
		if (detail === undefined || detail.batchId !== BatchId.trim()) throw unknownDetail(DetailId);
		return withNulls(service.settings, {
			...recordOf(task.definition, detail),
			EncryptionType: String(detail.encryptionType),
		});
	},
});
