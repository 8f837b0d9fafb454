import { readBackFields } from "../task-definition";
import { choice, fieldNames, seconds, wholeNumber } from "./choice";

export const readingSettings = {
	callerNumber: choice("Does CallerNumber read back the VirtualNumber?", ["same", "absent", "other"], "same"),
	readBackOrder: choice(
		"In which order do CallDays, CallTimes and RetryReasons read back?",
		["as-sent", "sorted"],
		"as-sent",
	),
	nullFields: choice("Are fields without a value omitted, or null?", ["omitted", "null"], "omitted"),
	immediateStartTime: choice("What is StartTime of an IMMEDIATE task?", ["null", "zero", "create-time"], "null"),
	timeFormat: choice("How do the times of windows read back?", ["HH:mm:ss", "HH:mm"], "HH:mm:ss"),
	callableTimes: choice(
		"What does CallableTimes read back: what was sent, CallTime if nothing was sent, always the hours of the service instance, or nothing?",
		["as-sent", "call-time", "instance-hours", "absent"],
		"as-sent",
	),
	readBackOtherwise: fieldNames(
		"Which fields of QueryAiCallTaskDetail, and of the list row, do not read back what was sent?",
		readBackFields,
	),
	readBackOtherwiseAs: choice(
		"What do those fields show: a fixed other value, always the value at creation, or another value at each read?",
		["other-value", "as-created", "changing"],
		"other-value",
	),
	callExpireTime: choice(
		"Is CallExpireTime of a number text (YYYY-MM-DD HH:mm:ss), or epoch milliseconds?",
		["text", "milliseconds"],
		"text",
	),
	agentLists: choice(
		"Which list has the account's agents: PageQueryAgentList, PageQueryAgentListNew, or both?",
		["both", "old", "new"],
		"both",
	),
	agentsLeftOut: choice(
		"Do the lists of agents leave out published agents: none, those that are not asked for by id, or all?",
		["none", "unless-asked", "all"],
		"none",
	),
	agentStates: choice(
		"Do rows of agents show Status and IsAvailable, do they leave them out, or is Status 9?",
		["shown", "absent", "unknown"],
		"shown",
	),
	agentTotal: choice(
		"What is Total of the lists of agents: their number, absent, or larger?",
		["exact", "absent", "larger"],
		"exact",
	),
	listDelayAfterPublish: seconds("For how many real seconds do the lists of agents show a changed agent as it was?"),
	pageSizeMax: wholeNumber("What is the largest PageSize?", 100, { min: 1, max: 100_000 }),
	pageSizeAboveMax: choice("What happens to a larger PageSize?", ["refused", "clamped"], "refused"),
	listOrder: choice("In which order are tasks listed?", ["newest", "oldest", "id"], "newest"),
	listWithoutSource: choice(
		"Does a list without Source have every task, or only those of agents (Source 0)?",
		["all", "agent-only"],
		"all",
	),
	listDelayAfterCreate: seconds("For how many real seconds is a new task missing from the list?"),
	listDelayAfterUpdate: seconds("For how many real seconds does the list show a changed task as it was?"),
	detailDelayAfterCreate: seconds("For how many real seconds is a new task unknown to QueryAiCallTaskDetail?"),
	detailDelayAfterUpdate: seconds(
		"For how many real seconds does QueryAiCallTaskDetail show a changed task as it was?",
	),
};
