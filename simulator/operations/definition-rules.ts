import { parseDateAndTime } from "../calls/shanghai";
import { duplicateName, invalidParameter, missingParameter } from "../refusals";
import type { Service } from "../service";
import type { Settings } from "../settings";
import type { Task } from "../task";
import type { CallWindow, TaskDefinition } from "../task-definition";

/** Checks the rules across parameters and tasks. Throws at the first broken one. */
export function checkDefinition(service: Service, definition: TaskDefinition, task?: Task): void {
	const { settings } = service;
	checkCaller(settings, definition);
	checkStart(settings, definition);
	checkExpiry(settings, definition);
	checkRetry(settings, definition);
	checkWindows(settings, definition.CallTime);
	checkLists(settings, definition);
	checkName(settings, definition.TaskName);
	if (service.tasks.isTaken(definition.TaskName, definition.Source, task)) {
		throw duplicateName(settings, definition.TaskName);
	}
}

/** Refuses a SCHEDULE whose TaskStartTime has passed. */
export function checkNotPast(service: Service, definition: TaskDefinition): void {
	if (isPast(service, definition)) throw invalidParameter(service.settings, "TaskStartTime", "It is in the past.");
}

export function isPast({ clock }: Service, { StartType, TaskStartTime }: TaskDefinition): boolean {
	return StartType === "SCHEDULE" && TaskStartTime !== undefined && TaskStartTime <= clock.now();
}

export function nameOf({ taskNameTrim }: Settings, sent: string): string {
	return taskNameTrim === "trimmed" ? sent.trim() : sent;
}

function checkCaller(settings: Settings, { Source, AgentId, ApplicationCode, VirtualNumber }: TaskDefinition): void {
	if (Source === 0 && !AgentId) throw missingParameter(settings, "AgentId");
	if (Source === 1 && !ApplicationCode) throw missingParameter(settings, "ApplicationCode");
	const needsNumber =
		settings.virtualNumber === "required" || (settings.virtualNumber === "agent-tasks" && Source === 0);
	if (needsNumber && !VirtualNumber) throw missingParameter(settings, "VirtualNumber");
}

function checkStart(settings: Settings, { StartType, TaskStartTime }: TaskDefinition): void {
	if (StartType === "SCHEDULE" && TaskStartTime === undefined) throw missingParameter(settings, "TaskStartTime");
}

function checkExpiry(settings: Settings, definition: TaskDefinition): void {
	const { CallExpireType, CallExpireMinutes, CallExpireDate } = definition;
	if (CallExpireType === 1 && CallExpireMinutes === undefined) throw missingParameter(settings, "CallExpireMinutes");
	if (CallExpireType === 2 && !CallExpireDate) throw missingParameter(settings, "CallExpireDate");
	if (CallExpireDate && parseDateAndTime(CallExpireDate) === undefined) {
		throw invalidParameter(settings, "CallExpireDate", "It must be YYYY-MM-DD HH:mm:ss.");
	}
}

const retryFields = ["CallRetryReason", "CallRetryTimes", "CallRetryInterval"] as const;

function checkRetry(settings: Settings, definition: TaskDefinition): void {
	if (settings.retryFields === "optional" || !definition.MissCallRetry) return;
	const missing = retryFields.find((name) => definition[name] === undefined);
	if (missing !== undefined) throw missingParameter(settings, missing);
}

function checkWindows(settings: Settings, windows: readonly CallWindow[]): void {
	if (settings.maxWindows > 0 && windows.length > settings.maxWindows) {
		throw invalidParameter(settings, "CallTime", `It must have at most ${settings.maxWindows} windows.`);
	}
	if (settings.overlappingWindows === "accepted") return;
	const sorted = [...windows].sort((one, other) => (one.startTime < other.startTime ? -1 : 1));
	const overlaps = sorted.some(({ startTime }, index) => startTime < (sorted[index - 1]?.endTime ?? ""));
	if (overlaps) throw invalidParameter(settings, "CallTime", "Its windows overlap.");
}

function checkLists(settings: Settings, definition: TaskDefinition): void {
	if (settings.emptyLists === "accepted") return;
	const empty = (["CallRetryReason", "CallableTime"] as const).find((name) => definition[name]?.length === 0);
	if (empty !== undefined) throw invalidParameter(settings, empty, "It must have at least 1 element.");
}

function checkName(settings: Settings, name: string): void {
	const { taskNameMaxLength, taskNameCharset } = settings;
	if (name === "") throw missingParameter(settings, "TaskName");
	if (taskNameMaxLength > 0 && [...name].length > taskNameMaxLength) {
		throw invalidParameter(settings, "TaskName", `It must have at most ${taskNameMaxLength} characters.`);
	}
	if (taskNameCharset === "word" && !/^[\p{L}\p{N}_-]+$/u.test(name)) {
		throw invalidParameter(settings, "TaskName", "It must contain only letters, digits, _ and -.");
	}
}
