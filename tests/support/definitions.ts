import { taskDefinition } from "../../provider/tasks/definition";
import { AiCallTask } from "../../provider/tasks/model";
import { expectedProperties } from "../tasks/support/properties";

export const agent = "118012345678901234";
export const otherAgent = "118012345678905678";

/** A complete definition of a task, with changes. */
export function aDefinition(changes: Partial<AiCallTask> = {}): AiCallTask {
	return {
		taskName: "spring",
		agentId: agent,
		virtualNumber: "057100001111",
		startType: "IMMEDIATE",
		callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
		callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
		taskCps: 5,
		...changes,
	};
}

const shown = [...taskDefinition.properties].filter(
	([, { readBack, onlyWhen }]) => readBack !== undefined && onlyWhen === undefined,
);

/** A task with an agent, and every property that can be read back. */
export const everyProperty = AiCallTask.parse({
	...Object.fromEntries(shown.map(([name]) => [name, expectedProperties[name].values[0]])),
	...aDefinition(),
	startType: "SCHEDULE",
	taskStartTime: "2026-01-12T10:00:00+08:00",
	callTime: [
		{ startTime: "14:00:00", endTime: "18:00:00" },
		{ startTime: "09:00:00", endTime: "12:00:00" },
	],
	missCallRetry: true,
	callRetryReason: ["NO_ANSWER", "USER_BUSY"],
	callRetryTimes: 2,
	callRetryInterval: 30,
	callExpireType: 1,
	callExpireMinutes: 90,
	callableTime: [{ startTime: "08:00:00", endTime: "20:00:00" }],
});
const { agentId: _, ...ofEngine } = aDefinition({
	source: 1,
	applicationCode: "APP-1",
	phoneType: 1,
	lineEncoding: "JILIANG_1_NET",
	linePhoneNum: "02100001111",
});
/** An engine task on the customer's own line. */
export const onOwnLine = ofEngine;
