/** Complete parameters of CreateAiCallTask. */
export function aTask(changes: Record<string, string> = {}): Record<string, string> {
	return {
		TaskName: "spring",
		AgentId: "118012345678901234",
		VirtualNumber: "057100001111",
		StartType: "IMMEDIATE",
		CallDay: JSON.stringify(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]),
		CallTime: windows(["09:00:00", "12:00:00"]),
		TaskCps: "5",
		...changes,
	};
}

/** Complete parameters of UpdateAiCallTask. */
export function anUpdate(taskId: string, changes: Record<string, string> = {}): Record<string, string> {
	const { AgentId: _, ...parameters } = aTask(changes);
	return { ...parameters, TaskId: taskId };
}

/** Windows as they are sent: JSON texts in a JSON list. */
export function windows(...pairs: [string, string][]): string {
	return JSON.stringify(pairs.map(([startTime, endTime]) => JSON.stringify({ startTime, endTime })));
}

export function phoneNumbers(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `1380000${String(index).padStart(4, "0")}`);
}

export function without(parameters: Record<string, string>, ...names: string[]): Record<string, string> {
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => !names.includes(name)));
}
