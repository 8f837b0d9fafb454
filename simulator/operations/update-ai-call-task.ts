import { z } from "zod";
import { redefineTask, schedule, startTask, unschedule } from "../life-cycle";
import { operation } from "../operation";
import { integer, requiredText } from "../parameters";
import { invalidParameter, wrongStatus } from "../refusals";
import type { Task } from "../task";
import { type TaskDefinition, toDefinition } from "../task-definition";
import type { World } from "../world";
import { DEFINITION_PARAMETERS } from "./definition-parameters";
import { checkDefinition, nameOf } from "./definition-rules";
import { mustFindTask } from "./find-task";

const PARAMETERS = z.object({
	...DEFINITION_PARAMETERS,
	TaskId: requiredText,
	TaskCps: integer(1, 500),
});

export const updateAiCallTask = operation({
	action: "UpdateAiCallTask",
	parameters: PARAMETERS,
	run(world, { TaskId, ...sent }) {
		checkInterval(world, sent.CallRetryInterval);
		const task = mustFindTask(world, TaskId);
		checkMayUpdate(world, task);
		const definition = nextDefinition(world, task, sent);
		checkDefinition(world, definition, task);
		checkStart(world, definition);
		redefineTask(world, task, definition);
		restart(world, task);
		return true;
	},
});

type Sent = Omit<z.output<typeof PARAMETERS>, "TaskId">;

/* Agent, application and Source are not among what an update can change; a Source that is sent is ignored. */
function nextDefinition({ settings }: World, { definition }: Task, sent: Sent): TaskDefinition {
	const { AgentId, ApplicationCode, Source } = definition;
	const before = settings.updateOmitted === "keep" ? definition : { MissCallRetry: false, AgentId, ApplicationCode };
	return toDefinition({ ...before, ...sent, TaskName: nameOf(settings, sent.TaskName), Source });
}

function checkInterval({ settings }: World, interval = 0): void {
	const max = Number(settings.updateRetryIntervalMax);
	if (interval > max) throw invalidParameter(settings, "CallRetryInterval", `It is at most ${max}.`);
}

function checkMayUpdate({ settings }: World, { status }: Task): void {
	const isAllowed =
		status === "STOPPED" ||
		(status === "INIT" && settings.updateInInit === "accepted") ||
		(status === "FAILED" && settings.updateInFailed === "accepted");
	if (!isAllowed) throw wrongStatus(settings, status, "UpdateAiCallTask");
}

function checkStart({ settings, clock }: World, definition: TaskDefinition): void {
	if (settings.updateWithPastStart === "refused" && isPast(definition, clock.now())) {
		throw invalidParameter(settings, "TaskStartTime", "It is in the past.");
	}
}

function restart(world: World, task: Task): void {
	const { settings, clock } = world;
	const { StartType, TaskStartTime = 0 } = task.definition;
	unschedule(world, task);
	if (StartType === "IMMEDIATE") {
		const mayStart = task.status === "INIT" || settings.updateToImmediate === "starts";
		if (mayStart && task.calls !== undefined) startTask(world, task, "UpdateAiCallTask");
		return;
	}
	if (isPast(task.definition, clock.now())) {
		if (settings.updateWithPastStart === "starts") startTask(world, task, "UpdateAiCallTask");
		return;
	}
	/* A task that has not started yet waits for its time anyhow; whether a stopped one does is an open question. */
	if (task.status === "INIT" || settings.updateWithFutureStart === "starts-at-time") {
		schedule(world, task, TaskStartTime);
	}
}

function isPast({ StartType, TaskStartTime = 0 }: TaskDefinition, now: number): boolean {
	return StartType === "SCHEDULE" && TaskStartTime <= now;
}
