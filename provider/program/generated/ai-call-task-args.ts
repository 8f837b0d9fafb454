// Written by `npm run schema`. Change the model, not this file.
import type { Input, Output } from "@pulumi/pulumi";

/** A part of the day in which calls may be placed, on the clock of Asia/Shanghai. */
export interface CallWindow {
	/** `HH:mm:ss`. */
	startTime: string;
	/** `HH:mm:ss`, later than the start; the last one of a day is 23:59:59. */
	endTime: string;
}

/** A `CallWindow` as an argument. */
export interface CallWindowArgs {
	/** `HH:mm:ss`. */
	startTime: Input<string>;
	/** `HH:mm:ss`, later than the start; the last one of a day is 23:59:59. */
	endTime: Input<string>;
}

/** What an AI call task is declared with. */
export interface AiCallTaskArgs {
	/**
	 * Name of the task, unique in the account for as long as the task exists, and a task cannot be deleted. The published pages give no limit of length or characters.
	 *
	 * Form: a name that begins and ends with a visible character and has no line break.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	taskName: Input<string>;
	/**
	 * `IMMEDIATE`: calls begin as soon as numbers have been imported and a call window is open. `SCHEDULE`: the task starts automatically at `taskStartTime`.
	 *
	 * Form: IMMEDIATE or SCHEDULE.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	startType: Input<"IMMEDIATE" | "SCHEDULE">;
	/**
	 * Days of the week on which calls may be placed (Asia/Shanghai). The order has no meaning.
	 *
	 * Form: a list of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY or SUNDAY.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	callDay: Input<Input<"MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY">[]>;
	/**
	 * Parts of the day in which calls may be placed, on every day of `callDay`: `HH:mm:ss` on the clock of Asia/Shanghai, the start before the end, none overlapping another. Outside of them the service waits for the next one.
	 *
	 * Form: a list of windows such as [{ startTime: "09:00:00", endTime: "18:00:00" }].
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	callTime: Input<Input<CallWindowArgs>[]>;
	/**
	 * Id of the communication agent that speaks, in decimal text: it has 18 digits, more than a number holds. It must be published. Required unless `source` is 1.
	 *
	 * Form: the id as text, for example "118712345678901234".
	 *
	 * A change replaces the task: the old one is stopped and renamed, and a new one is created.
	 *
	 * Source: CreateAiCallTask, API reference.
	 */
	agentId?: Input<string | undefined> | undefined;
	/**
	 * Number of the service instance that places the calls, in digits and with its leading 0. Required unless `phoneType` is 1. Whether the service reads it back (as CallerNumber) is not proven, so it can show drift only after a refresh has found the two equal.
	 *
	 * Form: the number as text, for example "05710000001".
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	virtualNumber?: Input<string | undefined> | undefined;
	/**
	 * When a `SCHEDULE` task starts: epoch milliseconds, or RFC 3339 with an offset such as `2027-03-01T09:00:00+08:00`.
	 *
	 * Form: epoch milliseconds (13 digits) or RFC 3339 with an offset, for example "2027-03-01T09:00:00+08:00".
	 *
	 * Required exactly when `startType` is SCHEDULE.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	taskStartTime?: Input<number | string | undefined> | undefined;
	/**
	 * Whether unanswered calls are placed again, as the `callRetry…` properties say.
	 *
	 * Form: true or false.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	missCallRetry?: Input<boolean | undefined> | undefined;
	/**
	 * Outcomes after which a call is placed again. The order has no meaning.
	 *
	 * Form: a list of CALL_REJECTED, USER_BUSY, SUSPEND, INVALID_NUMBER, POWERED_OFF, NETWORK_BUSY or NO_ANSWER.
	 *
	 * Only when `missCallRetry` is true.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	callRetryReason?: Input<Input<"CALL_REJECTED" | "USER_BUSY" | "SUSPEND" | "INVALID_NUMBER" | "POWERED_OFF" | "NETWORK_BUSY" | "NO_ANSWER">[] | undefined> | undefined;
	/**
	 * How many times a call is placed again.
	 *
	 * Form: a whole number from 1 to 3.
	 *
	 * Only when `missCallRetry` is true.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	callRetryTimes?: Input<number | undefined> | undefined;
	/**
	 * Minutes between one attempt and the next. The page of UpdateAiCallTask still says 120 at most, so above 120 an update may be refused.
	 *
	 * Form: a whole number from 1 to 720.
	 *
	 * Only when `missCallRetry` is true.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	callRetryInterval?: Input<number | undefined> | undefined;
	/**
	 * Concurrency of the task: calls started per second plus calls in progress. Unset, the service chooses; its default is not published.
	 *
	 * Form: a whole number from 1 to 500.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: CreateAiCallTask and UpdateAiCallTask, API reference.
	 */
	taskCps?: Input<number | undefined> | undefined;
	/**
	 * What speaks: 0 an agent (`agentId`), 1 an engine (`applicationCode`). The service never reads it back.
	 *
	 * Form: 0 or 1.
	 *
	 * A change replaces the task: the old one is stopped and renamed, and a new one is created.
	 *
	 * Source: request models of the vendor's SDKs since 3.5.1.
	 */
	source?: Input<0 | 1 | undefined> | undefined;
	/**
	 * Code of the LLM application of an engine task.
	 *
	 * Form: text without white space.
	 *
	 * Required exactly when `source` is 1.
	 *
	 * A change replaces the task: the old one is stopped and renamed, and a new one is created.
	 *
	 * Source: request models of the vendor's SDKs since 3.5.1.
	 */
	applicationCode?: Input<string | undefined> | undefined;
	/**
	 * Whose line an engine task calls from: 0 a number of Alibaba Cloud, 1 the customer's own line.
	 *
	 * Form: 0 or 1.
	 *
	 * Only when `source` is 1.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 3.5.1.
	 */
	phoneType?: Input<0 | 1 | undefined> | undefined;
	/**
	 * Code of the customer's own line (by invitation of the vendor).
	 *
	 * Form: text without white space.
	 *
	 * Required exactly when `phoneType` is 1.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 3.5.1.
	 */
	lineEncoding?: Input<string | undefined> | undefined;
	/**
	 * Phone number on the customer's own line.
	 *
	 * Form: the number as text, for example "05710000001".
	 *
	 * Required exactly when `phoneType` is 1.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 3.5.1.
	 */
	linePhoneNum?: Input<string | undefined> | undefined;
	/**
	 * How long an imported number may be called. 0: never expires; 1: for `callExpireMinutes` after its import; 2: until `callExpireDate`.
	 *
	 * Form: 0, 1 or 2.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 5.4.2.
	 */
	callExpireType?: Input<0 | 1 | 2 | undefined> | undefined;
	/**
	 * Minutes after its import in which a number may be called.
	 *
	 * Form: a whole number from 1 to 52560000.
	 *
	 * Required exactly when `callExpireType` is 1.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 5.4.2.
	 */
	callExpireMinutes?: Input<number | undefined> | undefined;
	/**
	 * Last moment at which numbers may be called: `YYYY-MM-DD HH:mm:ss`, taken as Asia/Shanghai time (the page names no zone), or RFC 3339 with an offset such as `2027-03-01T18:00:00+08:00`, which is sent in the first form.
	 *
	 * Form: a date and time in China YYYY-MM-DD HH:mm:ss, for example "2027-03-01 18:00:00", or RFC 3339 with an offset, for example "2027-03-01T18:00:00+08:00".
	 *
	 * Required exactly when `callExpireType` is 2.
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 5.4.2.
	 */
	callExpireDate?: Input<string | undefined> | undefined;
	/**
	 * Parts of the day in which the outbound service instance may call, in the form of `callTime`. The element's form is not published; it is sent as that of `callTime`. The newest SDK describes its read-back as the hours of the service instance, so it can show drift only after a refresh has found the two equal.
	 *
	 * Form: a list of windows such as [{ startTime: "09:00:00", endTime: "18:00:00" }].
	 *
	 * A change updates the task in place; a running campaign is stopped for that time.
	 *
	 * Source: request models of the vendor's SDKs since 5.4.2.
	 */
	callableTime?: Input<Input<CallWindowArgs>[] | undefined> | undefined;
	/**
	 * Name of the account that has the task: one of `aiccs:accounts` in the configuration (docs/accounts.md). Unset, the account of the stack. Another name of the same account changes nothing.
	 *
	 * Form: the name of an account of aiccs:accounts, such as "emea".
	 *
	 * A change replaces the task: the old one is stopped and renamed, and a new one is created.
	 *
	 * Source: this provider.
	 */
	account?: Input<string | undefined> | undefined;
	/**
	 * Id, in decimal text, of an existing task: it is taken into the stack and updated to this definition, instead of creating a new task. Afterwards the property may be kept or removed.
	 *
	 * Form: the id as text, for example "118712345678901234".
	 *
	 * A change has no effect on a task that exists.
	 *
	 * Source: this provider.
	 */
	adoptTaskId?: Input<string | undefined> | undefined;
	/**
	 * Whether the task should be running. Applied on create, on update, and when a refresh finds a different state. Unset, starting and stopping is left to you and the service.
	 *
	 * Form: running or stopped.
	 *
	 * A change starts or stops the task.
	 *
	 * Source: this provider.
	 */
	runState?: Input<"running" | "stopped" | undefined> | undefined;
	/**
	 * What destroying the resource does to the task, which the service cannot delete. `release` (also when unset): stop it, cancel the numbers still waiting, and rename it so that its name is free. `stop`: stop it only. `leave`: leave it untouched.
	 *
	 * Form: release, stop or leave.
	 *
	 * A change is only recorded.
	 *
	 * Source: this provider.
	 */
	onDestroy?: Input<"release" | "stop" | "leave" | undefined> | undefined;
}

/** What a refresh, or an update, last saw. */
export interface AiCallTaskProgress {
	/**
	 * Why the start failed, in the service's words.
	 */
	readonly startFailedReason?: string | undefined;
	/**
	 * Name of the agent.
	 */
	readonly agentName?: string | undefined;
	/**
	 * Name of the LLM application.
	 */
	readonly applicationName?: string | undefined;
	/**
	 * When the task was created, epoch milliseconds.
	 */
	readonly createTime?: number | undefined;
	/**
	 * When the task really started, epoch milliseconds.
	 */
	readonly realStartTime?: number | undefined;
	/**
	 * Numbers imported.
	 */
	readonly totalCount?: number | undefined;
	/**
	 * Numbers reached.
	 */
	readonly succeedCount?: number | undefined;
	/**
	 * Numbers given up.
	 */
	readonly failedCount?: number | undefined;
	/**
	 * Calls in progress.
	 */
	readonly callingCount?: number | undefined;
	/**
	 * Calls placed.
	 */
	readonly totalCallCount?: number | undefined;
	/**
	 * Share of the numbers that is done, for example `70%`.
	 */
	readonly completeRate?: string | undefined;
}

/** What a program can read of an AI call task. */
export interface AiCallTaskOutputs {
	/**
	 * Name of the task, unique in the account for as long as the task exists, and a task cannot be deleted. The published pages give no limit of length or characters.
	 */
	readonly taskName: Output<string>;
	/**
	 * `IMMEDIATE`: calls begin as soon as numbers have been imported and a call window is open. `SCHEDULE`: the task starts automatically at `taskStartTime`.
	 */
	readonly startType: Output<"IMMEDIATE" | "SCHEDULE">;
	/**
	 * Days of the week on which calls may be placed (Asia/Shanghai). The order has no meaning.
	 */
	readonly callDay: Output<("MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY")[]>;
	/**
	 * Parts of the day in which calls may be placed, on every day of `callDay`: `HH:mm:ss` on the clock of Asia/Shanghai, the start before the end, none overlapping another. Outside of them the service waits for the next one.
	 */
	readonly callTime: Output<CallWindow[]>;
	/**
	 * Id of the communication agent that speaks, in decimal text: it has 18 digits, more than a number holds. It must be published. Required unless `source` is 1.
	 */
	readonly agentId: Output<string | undefined>;
	/**
	 * Number of the service instance that places the calls, in digits and with its leading 0. Required unless `phoneType` is 1. Whether the service reads it back (as CallerNumber) is not proven, so it can show drift only after a refresh has found the two equal.
	 */
	readonly virtualNumber: Output<string | undefined>;
	/**
	 * When a `SCHEDULE` task starts: epoch milliseconds, or RFC 3339 with an offset such as `2027-03-01T09:00:00+08:00`.
	 */
	readonly taskStartTime: Output<number | string | undefined>;
	/**
	 * Whether unanswered calls are placed again, as the `callRetry…` properties say.
	 */
	readonly missCallRetry: Output<boolean | undefined>;
	/**
	 * Outcomes after which a call is placed again. The order has no meaning.
	 */
	readonly callRetryReason: Output<("CALL_REJECTED" | "USER_BUSY" | "SUSPEND" | "INVALID_NUMBER" | "POWERED_OFF" | "NETWORK_BUSY" | "NO_ANSWER")[] | undefined>;
	/**
	 * How many times a call is placed again.
	 */
	readonly callRetryTimes: Output<number | undefined>;
	/**
	 * Minutes between one attempt and the next. The page of UpdateAiCallTask still says 120 at most, so above 120 an update may be refused.
	 */
	readonly callRetryInterval: Output<number | undefined>;
	/**
	 * Concurrency of the task: calls started per second plus calls in progress. Unset, the service chooses; its default is not published.
	 */
	readonly taskCps: Output<number | undefined>;
	/**
	 * What speaks: 0 an agent (`agentId`), 1 an engine (`applicationCode`). The service never reads it back.
	 */
	readonly source: Output<0 | 1 | undefined>;
	/**
	 * Code of the LLM application of an engine task.
	 */
	readonly applicationCode: Output<string | undefined>;
	/**
	 * Whose line an engine task calls from: 0 a number of Alibaba Cloud, 1 the customer's own line.
	 */
	readonly phoneType: Output<0 | 1 | undefined>;
	/**
	 * Code of the customer's own line (by invitation of the vendor).
	 */
	readonly lineEncoding: Output<string | undefined>;
	/**
	 * Phone number on the customer's own line.
	 */
	readonly linePhoneNum: Output<string | undefined>;
	/**
	 * How long an imported number may be called. 0: never expires; 1: for `callExpireMinutes` after its import; 2: until `callExpireDate`.
	 */
	readonly callExpireType: Output<0 | 1 | 2 | undefined>;
	/**
	 * Minutes after its import in which a number may be called.
	 */
	readonly callExpireMinutes: Output<number | undefined>;
	/**
	 * Last moment at which numbers may be called: `YYYY-MM-DD HH:mm:ss`, taken as Asia/Shanghai time (the page names no zone), or RFC 3339 with an offset such as `2027-03-01T18:00:00+08:00`, which is sent in the first form.
	 */
	readonly callExpireDate: Output<string | undefined>;
	/**
	 * Parts of the day in which the outbound service instance may call, in the form of `callTime`. The element's form is not published; it is sent as that of `callTime`. The newest SDK describes its read-back as the hours of the service instance, so it can show drift only after a refresh has found the two equal.
	 */
	readonly callableTime: Output<CallWindow[] | undefined>;
	/**
	 * Name of the account that has the task: one of `aiccs:accounts` in the configuration (docs/accounts.md). Unset, the account of the stack. Another name of the same account changes nothing.
	 */
	readonly account: Output<string | undefined>;
	/**
	 * Id, in decimal text, of an existing task: it is taken into the stack and updated to this definition, instead of creating a new task. Afterwards the property may be kept or removed.
	 */
	readonly adoptTaskId: Output<string | undefined>;
	/**
	 * Whether the task should be running. Applied on create, on update, and when a refresh finds a different state. Unset, starting and stopping is left to you and the service.
	 */
	readonly runState: Output<"running" | "stopped" | undefined>;
	/**
	 * What destroying the resource does to the task, which the service cannot delete. `release` (also when unset): stop it, cancel the numbers still waiting, and rename it so that its name is free. `stop`: stop it only. `leave`: leave it untouched.
	 */
	readonly onDestroy: Output<"release" | "stop" | "leave" | undefined>;
	/**
	 * State of the task as last seen by an update or refresh: INIT (nothing called yet), RUNNING, STOPPED, FAILED (failed to start). The service has no state for a finished campaign: `progress.completeRate` says that.
	 */
	readonly status: Output<"INIT" | "RUNNING" | "STOPPED" | "FAILED">;
	/**
	 * How far the campaign is. Empty until the first refresh or update.
	 */
	readonly progress: Output<AiCallTaskProgress | undefined>;
}

/** The names of the properties. */
export const properties = {
	required: ["taskName", "startType", "callDay", "callTime"],
	optional: ["agentId", "virtualNumber", "taskStartTime", "missCallRetry", "callRetryReason", "callRetryTimes", "callRetryInterval", "taskCps", "source", "applicationCode", "phoneType", "lineEncoding", "linePhoneNum", "callExpireType", "callExpireMinutes", "callExpireDate", "callableTime", "account", "adoptTaskId", "runState", "onDestroy"],
	moments: ["taskStartTime", "callExpireDate"],
	outputs: ["status", "progress"],
	id: "taskId",
} as const;
