import { z } from "zod";
import { startTask } from "../life-cycle";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { wrongStatus } from "../refusals";
import type { Settings } from "../settings";
import { currentTask } from "./current-task";

export const startAiCallTask = operation({
	action: "StartAiCallTask",
	parameters: z.object({ TaskId: requiredText }),
	run(service, { TaskId }) {
		const task = currentTask(service, TaskId);
		if (!mayStart(service.settings)[task.status]) throw wrongStatus(service.settings, task.status, "StartAiCallTask");
		if (task.status === "RUNNING") return true;
		const isStarted = startTask(service, task, "StartAiCallTask");
		return isStarted || service.settings.failedStart === "answers-true";
	},
});

function mayStart({ startInInit, startInRunning, startInFailed }: Settings) {
	return {
		INIT: startInInit === "accepted",
		RUNNING: startInRunning === "accepted",
		STOPPED: true,
		FAILED: startInFailed === "accepted",
	};
}
