// Written by `npm run schema`. Change the lookups, not this file.
import type { Output } from "@pulumi/pulumi";
import { type InputsOf, type LookupOptions, type LookupOutputOptions, lookUp, lookUpOutput } from "../lookups";
import type { CallWindow } from "./ai-call-task-args";

/** A communication agent of the account. */
export interface Agent {
	/** Id of the agent, exact to the last of its digits. */
	readonly agentId: string;
	/** Name of the agent. */
	readonly agentName?: string | undefined;
	/** Whether the agent is published, as a task needs it. Unset if the lists do not say. */
	readonly published?: boolean | undefined;
	/** State in PageQueryAgentList: `online` (published), `offline`, `in review`, `review failed`, `building`, `debugging`, `ready to go online`, `build failed`, or the service's number of another one. */
	readonly status?: string | undefined;
	/** Which lists have the agent: the older one, the one with branches and versions, or both. */
	readonly lists: readonly ("PageQueryAgentList" | "PageQueryAgentListNew")[];
	/** How the agent speaks, in PageQueryAgentListNew: `prompt`, `dialogue flow`, or the service's number. */
	readonly mode?: string | undefined;
	/** Code of the agent's application. */
	readonly applicationCode?: string | undefined;
	/** Description, in the account's words. */
	readonly description?: string | undefined;
	/** Scene or kind of business, in the account's words. */
	readonly scene?: string | undefined;
	/** Name of the deployed branch. */
	readonly deployBranchName?: string | undefined;
	/** Name of the version that speaks. */
	readonly effectiveVersionName?: string | undefined;
	/** Direction of calls, in the service's words: its values are not published. */
	readonly serviceDirection?: string | undefined;
	/** Why the review or the build failed, in the service's words. */
	readonly failedReason?: string | undefined;
	/** When the agent was created, as the service writes it. */
	readonly createTime?: string | undefined;
	/** When the agent was changed last, as the service writes it. */
	readonly modifyTime?: string | undefined;
	/** When the agent was published last, as the service writes it. */
	readonly publishTime?: string | undefined;
}

/** How far a campaign is. The service leaves out what it does not know. */
export interface TaskProgress {
	/** Why the start failed, in the service's words. */
	readonly startFailedReason?: string | undefined;
	/** Name of the agent. */
	readonly agentName?: string | undefined;
	/** Name of the LLM application. */
	readonly applicationName?: string | undefined;
	/** When the task was created, epoch milliseconds. */
	readonly createTime?: number | undefined;
	/** When the task really started, epoch milliseconds. */
	readonly realStartTime?: number | undefined;
	/** Numbers imported. */
	readonly totalCount?: number | undefined;
	/** Numbers reached. */
	readonly succeedCount?: number | undefined;
	/** Numbers given up. */
	readonly failedCount?: number | undefined;
	/** Calls in progress. */
	readonly callingCount?: number | undefined;
	/** Calls placed. */
	readonly totalCallCount?: number | undefined;
	/** Share of the numbers that is done, for example `70%`. */
	readonly completeRate?: string | undefined;
}

/** How a task is defined, as the service shows it: the arguments of an AiCallTask. */
export interface TaskDefinition {
	/** Name of the task, unique in the account for as long as the task exists, and a task cannot be deleted. The published pages give no limit of length or characters. */
	readonly taskName?: string | undefined;
	/** `IMMEDIATE`: calls begin as soon as numbers have been imported and a call window is open. `SCHEDULE`: the task starts automatically at `taskStartTime`. */
	readonly startType?: string | undefined;
	/** Days of the week on which calls may be placed (Asia/Shanghai). The order has no meaning. */
	readonly callDay?: readonly string[] | undefined;
	/** Parts of the day in which calls may be placed, on every day of `callDay`: `HH:mm:ss` on the clock of Asia/Shanghai, the start before the end, none overlapping another. Outside of them the service waits for the next one. */
	readonly callTime?: readonly CallWindow[] | undefined;
	/** Id of the communication agent that speaks, in decimal text: it has 18 digits, more than a number holds. It must be published. Required unless `source` is 1. */
	readonly agentId?: string | undefined;
	/** Number of the service instance that places the calls, in digits and with its leading 0. Required unless `phoneType` is 1. Whether the service reads it back (as CallerNumber) is not proven, so it can show drift only after a refresh has found the two equal. */
	readonly virtualNumber?: string | undefined;
	/** When a `SCHEDULE` task starts: epoch milliseconds, or RFC 3339 with an offset such as `2027-03-01T09:00:00+08:00`. */
	readonly taskStartTime?: number | undefined;
	/** Whether unanswered calls are placed again, as the `callRetry…` properties say. */
	readonly missCallRetry?: boolean | undefined;
	/** Outcomes after which a call is placed again. The order has no meaning. */
	readonly callRetryReason?: readonly string[] | undefined;
	/** How many times a call is placed again. */
	readonly callRetryTimes?: number | undefined;
	/** Minutes between one attempt and the next. The page of UpdateAiCallTask still says 120 at most, so above 120 an update may be refused. */
	readonly callRetryInterval?: number | undefined;
	/** Concurrency of the task: calls started per second plus calls in progress. Unset, the service chooses; its default is not published. */
	readonly taskCps?: number | undefined;
	/** Code of the LLM application of an engine task. */
	readonly applicationCode?: string | undefined;
	/** Whose line an engine task calls from: 0 a number of Alibaba Cloud, 1 the customer's own line. */
	readonly phoneType?: number | undefined;
	/** Code of the customer's own line (by invitation of the vendor). */
	readonly lineEncoding?: string | undefined;
	/** Phone number on the customer's own line. */
	readonly linePhoneNum?: string | undefined;
	/** How long an imported number may be called. 0: never expires; 1: for `callExpireMinutes` after its import; 2: until `callExpireDate`. */
	readonly callExpireType?: number | undefined;
	/** Minutes after its import in which a number may be called. */
	readonly callExpireMinutes?: number | undefined;
	/** Last moment at which numbers may be called: `YYYY-MM-DD HH:mm:ss`, taken as Asia/Shanghai time (the page names no zone), or RFC 3339 with an offset such as `2027-03-01T18:00:00+08:00`, which is sent in the first form. */
	readonly callExpireDate?: string | undefined;
	/** Parts of the day in which the outbound service instance may call, in the form of `callTime`. The element's form is not published; it is sent as that of `callTime`. The newest SDK describes its read-back as the hours of the service instance, so it can show drift only after a refresh has found the two equal. */
	readonly callableTime?: readonly CallWindow[] | undefined;
}

/** A task of the account, as the service lists it. */
export interface ListedTask {
	/** Id of the task, exact to the last of its 18 digits. */
	readonly taskId: string;
	/** Name of the task. */
	readonly taskName: string;
	/** `INIT` (nothing called yet), `RUNNING`, `STOPPED`, `FAILED` (failed to start), or the service's number of another status. */
	readonly status?: string | undefined;
	/** 1 for an engine task. Unset for the task of an agent. */
	readonly source?: 1 | undefined;
	/** Id of the agent that speaks. */
	readonly agentId?: string | undefined;
	/** Code of the LLM application of an engine task. */
	readonly applicationCode?: string | undefined;
	/** Calls at a time: those that start in a second, and those in progress. */
	readonly taskCps?: number | undefined;
	/** How far the campaign is. */
	readonly progress: TaskProgress;
}

/** What `getAgents` takes. */
export interface GetAgentsArgs {
	/** A part of the agent's name, in the same letter case. */
	readonly nameContains?: string | undefined;
	/** `true`: only agents that the lists show as published; `false`: all others. */
	readonly published?: boolean | undefined;
}

/** What `getAgents` answers. */
export interface GetAgentsResult {
	/** The agents, by name. */
	readonly agents: readonly Agent[];
	/** Set if the answer may lack some: why. It is also shown as a warning. */
	readonly incomplete?: string | undefined;
}

/** What `getTask` takes. */
export interface GetTaskArgs {
	/** Id of the task, as text: it has 18 digits, more than a number holds. */
	readonly taskId?: string | undefined;
	/** Name of the task, the whole of it. */
	readonly taskName?: string | undefined;
}

/** What `getTask` answers. */
export interface GetTaskResult {
	/** Id of the task, exact to the last of its 18 digits. */
	readonly taskId: string;
	/** Name of the task. */
	readonly taskName: string;
	/** `INIT` (nothing called yet), `RUNNING`, `STOPPED`, `FAILED` (failed to start), or the service's number of another status. */
	readonly status?: string | undefined;
	/** 1 for an engine task. Unset for the task of an agent. */
	readonly source?: 1 | undefined;
	/** Id of the agent that speaks. */
	readonly agentId?: string | undefined;
	/** Code of the LLM application of an engine task. */
	readonly applicationCode?: string | undefined;
	/** Calls at a time: those that start in a second, and those in progress. */
	readonly taskCps?: number | undefined;
	/** How far the campaign is. */
	readonly progress: TaskProgress;
	/** How the task is defined, as far as the service shows it. */
	readonly definition: TaskDefinition;
}

/** What `getTasks` takes. */
export interface GetTasksArgs {
	/** A part of the task's name, in the same letter case. */
	readonly nameContains?: string | undefined;
	/** `INIT`, `RUNNING`, `STOPPED`, `FAILED`, or the service's number of another status. */
	readonly status?: string | undefined;
	/** Id of the agent that speaks. */
	readonly agentId?: string | undefined;
	/** Only tasks created at this moment or later. RFC 3339 with an offset, or `YYYY-MM-DD HH:mm:ss` in China. */
	readonly createdFrom?: string | undefined;
	/** Only tasks created before this moment. RFC 3339 with an offset, or `YYYY-MM-DD HH:mm:ss` in China. */
	readonly createdBefore?: string | undefined;
}

/** What `getTasks` answers. */
export interface GetTasksResult {
	/** The tasks, newest first. */
	readonly tasks: readonly ListedTask[];
	/** Set if the answer may lack some: why. It is also shown as a warning. */
	readonly incomplete?: string | undefined;
}

/** What `getCallResults` takes. */
export interface GetCallResultsArgs {
	/** Id of the task, as text: it has 18 digits, more than a number holds. */
	readonly taskId: string;
}

/** What `getCallResults` answers. */
export interface GetCallResultsResult {
	/** Id of the task. */
	readonly taskId: string;
	/** Numbers of the task, cancelled ones included if the service lists them. */
	readonly numbers: number;
	/** Numbers by state: `initial`, `waiting`, `waiting for a retry`, `calling`, `ended`, `failed`, the service's number of another state, or `unknown`. */
	readonly byStatus: Readonly<Record<string, number>>;
	/** Numbers by the result of their last call, in the service's words: `ANSWERED`, `NO_ANSWER`, `USER_BUSY`, `POWERED_OFF`, `CANCEL` and others; `unreadable` for one that is no word. */
	readonly byResult: Readonly<Record<string, number>>;
	/** Numbers without a result: most of them wait to be called. */
	readonly withoutResult: number;
}

/** The communication agents of the account, from both lists of the service: that of older agents, and that of agents with branches and versions. It is not published which of them an account has. Needs the RAM actions aiccs:PageQueryAgentList and aiccs:PageQueryAgentListNew. */
export function getAgents(args: GetAgentsArgs = {}, options?: LookupOptions): Promise<GetAgentsResult> {
	return lookUp("getAgents", args, options);
}

/** `getAgents` with arguments that may be outputs. In a preview that does not know them, the answer is not known. */
export function getAgentsOutput(args: InputsOf<GetAgentsArgs> = {}, options?: LookupOutputOptions): Output<GetAgentsResult> {
	return lookUpOutput("getAgents", args, options);
}

/** One task of the account, by its id or by its name: definition, status and progress. Give one of the two. A task that is not there is an error, after `aiccs:listLagSeconds`: the service may show a new task late. */
export function getTask(args: GetTaskArgs = {}, options?: LookupOptions): Promise<GetTaskResult> {
	return lookUp("getTask", args, options);
}

/** `getTask` with arguments that may be outputs. In a preview that does not know them, the answer is not known. */
export function getTaskOutput(args: InputsOf<GetTaskArgs> = {}, options?: LookupOutputOptions): Output<GetTaskResult> {
	return lookUpOutput("getTask", args, options);
}

/** The tasks of the account that match every argument given, with status and progress, newest first. Reads the whole list, a request for each 100 tasks: how the service matches parts of names is not published. */
export function getTasks(args: GetTasksArgs = {}, options?: LookupOptions): Promise<GetTasksResult> {
	return lookUp("getTasks", args, options);
}

/** `getTasks` with arguments that may be outputs. In a preview that does not know them, the answer is not known. */
export function getTasksOutput(args: InputsOf<GetTasksArgs> = {}, options?: LookupOutputOptions): Output<GetTasksResult> {
	return lookUpOutput("getTasks", args, options);
}

/** How many numbers of a task are in which state, and with which result of the last call: counts only, and no number, outId or id of a call. Reads every number of the task, a request for each 100 to 1,000 in each of three lists. Needs the RAM action aiccs:QueryAiCallDetailPage. */
export function getCallResults(args: GetCallResultsArgs, options?: LookupOptions): Promise<GetCallResultsResult> {
	return lookUp("getCallResults", args, options);
}

/** `getCallResults` with arguments that may be outputs. In a preview that does not know them, the answer is not known. */
export function getCallResultsOutput(args: InputsOf<GetCallResultsArgs>, options?: LookupOutputOptions): Output<GetCallResultsResult> {
	return lookUpOutput("getCallResults", args, options);
}
