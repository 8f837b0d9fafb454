import { type TaskDefinition, toDefinition } from "./task-definition";

const seedDefaults: TaskDefinition = {
	TaskName: "seeded",
	AgentId: "118012345678901234",
	Source: 0,
	VirtualNumber: "057100009999",
	StartType: "IMMEDIATE",
	CallDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	CallTime: [{ startTime: "09:00:00", endTime: "18:00:00" }],
	MissCallRetry: false,
	TaskCps: 1,
};

/** A complete definition for a task that is added without an API request. */
export function seedDefinition(changes: { [Name in keyof TaskDefinition]?: TaskDefinition[Name] | undefined }) {
	const given = Object.entries(changes).filter(([, value]) => value !== undefined);
	return toDefinition({ ...seedDefaults, ...Object.fromEntries(given) });
}
