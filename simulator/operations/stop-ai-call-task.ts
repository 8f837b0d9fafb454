import { z } from "zod";
import { moveTask } from "../life-cycle";
import { operation } from "../operation";
import { requiredText } from "../parameters";
import { wrongStatus } from "../refusals";
import type { Settings } from "../settings";
import { mustFindTask } from "./find-task";

export const stopAiCallTask = operation({
	action: "StopAiCallTask",
	parameters: z.object({ TaskId: requiredText }),
	run(world, { TaskId }) {
		const task = mustFindTask(world, TaskId);
		if (!mayStop(world.settings)[task.status]) throw wrongStatus(world.settings, task.status, "StopAiCallTask");
		if (task.status !== "STOPPED") moveTask(world, task, "STOPPED", "StopAiCallTask");
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
