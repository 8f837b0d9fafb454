import { AiCallTask, type AiCallTaskArgs, type CallWindow } from "pulumi-aiccs";

interface Campaign {
	readonly city: string;
	readonly virtualNumber: string;
	readonly windows: CallWindow[];
	readonly taskCps: number;
}

const mornings: CallWindow = { startTime: "09:30:00", endTime: "11:30:00" };
const evenings: CallWindow = { startTime: "17:30:00", endTime: "20:00:00" };

const campaigns: Campaign[] = [
	{ city: "hangzhou", virtualNumber: "05710000001", windows: [mornings, evenings], taskCps: 10 },
	{ city: "ningbo", virtualNumber: "05740000001", windows: [evenings], taskCps: 5 },
	{ city: "wenzhou", virtualNumber: "05770000001", windows: [mornings], taskCps: 2 },
];

// Shared by all campaigns: a change here updates every campaign.
const shared = {
	agentId: "118712345678901234",
	startType: "IMMEDIATE",
	callDay: ["TUESDAY", "WEDNESDAY", "THURSDAY"],
} satisfies Partial<AiCallTaskArgs>;

const tasks = campaigns.map(({ city, virtualNumber, windows, taskCps }) => {
	const taskName = `satisfaction-survey-${city}`;
	// Named by city and not by position in the list, so that removing one campaign leaves the others unchanged.
	const task = new AiCallTask(city, { ...shared, taskName, virtualNumber, callTime: windows, taskCps });
	return [city, task.taskId];
});

export const taskIds = Object.fromEntries(tasks);
