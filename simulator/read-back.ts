import { otherwise } from "./read-back-otherwise";
import type { Settings } from "./settings";
import type { Task } from "./task";
import type { CallWindow, TaskDefinition } from "./task-definition";
import { CALL_DAYS } from "./task-definition";
import type { World } from "./world";

/** What QueryAiCallTaskDetail shows of a definition, under the names it has there. */
export function detailOf(world: World, task: Task, definition: TaskDefinition) {
	const { settings } = world;
	const fields = fieldsOf(world, task, definition);
	return withNulls(settings, {
		TaskId: task.id,
		...fields,
		...otherwise(settings, task, "detail", fields, () => fieldsOf(world, task, task.created)),
		RealStartTime: task.realStartTime,
	});
}

/** The definition in the detail's terms. */
function fieldsOf(world: World, task: Task, definition: TaskDefinition) {
	const { settings } = world;
	return {
		TaskName: definition.TaskName,
		...agentOf(world, definition),
		CallerNumber: callerNumber(settings, definition),
		StartType: definition.StartType,
		StartTime: startTime(settings, task, definition),
		CallDays: inOrder(settings, definition.CallDay, (day) => CALL_DAYS.indexOf(day)),
		CallTimes: windows(settings, definition.CallTime),
		CallableTimes: callableTimes(settings, definition),
		RetryEnable: definition.MissCallRetry,
		RetryReasons: definition.CallRetryReason && inOrder(settings, definition.CallRetryReason),
		RetryCount: definition.CallRetryTimes,
		RetryInterval: definition.CallRetryInterval,
		ConcurrentCount: definition.TaskCps,
		PhoneType: definition.PhoneType,
		LineEncoding: definition.LineEncoding,
		LinePhoneNum: definition.LinePhoneNum,
		...expiryOf(definition),
	};
}

export function agentOf({ agents }: World, { AgentId, ApplicationCode }: TaskDefinition) {
	const agent = agents.get(AgentId ?? "");
	return {
		AgentId,
		AgentName: agent?.AgentName ?? (AgentId && `智能体${AgentId.slice(-4)}`),
		ApplicationCode,
		ApplicationName: ApplicationCode && `应用${ApplicationCode}`,
	};
}

export function expiryOf({ CallExpireType, CallExpireMinutes, CallExpireDate }: TaskDefinition) {
	return { CallExpireType, CallExpireMinutes, CallExpireDate };
}

export function startTime(
	{ immediateStartTime }: Settings,
	{ createTime }: Task,
	{ StartType, TaskStartTime }: TaskDefinition,
): number | undefined {
	if (StartType === "SCHEDULE") return TaskStartTime;
	return { null: undefined, zero: 0, "create-time": createTime }[immediateStartTime];
}

export function withNulls<Fields extends Record<string, unknown>>({ nullFields }: Settings, fields: Fields) {
	const entries = Object.entries(fields);
	if (nullFields === "null") return Object.fromEntries(entries.map(([name, value]) => [name, value ?? null]));
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function callerNumber({ callerNumber: reading }: Settings, { VirtualNumber }: TaskDefinition): string | undefined {
	return { same: VirtualNumber, absent: undefined, other: VirtualNumber && `0${VirtualNumber}-1` }[reading];
}

/* The sample of the vendor's API reference. */
const INSTANCE_HOURS: readonly CallWindow[] = [{ startTime: "10:00:00", endTime: "18:00:00" }];

function callableTimes(settings: Settings, { CallableTime, CallTime }: TaskDefinition) {
	if (settings.callableTimes === "absent") return undefined;
	if (settings.callableTimes === "instance-hours") return windows(settings, INSTANCE_HOURS);
	const shown = CallableTime ?? (settings.callableTimes === "call-time" ? CallTime : undefined);
	return shown && windows(settings, shown);
}

function windows(settings: Settings, sent: readonly CallWindow[]) {
	const length = settings.timeFormat.length;
	const shown = sent.map(({ startTime, endTime }) => ({
		StartTime: startTime.slice(0, length),
		EndTime: endTime.slice(0, length),
	}));
	return inOrder(settings, shown, ({ StartTime, EndTime }) => StartTime + EndTime);
}

function inOrder<Item>(
	{ readBackOrder }: Settings,
	items: readonly Item[],
	key: (item: Item) => string | number = String,
): readonly Item[] {
	if (readBackOrder === "as-sent") return items;
	return [...items].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
