import { choice, fieldNames, seconds, wholeNumber } from "./choice";

/** What of a task's definition QueryAiCallTaskDetail shows, under the names it has there. */
export const READ_BACK_FIELDS = [
	"TaskName",
	"AgentId",
	"ApplicationCode",
	"CallerNumber",
	"StartType",
	"StartTime",
	"CallDays",
	"CallTimes",
	"CallableTimes",
	"RetryEnable",
	"RetryReasons",
	"RetryCount",
	"RetryInterval",
	"ConcurrentCount",
	"PhoneType",
	"LineEncoding",
	"LinePhoneNum",
	"CallExpireType",
	"CallExpireMinutes",
	"CallExpireDate",
] as const;
export type ReadBackField = (typeof READ_BACK_FIELDS)[number];

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
		"What does CallableTimes read back: what was sent, CallTime when nothing was sent, the hours of the service instance whatever was sent, or nothing?",
		["as-sent", "call-time", "instance-hours", "absent"],
		"as-sent",
	),
	readBackOtherwise: fieldNames(
		"Which fields of QueryAiCallTaskDetail, and of its list row, never read back what was sent?",
		READ_BACK_FIELDS,
	),
	readBackOtherwiseAs: choice(
		"What do those fields show: a fixed other value, the value at creation whatever was sent since, or another value at each read?",
		["other-value", "as-created", "changing"],
		"other-value",
	),
	callExpireTime: choice(
		"Is CallExpireTime of a number a text (YYYY-MM-DD HH:mm:ss), or epoch milliseconds?",
		["text", "milliseconds"],
		"text",
	),
	agentLists: choice(
		"Which list holds the account's agents: PageQueryAgentList, PageQueryAgentListNew, or both?",
		["both", "old", "new"],
		"both",
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
