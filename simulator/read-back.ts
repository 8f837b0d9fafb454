import { shownFields } from "./read-back-otherwise";
import type { Service } from "./service";
import type { Settings } from "./settings";
import type { Task } from "./task";
import { type CallWindow, callDays, shownParameters, type TaskDefinition } from "./task-definition";

/** The Data of QueryAiCallTaskDetail. */
export function detailOf(service: Service, task: Task, definition: TaskDefinition) {
	const { settings } = service;
	return withNulls(settings, {
		TaskId: task.id,
		...shownFields(settings, task, "detail", definition, (one) => fieldsOf(service, task, one)),
		RealStartTime: task.realStartTime,
	});
}

function fieldsOf(service: Service, task: Task, definition: TaskDefinition) {
	const { settings } = service;
	return {
		...asStored(definition),
		...agentOf(service, definition),
		CallerNumber: callerNumber(settings, definition),
		StartTime: startTime(settings, task, definition),
		CallDays: inOrder(settings, definition.CallDay, (day) => callDays.indexOf(day)),
		CallTimes: windows(settings, definition.CallTime),
		CallableTimes: callableTimes(settings, definition),
		RetryReasons: definition.CallRetryReason && inOrder(settings, definition.CallRetryReason),
	};
}

/** Each field as the parameter was sent. */
function asStored(definition: TaskDefinition) {
	const stored = new Map<string, unknown>(Object.entries(definition));
	return Object.fromEntries(shownParameters.map(({ name, shownAs }) => [shownAs, stored.get(name)]));
}

export function agentOf({ agents }: Service, { AgentId, ApplicationCode }: TaskDefinition) {
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
	// An answer omits fields that are undefined.
	if (nullFields === "omitted") return fields;
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null]));
}

function callerNumber({ callerNumber: setting }: Settings, { VirtualNumber }: TaskDefinition): string | undefined {
	return { same: VirtualNumber, absent: undefined, other: VirtualNumber && `0${VirtualNumber}-1` }[setting];
}

// From the example in the vendor's API reference.
const instanceHours: readonly CallWindow[] = [{ startTime: "10:00:00", endTime: "18:00:00" }];

function callableTimes(settings: Settings, { CallableTime, CallTime }: TaskDefinition) {
	if (settings.callableTimes === "absent") return undefined;
	if (settings.callableTimes === "instance-hours") return windows(settings, instanceHours);
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
