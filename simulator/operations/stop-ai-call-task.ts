import { z } from "zod";
import { setTaskStatus } from "../life-cycle";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { wrongStatus } from "../refusals";
import type { Settings } from "../settings";
import { currentTask } from "./current-task";

export const stopAiCallTask = operation({
	action: "StopAiCallTask",
	parameters: z.object({ TaskId: requiredText }),
	run(service, { TaskId }) {
		const task = currentTask(service, TaskId);
		if (!mayStop(service.settings)[task.status]) throw wrongStatus(service.settings, task.status, "StopAiCallTask");
		if (task.status !== "STOPPED") setTaskStatus(service, task, "STOPPED", "StopAiCallTask");
		return true;
	},
});

function mayStop({ stopInInit, stopInStopped, stopInFailed }: Settings) {
	return {
		INIT: stopInInit === "accepted",
		RUNNING: true,
		STOPPED: stopInStopped === "accepted",
		FAILED: stopInFailed === "accepted",
	};
}
