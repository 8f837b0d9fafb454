import { choice, seconds, wholeNumber } from "./choice";

export const READING_SETTINGS = {
	callerNumber: choice("Does CallerNumber read back the VirtualNumber?", ["same", "absent", "other"], "same"),
	readBackOrder: choice(
		"In which order do CallDays, CallTimes and RetryReasons read back?",
		["as-sent", "sorted"],
		"as-sent",
	),
	nullFields: choice("Are fields without a value left out, or null?", ["omitted", "null"], "omitted"),
	immediateStartTime: choice("What is StartTime of an IMMEDIATE task?", ["null", "zero", "create-time"], "null"),
	timeFormat: choice("How do the windows read back?", ["HH:mm:ss", "HH:mm"], "HH:mm:ss"),
	callableTimes: choice(
		"What does CallableTimes read back: what was sent, the task's CallTime when nothing was sent, or nothing?",
		["as-sent", "call-time", "absent"],
		"as-sent",
	),
	pageSizeMax: wholeNumber("How large may PageSize be?", 100, { min: 1, max: 100_000 }),
	pageSizeAboveMax: choice("What becomes of a larger PageSize?", ["refused", "clamped"], "refused"),
	listOrder: choice("In which order are tasks listed?", ["newest", "oldest", "id"], "newest"),
	listWithoutSource: choice(
		"Does a list without Source hold every task, or only those of agents (Source 0)?",
		["all", "agent-only"],
		"all",
	),
	listDelayAfterCreate: seconds("How long (real seconds) does a new task stay out of the list?"),
	listDelayAfterUpdate: seconds("How long (real seconds) does the list show a task as it was before a change?"),
	detailDelayAfterCreate: seconds("How long (real seconds) is a new task unknown to QueryAiCallTaskDetail?"),
	detailDelayAfterUpdate: seconds("How long (real seconds) does the detail show a task as it was before a change?"),
};
