import { choice } from "./choice";

const accepting = ["refused", "accepted"] as const;

export const LIFE_CYCLE_SETTINGS = {
	updateInInit: choice("Is UpdateAiCallTask accepted in INIT?", accepting, "refused"),
	updateInFailed: choice("Is UpdateAiCallTask accepted in FAILED?", accepting, "refused"),
	startInInit: choice("Is StartAiCallTask accepted in INIT?", accepting, "refused"),
	startInFailed: choice("Is StartAiCallTask accepted in FAILED?", accepting, "refused"),
	startInRunning: choice("Is StartAiCallTask accepted (and idle) in RUNNING?", accepting, "refused"),
	stopInInit: choice("Is StopAiCallTask accepted in INIT, moving the task to STOPPED?", accepting, "refused"),
	stopInFailed: choice("Is StopAiCallTask accepted in FAILED, moving the task to STOPPED?", accepting, "refused"),
	stopInStopped: choice("Is StopAiCallTask accepted (and idle) in STOPPED?", accepting, "refused"),
	failedStart: choice(
		"What does StartAiCallTask answer when the start itself fails (agent offline): Data true, or Data false?",
		["answers-true", "answers-false"],
		"answers-true",
	),
	createWithPastStart: choice(
		"What becomes of a SCHEDULE task created with a TaskStartTime in the past?",
		["starts", "waits", "refused"],
		"starts",
	),
	scheduleWithoutNumbers: choice(
		"Does a SCHEDULE task without numbers start at its time, or stay INIT until numbers come?",
		["starts", "stays-init"],
		"starts",
	),
	updateToImmediate: choice(
		"Does an update with StartType IMMEDIATE restart a stopped task that has numbers to call?",
		["stays-stopped", "starts"],
		"stays-stopped",
	),
	updateWithFutureStart: choice(
		"Does an update with StartType SCHEDULE and a time to come start the stopped task at that time?",
		["stays-stopped", "starts-at-time"],
		"stays-stopped",
	),
	updateWithPastStart: choice(
		"What does an update with StartType SCHEDULE and a time gone by do?",
		["stays-stopped", "starts", "refused"],
		"stays-stopped",
	),
	updateOmitted: choice(
		"Do optional parameters left out of UpdateAiCallTask fall back to their defaults, or keep their values?",
		["reset", "keep"],
		"reset",
	),
	cancelByTaskOnly: choice(
		"What does CancelAiCallDetails do with a TaskId alone: cancel all that can be, or refuse?",
		["all", "refused"],
		"all",
	),
};
