import * as pulumi from "@pulumi/pulumi";
import { AiCallTask, CalleeList } from "pulumi-aiccs";

const config = new pulumi.Config();

const task = new AiCallTask("renewal-reminder", {
	taskName: `renewal-reminder-${pulumi.getStack()}`,
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "18:00:00" }],
	taskCps: 2,
});

// due.csv is exported anew each night: contracts that are due and not yet renewed. After each export, `pulumi up` imports
// who is new, and withdraws who has renewed or does not want to be called, and still waits.
const due = new CalleeList("due", {
	taskId: task.taskId,
	source: new pulumi.asset.FileAsset("due.csv"),
	columns: { Phone: "calleeNumber", Contract: "outId", Customer: "customerName", "Due on": "dueDate" },
	doNotCall: new pulumi.asset.FileAsset("do-not-call.txt"),
	// A canary: listen to some of the first calls, then `pulumi config set everyone true` and `pulumi up`.
	first: config.requireBoolean("everyone") ? undefined : 500,
	// The export of every contract is the wrong file.
	atMost: 20_000,
});

export const taskId = task.taskId;
export const { count, suppressed, withdrawn, tooLate } = due;
