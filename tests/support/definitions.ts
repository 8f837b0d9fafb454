import type { AiCallTask } from "../../provider/model/ai-call-task";

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
