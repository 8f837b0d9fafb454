import { choice, wholeNumber } from "./choice";

const accepting = ["accepted", "refused"] as const;

export const ruleSettings = {
	virtualNumber: choice(
		"For which tasks is VirtualNumber required: all, those of an agent (Source 0), or none?",
		["required", "agent-tasks", "optional"],
		"agent-tasks",
	),
	agents: choice("May AgentId be any agent, or only one in the account's list?", ["any", "listed"], "any"),
	defaultTaskCps: wholeNumber("What is TaskCps if CreateAiCallTask omits it?", 1, { min: 1, max: 500 }),
	updateRetryIntervalMax: choice(
		"What is the largest CallRetryInterval of UpdateAiCallTask, in minutes?",
		["120", "720"],
		"120",
	),
	retryFields: choice(
		"Are CallRetryReason, CallRetryTimes and CallRetryInterval required when MissCallRetry is true?",
		["optional", "required"],
		"optional",
	),
	emptyLists: choice("Is an empty list `[]` accepted for CallRetryReason and CallableTime?", accepting, "accepted"),
	overlappingWindows: choice("May the windows of CallTime overlap?", accepting, "accepted"),
	maxWindows: wholeNumber("How many windows may CallTime have (0: no limit)?", 0, { min: 0, max: 1000 }),
	taskNameMaxLength: wholeNumber("How many characters may TaskName have (0: no limit)?", 0, { min: 0, max: 10_000 }),
	taskNameCharset: choice(
		"May TaskName contain any character, or only letters, digits, `_` and `-` of any script?",
		["any", "word"],
		"any",
	),
	taskNameTrim: choice("Are spaces around TaskName kept or removed?", ["kept", "trimmed"], "kept"),
	nameFreedByRename: choice(
		"When may another task take the former name of a renamed task?",
		["at-once", "never"],
		"at-once",
	),
	nameLikeness: choice(
		"Are names that differ only by letter case, Unicode normal form or character width distinct, or the same?",
		["distinct", "same"],
		"distinct",
	),
	nameScope: choice(
		"Where must names be unique: in the account, or among the tasks of one Source?",
		["account", "source"],
		"account",
	),
};
