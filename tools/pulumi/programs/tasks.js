// As in the quickstart.
exports.tasksOf = (count) =>
	Array.from({ length: count }, (_, index) => ({
		taskName: `bench-task-${index + 1}`,
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
	}));
exports.tasks = exports.tasksOf(Number(process.env.TASK_COUNT));
