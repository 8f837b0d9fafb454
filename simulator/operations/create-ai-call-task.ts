import { z } from "zod";
import { addTask, schedule } from "../life-cycle";
import { operation } from "../operation";
import { unknownAgent } from "../refusals";
import type { Service } from "../service";
import type { Task } from "../task";
import { definitionParameters, SentDefinition, type TaskDefinition, toDefinition } from "../task-definition";
import { checkDefinition, checkNotPast, nameOf } from "./definition-rules";

export const createAiCallTask = operation({
	action: "CreateAiCallTask",
	parameters: z.object(definitionParameters),
	run(service, parameters) {
		const sent = SentDefinition.parse(parameters);
		const definition = toDefinition({
			...sent,
			TaskName: nameOf(service.settings, sent.TaskName),
			Source: sent.Source ?? 0,
			MissCallRetry: sent.MissCallRetry ?? false,
			TaskCps: sent.TaskCps ?? service.settings.defaultTaskCps,
		});
		if (service.settings.createWithPastStart === "refused") checkNotPast(service, definition);
		checkDefinition(service, definition);
		checkAgent(service, definition);
		const task = addTask(service, definition, "CreateAiCallTask");
		scheduleStart(service, task);
		return BigInt(task.id);
	},
});

function scheduleStart(service: Service, task: Task): void {
	const { StartType, TaskStartTime = 0 } = task.definition;
	const now = service.clock.now();
	if (StartType === "SCHEDULE" && (TaskStartTime > now || service.settings.createWithPastStart === "starts")) {
		schedule(service, task, Math.max(TaskStartTime, now));
	}
}

function checkAgent({ settings, agents }: Service, { Source, AgentId = "" }: TaskDefinition): void {
	if (settings.agents === "listed" && Source === 0 && !agents.has(AgentId)) throw unknownAgent(AgentId);
}
