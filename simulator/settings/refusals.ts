import { choice, errorCode, seconds } from "./choice";

export const REFUSAL_SETTINGS = {
	refusalStyle: choice(
		"How does an operation refuse by its own rules: HTTP 400, or HTTP 200 with Success false?",
		["http-400", "ok-200"],
		"http-400",
	),
	parameterRefusal: choice(
		"Which Code names a missing or malformed parameter: MissingParameter, or MissingTaskName?",
		["plain", "named"],
		"named",
	),
	idleConnectionSeconds: seconds(
		"How long (real seconds) does the gateway leave an idle connection open (0: until the client closes it)?",
		25,
	),
	unknownTask: choice(
		"What does QueryAiCallTaskDetail answer for a task that does not exist: a refusal, or success with no Data?",
		["error", "empty"],
		"error",
	),
	duplicateNameCode: errorCode("Which Code refuses a name that is taken?", "TaskNameExist"),
	unknownTaskCode: errorCode("Which Code refuses an unknown task?", "TaskNotExist"),
	wrongStatusCode: errorCode("Which Code refuses a move the task's status does not allow?", "TaskStatus.Invalid"),
};
