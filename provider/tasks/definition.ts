import { defineResource } from "../definition/define-resource";
import { doubtfulValues } from "./doubts";
import { launchForecast } from "./forecast";
import { AiCallTask } from "./model";
import { TaskProgress } from "./progress";
import { rules } from "./rules";
import { words } from "./words";

/** AiCallTask without the service. */
export const taskDefinition = defineResource<AiCallTask>({
	name: "AiCallTask",
	label: "an AI call task",
	description:
		"An AI call task: an outbound call campaign of Alibaba Cloud (product Aiccs, API 2019-10-15). The service cannot delete tasks and keeps their names.",
	inputs: AiCallTask,
	outputs: {
		id: { name: "taskId", description: "Id of the task, exact to the last of its 18 digits." },
		shown: TaskProgress.pick({ status: true }),
		progress: {
			description: "How far the campaign is. Empty until the first refresh or update.",
			parts: TaskProgress.omit({ status: true }),
		},
	},
	effects: {
		updates: { short: "updates the task in place", more: "; a running campaign is stopped for that time" },
		replaces: {
			short: "replaces the task",
			more: ": the old one is stopped and renamed, and a new one is created",
		},
		recorded: { short: "is only recorded" },
		nothing: { short: "has no effect on a task that exists" },
	},
	account: "account",
	adoptedBy: "adoptTaskId",
	rules: [...rules, ...doubtfulValues, ...launchForecast],
	words,
});
