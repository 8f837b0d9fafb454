/** What a program imports. Only @pulumi/pulumi is loaded here, so that programs start fast. */
export { AiCallTask } from "./program/ai-call-task";
export { CalleeList } from "./program/callee-list";
export type {
	AiCallTaskArgs,
	AiCallTaskOutputs,
	AiCallTaskProgress,
	CallWindow,
	CallWindowArgs,
} from "./program/generated/ai-call-task-args";
export type { CalleeListArgs, CalleeListOutputs, CalleeListProgress } from "./program/generated/callee-list-args";
export {
	type Agent,
	type GetAgentsArgs,
	type GetAgentsResult,
	type GetCallResultsArgs,
	type GetCallResultsResult,
	type GetTaskArgs,
	type GetTaskResult,
	type GetTasksArgs,
	type GetTasksResult,
	getAgents,
	getAgentsOutput,
	getCallResults,
	getCallResultsOutput,
	getTask,
	getTaskOutput,
	getTasks,
	getTasksOutput,
	type ListedTask,
	type TaskDefinition,
	type TaskProgress,
} from "./program/generated/lookups";
export type { LookupOptions, LookupOutputOptions } from "./program/lookups";
