import { z } from "zod";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { detailOf } from "../read-back";
import { unknownTask } from "../refusals";
import { visibleState } from "../visible-state";

export const queryAiCallTaskDetail = operation({
	action: "QueryAiCallTaskDetail",
	parameters: z.object({ TaskId: requiredText }),
	run(world, { TaskId }) {
		const { settings, tasks } = world;
		const task = tasks.byId.get(TaskId.trim());
		const state =
			task &&
			visibleState(world, task, {
				afterCreate: settings.detailDelayAfterCreate,
				afterUpdate: settings.detailDelayAfterUpdate,
			});
		if (task !== undefined && state !== undefined) return detailOf(world, task, state.definition);
		if (settings.unknownTask === "error") throw unknownTask(settings, TaskId);
		return settings.nullFields === "null" ? null : undefined;
	},
});
