import { choice, errorCode, fieldNames, seconds } from "./choice";

/** Operations that narrow RAM policies leave out. */
const deniable = ["PageQueryAgentList", "PageQueryAgentListNew", "QueryAiCallDetailPage", "QueryAiCallTaskPage"];

export const refusalSettings = {
	refusalStyle: choice(
		"How does an operation refuse a request by its own rules: HTTP 400, or HTTP 200 with Success false?",
		["http-400", "ok-200"],
		"http-400",
	),
	parameterRefusal: choice(
		"Which Code reports a missing or malformed parameter: MissingParameter, or MissingTaskName?",
		["plain", "named"],
		"named",
	),
	idleConnectionSeconds: seconds(
		"After how many real seconds does the gateway close an idle connection (0: never)?",
		25,
	),
	unknownTask: choice(
		"What does QueryAiCallTaskDetail return for an unknown task: an error, or success without Data?",
		["error", "empty"],
		"error",
	),
	deniedActions: fieldNames("Which operations may the RAM user not call?", deniable),
	duplicateNameCode: errorCode("Which Code reports a name that is taken?", "TaskNameExist"),
	unknownTaskCode: errorCode("Which Code reports an unknown task?", "TaskNotExist"),
	wrongStatusCode: errorCode(
		"Which Code reports an operation that the task's status does not allow?",
		"TaskStatus.Invalid",
	),
};
