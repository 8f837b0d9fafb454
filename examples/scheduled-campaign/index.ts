import * as pulumi from "@pulumi/pulumi";
import { AiCallTask } from "pulumi-aiccs";

const config = new pulumi.Config();
const twoWeeks = 14 * 24 * 60;

// Reminds customers of a renewal. The start is configured, not computed, so that a later run does not move it.
const task = new AiCallTask("renewal-reminder", {
	taskName: `renewal-reminder-${pulumi.getStack()}`,
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "SCHEDULE",
	taskStartTime: config.require("startTime"),
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "18:00:00" }],
	// After a busy line or no answer, call once more an hour later.
	missCallRetry: true,
	callRetryReason: ["USER_BUSY", "NO_ANSWER"],
	callRetryTimes: 1,
	callRetryInterval: 60,
	// A late reminder is worse than none. The minutes count from the import of the number, at most a week before the start.
	callExpireType: 1,
	callExpireMinutes: twoWeeks,
});

export const taskId = task.taskId;
