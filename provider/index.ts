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
