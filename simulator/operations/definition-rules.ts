import { parseDateAndTime } from "../calls/shanghai";
import { duplicateName, invalidParameter, missingParameter } from "../refusals";
import type { Settings } from "../settings";
import type { Task } from "../task";
import type { CallWindow, TaskDefinition } from "../task-definition";
import type { World } from "../world";

/** The rules across parameters: which ask for which others, and what an account allows. Throws the first broken one. */
export function checkDefinition(world: World, definition: TaskDefinition, task?: Task): void {
	const { settings } = world;
	checkCaller(settings, definition);
	checkStart(settings, definition);
	checkExpiry(settings, definition);
	checkRetry(settings, definition);
	checkWindows(settings, definition.CallTime);
	checkLists(settings, definition);
	checkName(settings, definition.TaskName);
	if (world.tasks.isTaken(definition.TaskName, definition.Source, task)) {
		throw duplicateName(settings, definition.TaskName);
	}
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
		throw invalidParameter(settings, "CallExpireDate", "It is YYYY-MM-DD HH:mm:ss.");
	}
}

const RETRY_FIELDS = ["CallRetryReason", "CallRetryTimes", "CallRetryInterval"] as const;

function checkRetry(settings: Settings, definition: TaskDefinition): void {
	if (settings.retryFields === "optional" || !definition.MissCallRetry) return;
	const missing = RETRY_FIELDS.find((name) => definition[name] === undefined);
	if (missing !== undefined) throw missingParameter(settings, missing);
}

function checkWindows(settings: Settings, windows: readonly CallWindow[]): void {
	if (settings.maxWindows > 0 && windows.length > settings.maxWindows) {
		throw invalidParameter(settings, "CallTime", `It holds at most ${settings.maxWindows} windows.`);
	}
	if (settings.overlappingWindows === "accepted") return;
	const sorted = [...windows].sort((one, other) => (one.startTime < other.startTime ? -1 : 1));
	const overlaps = sorted.some(({ startTime }, index) => startTime < (sorted[index - 1]?.endTime ?? ""));
	if (overlaps) throw invalidParameter(settings, "CallTime", "Its windows overlap.");
}

function checkLists(settings: Settings, definition: TaskDefinition): void {
	if (settings.emptyLists === "accepted") return;
	const empty = (["CallRetryReason", "CallableTime"] as const).find((name) => definition[name]?.length === 0);
	if (empty !== undefined) throw invalidParameter(settings, empty, "It holds at least one element.");
}

function checkName(settings: Settings, name: string): void {
	const { taskNameMaxLength, taskNameCharset } = settings;
	if (name === "") throw missingParameter(settings, "TaskName");
	if (taskNameMaxLength > 0 && [...name].length > taskNameMaxLength) {
		throw invalidParameter(settings, "TaskName", `It is at most ${taskNameMaxLength} characters long.`);
	}
	if (taskNameCharset === "word" && !/^[\p{L}\p{N}_-]+$/u.test(name)) {
		throw invalidParameter(settings, "TaskName", "It holds letters, digits, _ and - only.");
	}
}
