import { z } from "zod";
import { redefineTask, schedule, startTask, unschedule } from "../life-cycle";
import { operation } from "../operation";
import { integer, requiredText } from "../parameters";
import { invalidParameter, wrongStatus } from "../refusals";
import type { Service } from "../service";
import type { Task } from "../task";
import { definitionParameters, SentDefinition, type TaskDefinition, toDefinition } from "../task-definition";
import { currentTask } from "./current-task";
import { checkDefinition, checkNotPast, isPast, nameOf } from "./definition-rules";

const { AgentId: _, ApplicationCode: __, ...updated } = definitionParameters;
const Sent = SentDefinition.extend({ TaskId: z.string() });

export const updateAiCallTask = operation({
	action: "UpdateAiCallTask",
	parameters: z.object({ ...updated, TaskId: requiredText, TaskCps: integer(1, 500) }),
	run(service, parameters) {
		const { TaskId, ...sent } = Sent.parse(parameters);
		checkInterval(service, sent.CallRetryInterval);
		const task = currentTask(service, TaskId);
		checkMayUpdate(service, task);
		const definition = nextDefinition(service, task, sent);
		checkDefinition(service, definition, task);
		if (service.settings.updateWithPastStart === "refused") checkNotPast(service, definition);
		redefineTask(service, task, definition);
		applyStartType(service, task);
		return true;
	},
});

// An update cannot change agent, application and Source; a Source that is sent is ignored.
function nextDefinition(
	{ settings }: Service,
	{ definition }: Task,
	sent: z.output<typeof SentDefinition>,
): TaskDefinition {
	const { AgentId, ApplicationCode, Source } = definition;
	const before = settings.updateOmitted === "keep" ? definition : { MissCallRetry: false, AgentId, ApplicationCode };
	return toDefinition({ ...before, ...sent, TaskName: nameOf(settings, sent.TaskName), Source });
}

function checkInterval({ settings }: Service, interval = 0): void {
	const max = Number(settings.updateRetryIntervalMax);
	if (interval > max) throw invalidParameter(settings, "CallRetryInterval", `It must be at most ${max}.`);
}

function checkMayUpdate({ settings }: Service, { status }: Task): void {
	const isAllowed =
		status === "STOPPED" ||
		(status === "INIT" && settings.updateInInit === "accepted") ||
		(status === "FAILED" && settings.updateInFailed === "accepted");
	if (!isAllowed) throw wrongStatus(settings, status, "UpdateAiCallTask");
}

function applyStartType(service: Service, task: Task): void {
	const { settings } = service;
	const { StartType, TaskStartTime = 0 } = task.definition;
	unschedule(service, task);
	if (StartType === "IMMEDIATE") {
		const mayStart = task.status === "INIT" || settings.updateToImmediate === "starts";
		if (mayStart && task.calls !== undefined) startTask(service, task, "UpdateAiCallTask");
		return;
	}
	if (isPast(service, task.definition)) {
		if (settings.updateWithPastStart === "starts") startTask(service, task, "UpdateAiCallTask");
		return;
	}
	// A task in INIT waits for its time; whether a stopped one does is an open question.
	if (task.status === "INIT" || settings.updateWithFutureStart === "starts-at-time") {
		schedule(service, task, TaskStartTime);
	}
}
