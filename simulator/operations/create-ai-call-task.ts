import { z } from "zod";
import { addTask, schedule } from "../life-cycle";
import { operation } from "../operation";
import { text } from "../parameters";
import { invalidParameter, unknownAgent } from "../refusals";
import type { Service } from "../service";
import type { Task } from "../task";
import { type TaskDefinition, toDefinition } from "../task-definition";
import { definitionParameters } from "./definition-parameters";
import { checkDefinition, nameOf } from "./definition-rules";

export const createAiCallTask = operation({
	action: "CreateAiCallTask",
	parameters: z.object({
		...definitionParameters,
		AgentId: text.optional(),
		ApplicationCode: text.optional(),
	}),
	run(service, sent) {
		const definition = toDefinition({
			...sent,
			TaskName: nameOf(service.settings, sent.TaskName),
			Source: sent.Source ?? 0,
			MissCallRetry: sent.MissCallRetry ?? false,
			TaskCps: sent.TaskCps ?? service.settings.defaultTaskCps,
		});
		checkStart(service, definition);
		checkDefinition(service, definition);
		checkAgent(service, definition);
		const task = addTask(service, definition, "CreateAiCallTask");
		const startsAt = startOf(definition);
		if (startsAt !== undefined) scheduleStart(service, task, startsAt);
		return BigInt(task.id);
	},
});

function scheduleStart(service: Service, task: Task, startsAt: number): void {
	const now = service.clock.now();
	if (startsAt > now) schedule(service, task, startsAt);
	else if (service.settings.createWithPastStart === "starts") schedule(service, task, now);
}

function startOf({ StartType, TaskStartTime }: TaskDefinition): number | undefined {
	return StartType === "SCHEDULE" ? TaskStartTime : undefined;
}

function checkStart({ settings, clock }: Service, definition: TaskDefinition): void {
	const startsAt = startOf(definition);
	if (settings.createWithPastStart === "refused" && startsAt !== undefined && startsAt <= clock.now()) {
		throw invalidParameter(settings, "TaskStartTime", "It is in the past.");
	}
}

function checkAgent({ settings, agents }: Service, { Source, AgentId = "" }: TaskDefinition): void {
	if (settings.agents === "listed" && Source === 0 && !agents.has(AgentId)) throw unknownAgent(AgentId);
}
