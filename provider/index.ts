/** What a program imports. Only @pulumi/pulumi is loaded here, so that programs start fast. */
export { AiCallTask } from "./ai-call-task";
export type {
	AiCallTaskArgs,
	AiCallTaskOutputs,
	AiCallTaskProgress,
	CallWindow,
	CallWindowArgs,
} from "./ai-call-task-args";
