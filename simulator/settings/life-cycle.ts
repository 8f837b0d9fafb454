import { choice } from "./choice";

const accepting = ["refused", "accepted"] as const;

export const lifeCycleSettings = {
	updateInInit: choice("Is UpdateAiCallTask accepted in INIT?", accepting, "refused"),
	updateInFailed: choice("Is UpdateAiCallTask accepted in FAILED?", accepting, "refused"),
	startInInit: choice("Is StartAiCallTask accepted in INIT?", accepting, "refused"),
	startInFailed: choice("Is StartAiCallTask accepted in FAILED?", accepting, "refused"),
	startInRunning: choice("Is StartAiCallTask accepted in RUNNING, without effect?", accepting, "refused"),
	stopInInit: choice("Is StopAiCallTask accepted in INIT, moving the task to STOPPED?", accepting, "refused"),
	stopInFailed: choice("Is StopAiCallTask accepted in FAILED, moving the task to STOPPED?", accepting, "refused"),
	stopInStopped: choice("Is StopAiCallTask accepted in STOPPED, without effect?", accepting, "refused"),
	failedStart: choice(
		"What does StartAiCallTask return when the start fails (agent offline): Data true or Data false?",
		["answers-true", "answers-false"],
		"answers-true",
	),
	createWithPastStart: choice(
		"What happens to a SCHEDULE task that is created with a TaskStartTime in the past?",
		["starts", "waits", "refused"],
		"starts",
	),
	scheduleWithoutNumbers: choice(
		"Does a SCHEDULE task without numbers start at its time, or stay in INIT until numbers are imported?",
		["starts", "stays-init"],
		"starts",
	),
	updateToImmediate: choice(
		"Does an update to StartType IMMEDIATE start a stopped task that has numbers?",
		["stays-stopped", "starts"],
		"stays-stopped",
	),
	updateWithFutureStart: choice(
		"Does an update to StartType SCHEDULE with a future TaskStartTime start the stopped task at that time?",
		["stays-stopped", "starts-at-time"],
		"stays-stopped",
	),
	updateWithPastStart: choice(
		"What does an update to StartType SCHEDULE with a past TaskStartTime do?",
		["stays-stopped", "starts", "refused"],
		"stays-stopped",
	),
	updateOmitted: choice(
		"Are optional parameters that UpdateAiCallTask omits reset to their defaults, or kept?",
		["reset", "keep"],
		"reset",
	),
	cancelByTaskOnly: choice(
		"What does CancelAiCallDetails do with a TaskId alone: cancel every pending number, or refuse?",
		["all", "refused"],
		"all",
	),
};
