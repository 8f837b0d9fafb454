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
	// Somebody who was busy is called once more an hour later, somebody who did not answer likewise.
	missCallRetry: true,
	callRetryReason: ["USER_BUSY", "NO_ANSWER"],
	callRetryTimes: 1,
	callRetryInterval: 60,
	// A reminder that comes too late is worse than none. The time counts from the import, up to a week before the start.
	callExpireType: 1,
	callExpireMinutes: twoWeeks,
});

export const taskId = task.taskId;
