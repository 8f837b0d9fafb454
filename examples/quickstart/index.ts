import * as pulumi from "@pulumi/pulumi";
import { AiCallTask, CalleeList } from "pulumi-aiccs";

// Calls customers back on weekday mornings and afternoons, and retries unanswered calls.
const task = new AiCallTask("spring-callback", {
	taskName: "spring-callback-2027",
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [
		{ startTime: "09:00:00", endTime: "12:00:00" },
		{ startTime: "14:00:00", endTime: "18:00:00" },
	],
	taskCps: 5,
	missCallRetry: true,
	callRetryReason: ["NO_ANSWER", "USER_BUSY"],
	callRetryTimes: 2,
	callRetryInterval: 30,
});

// The invented people of the file, each imported once. The import begins the campaign.
const customers = new CalleeList("customers", {
	taskId: task.taskId,
	source: new pulumi.asset.FileAsset("customers.csv"),
	doNotCall: new pulumi.asset.FileAsset("do-not-call.csv"),
});

export const taskId = task.taskId;
export const people = customers.count;
