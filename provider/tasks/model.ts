import { z } from "zod";
import {
	account,
	choice,
	code,
	flag,
	id,
	instant,
	lineNumber,
	localDateTime,
	name,
	opaqueCode,
	setOf,
	whole,
	windows,
} from "../definition/field";
import { weekdays } from "../definition/shanghai-time";

const createPage = "CreateAiCallTask, API reference";
const updatePage = "CreateAiCallTask and UpdateAiCallTask, API reference";
const sdk = (version: string) => `request models of the vendor's SDKs since ${version}`;

/** Reasons of an unanswered call after which the service may call again. */
export const retryReasons = [
	"CALL_REJECTED",
	"USER_BUSY",
	"SUSPEND",
	"INVALID_NUMBER",
	"POWERED_OFF",
	"NETWORK_BUSY",
	"NO_ANSWER",
] as const;

/** Minutes: the largest `callRetryInterval` on the page of UpdateAiCallTask. The page of CreateAiCallTask has 720. */
export const largestRetryInterval = 120;

/** In minutes. No maximum is published; more than this is a mistake in the unit. */
const hundredYears = 52_560_000;

/**
 * An AI call task: the type, limits and facts of each parameter. Types, checks, replacement, requests, read-back,
 * schema.json and the tables of the reference are derived from it.
 */
export const AiCallTask = z.strictObject({
	taskName: name({
		title: "name",
		description:
			"Name of the task, unique in the account for as long as the task exists, and a task cannot be deleted. The published pages give no limit of length or characters.",
		change: "updates",
		ifDrifted: "its old name is free, and another task can take it",
		readBack: "TaskName",
		source: updatePage,
	}),
	startType: choice(["IMMEDIATE", "SCHEDULE"], {
		title: "start",
		description:
			"`IMMEDIATE`: calls begin as soon as numbers have been imported and a call window is open. `SCHEDULE`: the task starts automatically at `taskStartTime`.",
		change: "updates",
		readBack: "StartType",
		source: updatePage,
	}),
	callDay: setOf(weekdays, {
		title: "days",
		description: "Days of the week on which calls may be placed (Asia/Shanghai). The order has no meaning.",
		change: "updates",
		readBack: "CallDays",
		source: updatePage,
	}),
	callTime: windows({
		title: "call windows",
		description:
			"Parts of the day in which calls may be placed, on every day of `callDay`: `HH:mm:ss` on the clock of Asia/Shanghai, the start before the end, none overlapping another. Outside of them the service waits for the next one.",
		change: "updates",
		readBack: "CallTimes",
		source: updatePage,
	}),
	agentId: id({
		title: "agent",
		description:
			"Id of the communication agent that speaks, in decimal text: it has 18 digits, more than a number holds. It must be published. Required unless `source` is 1.",
		change: "replaces",
		readBack: "AgentId",
		source: createPage,
	}).optional(),
	virtualNumber: lineNumber({
		title: "calling number",
		description:
			"Number of the service instance that places the calls, in digits and with its leading 0. Required unless `phoneType` is 1. Whether the service reads it back (as CallerNumber) is not proven, so it can show drift only after a refresh has found the two equal.",
		change: "updates",
		readBack: "CallerNumber",
		readBackUnproven: true,
		source: updatePage,
	}).optional(),
	taskStartTime: instant({
		title: "start time",
		description:
			"When a `SCHEDULE` task starts: epoch milliseconds, or RFC 3339 with an offset such as `2027-03-01T09:00:00+08:00`.",
		change: "updates",
		onlyWhen: { property: "startType", is: "SCHEDULE", required: true },
		readBack: "StartTime",
		source: updatePage,
	}).optional(),
	missCallRetry: flag({
		title: "retries of unanswered calls",
		description: "Whether unanswered calls are placed again, as the `callRetry…` properties say.",
		change: "updates",
		readBack: "RetryEnable",
		unset: false,
		source: updatePage,
	}).optional(),
	callRetryReason: setOf(retryReasons, {
		title: "outcomes to retry",
		description: "Outcomes after which a call is placed again. The order has no meaning.",
		change: "updates",
		onlyWhen: { property: "missCallRetry", is: true },
		readBack: "RetryReasons",
		cleared: [],
		source: updatePage,
	}).optional(),
	callRetryTimes: whole(1, 3, {
		title: "retries",
		description: "How many times a call is placed again.",
		change: "updates",
		onlyWhen: { property: "missCallRetry", is: true },
		readBack: "RetryCount",
		source: updatePage,
	}).optional(),
	callRetryInterval: whole(1, 720, {
		title: "minutes between attempts",
		description: `Minutes between one attempt and the next. The page of UpdateAiCallTask still says ${largestRetryInterval} at most, so above ${largestRetryInterval} an update may be refused.`,
		change: "updates",
		onlyWhen: { property: "missCallRetry", is: true },
		readBack: "RetryInterval",
		source: updatePage,
	}).optional(),
	taskCps: whole(1, 500, {
		title: "calls at a time",
		description:
			"Concurrency of the task: calls started per second plus calls in progress. Unset, the service chooses; its default is not published.",
		change: "updates",
		readBack: "ConcurrentCount",
		source: updatePage,
	}).optional(),
	source: code([0, 1], {
		title: "speaker",
		description:
			"What speaks: 0 an agent (`agentId`), 1 an engine (`applicationCode`). The service never reads it back.",
		change: "replaces",
		unset: 0,
		source: sdk("3.5.1"),
	}).optional(),
	applicationCode: opaqueCode({
		title: "application",
		description: "Code of the LLM application of an engine task.",
		change: "replaces",
		onlyWhen: { property: "source", is: 1, required: true },
		readBack: "ApplicationCode",
		source: sdk("3.5.1"),
	}).optional(),
	phoneType: code([0, 1], {
		title: "kind of line",
		description: "Whose line an engine task calls from: 0 a number of Alibaba Cloud, 1 the customer's own line.",
		change: "updates",
		onlyWhen: { property: "source", is: 1 },
		readBack: "PhoneType",
		source: sdk("3.5.1"),
	}).optional(),
	lineEncoding: opaqueCode({
		title: "line",
		description: "Code of the customer's own line (by invitation of the vendor).",
		change: "updates",
		onlyWhen: { property: "phoneType", is: 1, required: true },
		readBack: "LineEncoding",
		source: sdk("3.5.1"),
	}).optional(),
	linePhoneNum: lineNumber({
		title: "line number",
		description: "Phone number on the customer's own line.",
		change: "updates",
		onlyWhen: { property: "phoneType", is: 1, required: true },
		readBack: "LinePhoneNum",
		source: sdk("3.5.1"),
	}).optional(),
	callExpireType: code([0, 1, 2], {
		title: "expiry",
		description:
			"How long an imported number may be called. 0: never expires; 1: for `callExpireMinutes` after its import; 2: until `callExpireDate`.",
		change: "updates",
		readBack: "CallExpireType",
		cleared: 0,
		source: sdk("5.4.2"),
	}).optional(),
	callExpireMinutes: whole(1, hundredYears, {
		title: "minutes until numbers expire",
		description: "Minutes after its import in which a number may be called.",
		change: "updates",
		onlyWhen: { property: "callExpireType", is: 1, required: true },
		readBack: "CallExpireMinutes",
		source: sdk("5.4.2"),
	}).optional(),
	callExpireDate: localDateTime({
		title: "last moment to call",
		description:
			"Last moment at which numbers may be called: `YYYY-MM-DD HH:mm:ss`, taken as Asia/Shanghai time (the page names no zone), or RFC 3339 with an offset such as `2027-03-01T18:00:00+08:00`, which is sent in the first form.",
		change: "updates",
		onlyWhen: { property: "callExpireType", is: 2, required: true },
		readBack: "CallExpireDate",
		source: sdk("5.4.2"),
	}).optional(),
	callableTime: windows({
		title: "windows of the service instance",
		description:
			"Parts of the day in which the outbound service instance may call, in the form of `callTime`. The element's form is not published; it is sent as that of `callTime`. The newest SDK describes its read-back as the hours of the service instance, so it can show drift only after a refresh has found the two equal.",
		change: "updates",
		readBack: "CallableTimes",
		readBackUnproven: true,
		cleared: [],
		source: sdk("5.4.2"),
	}).optional(),
	account: account({
		title: "account",
		description:
			"Name of the account that has the task: one of `aiccs:accounts` in the configuration (docs/accounts.md). Unset, the account of the stack. Another name of the same account changes nothing.",
		change: "replaces",
		ours: true,
		source: "this provider",
	}).optional(),
	adoptTaskId: id({
		title: "adopted task",
		description:
			"Id, in decimal text, of an existing task: it is taken into the stack and updated to this definition, instead of creating a new task. Afterwards the property may be kept or removed.",
		change: "nothing",
		ours: true,
		source: "this provider",
	}).optional(),
	runState: choice(["running", "stopped"], {
		title: "running or stopped",
		description:
			"Whether the task should be running. Applied on create, on update, and when a refresh finds a different state. Unset, starting and stopping is left to you and the service.",
		change: "updates",
		effect: "starts or stops the task",
		ours: true,
		source: "this provider",
	}).optional(),
	onDestroy: choice(["release", "stop", "leave"], {
		title: "when destroyed",
		description:
			"What destroying the resource does to the task, which the service cannot delete. `release` (also when unset): stop it, cancel the numbers still waiting, and rename it so that its name is free. `stop`: stop it only. `leave`: leave it untouched.",
		change: "recorded",
		ours: true,
		unset: "release",
		source: "this provider",
	}).optional(),
});

/** A declared task, every value known. */
export type AiCallTask = z.output<typeof AiCallTask>;
export type Property = keyof AiCallTask;
