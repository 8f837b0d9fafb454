import { choice, wholeNumber } from "./choice";

const accepting = ["accepted", "refused"] as const;

export const RULE_SETTINGS = {
	virtualNumber: choice(
		"For which tasks is VirtualNumber required: all, those of an agent (Source 0), or none?",
		["required", "agent-tasks", "optional"],
		"agent-tasks",
	),
	agents: choice("May a task name any agent, or only one of the account's list?", ["any", "listed"], "any"),
	defaultTaskCps: wholeNumber("What is TaskCps when CreateAiCallTask leaves it out?", 1, { min: 1, max: 500 }),
	updateRetryIntervalMax: choice(
		"How large may CallRetryInterval be in UpdateAiCallTask, in minutes?",
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
	maxWindows: wholeNumber("How many windows may CallTime hold (0: any number)?", 0, { min: 0, max: 1000 }),
	taskNameMaxLength: wholeNumber("How long may TaskName be (0: any length)?", 0, { min: 0, max: 10_000 }),
	taskNameCharset: choice(
		"May TaskName hold any character, or only letters, digits, `_` and `-` of any script?",
		["any", "word"],
		"any",
	),
	taskNameTrim: choice("Are spaces around TaskName kept or cut off?", ["kept", "trimmed"], "kept"),
	nameFreedByRename: choice(
		"When may the former name of a renamed task be taken again?",
		["at-once", "never"],
		"at-once",
	),
	nameLikeness: choice(
		"Are two names that differ only by letter case, Unicode normal form or character width two names, or the same?",
		["distinct", "same"],
		"distinct",
	),
	nameScope: choice(
		"Within what are names unique: the account, or the tasks of one Source?",
		["account", "source"],
		"account",
	),
};
