import { z } from "zod";
import { isListed } from "../calls/call-store";
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
		const detail = task.calls?.byId.get(DetailId.trim());
		if (detail === undefined || !isListed(service.settings, detail) || detail.batch.id !== BatchId.trim())
			throw unknownDetail(DetailId);
		return withNulls(service.settings, {
			...recordOf(service.settings, task.definition, detail),
			EncryptionType: String(detail.batch.encryptionType),
		});
	},
});
