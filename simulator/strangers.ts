import { type TaskDefinition, toDefinition } from "./task-definition";

const STRANGER: TaskDefinition = {
	TaskName: "stranger",
	AgentId: "118012345678901234",
	Source: 0,
	VirtualNumber: "057100009999",
	StartType: "IMMEDIATE",
	CallDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	CallTime: [{ startTime: "09:00:00", endTime: "18:00:00" }],
	MissCallRetry: false,
	TaskCps: 1,
};

/** A task somebody else has made: complete, except for what the order says. */
export function strangerTask(changes: { [Name in keyof TaskDefinition]?: TaskDefinition[Name] | undefined }) {
	const said = Object.entries(changes).filter(([, value]) => value !== undefined);
	return toDefinition({ ...STRANGER, ...Object.fromEntries(said) });
}
