import { z } from "zod";
import { visibleState } from "../life-cycle";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { detailOf } from "../read-back";
import { unknownTask } from "../refusals";

export const queryAiCallTaskDetail = operation({
	action: "QueryAiCallTaskDetail",
	parameters: z.object({ TaskId: requiredText }),
	run(service, { TaskId }) {
		const { settings, tasks } = service;
		const task = tasks.byId.get(TaskId.trim());
		const state =
			task &&
			visibleState(service, task, {
				afterCreate: settings.detailDelayAfterCreate,
				afterUpdate: settings.detailDelayAfterUpdate,
			});
		if (task !== undefined && state !== undefined) return detailOf(service, task, state.definition);
		if (settings.unknownTask === "error") throw unknownTask(settings, TaskId);
		return settings.nullFields === "null" ? null : undefined;
	},
});
