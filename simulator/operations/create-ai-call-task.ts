import { z } from "zod";
import { addTask, schedule } from "../life-cycle";
import { operation } from "../operation";
import { text } from "../parameters";
import { invalidParameter, unknownAgent } from "../refusals";
import type { Task } from "../task";
import { type TaskDefinition, toDefinition } from "../task-definition";
import type { World } from "../world";
import { DEFINITION_PARAMETERS } from "./definition-parameters";
import { checkDefinition, nameOf } from "./definition-rules";

export const createAiCallTask = operation({
	action: "CreateAiCallTask",
	parameters: z.object({
		...DEFINITION_PARAMETERS,
		AgentId: text.optional(),
		ApplicationCode: text.optional(),
	}),
	run(world, sent) {
		const definition = toDefinition({
			...sent,
			TaskName: nameOf(world.settings, sent.TaskName),
			Source: sent.Source ?? 0,
			MissCallRetry: sent.MissCallRetry ?? false,
			TaskCps: sent.TaskCps ?? world.settings.defaultTaskCps,
		});
		checkStartsLater(world, definition);
		checkDefinition(world, definition);
		checkAgent(world, definition);
		const task = addTask(world, definition, "CreateAiCallTask");
		const startsAt = startOf(definition);
		if (startsAt !== undefined) scheduleStart(world, task, startsAt);
		return BigInt(task.id);
	},
});

function scheduleStart(world: World, task: Task, startsAt: number): void {
	const now = world.clock.now();
	if (startsAt > now) schedule(world, task, startsAt);
	else if (world.settings.createWithPastStart === "starts") schedule(world, task, now);
}

function startOf({ StartType, TaskStartTime }: TaskDefinition): number | undefined {
	return StartType === "SCHEDULE" ? TaskStartTime : undefined;
}

function checkStartsLater({ settings, clock }: World, definition: TaskDefinition): void {
	const startsAt = startOf(definition);
	if (settings.createWithPastStart === "refused" && startsAt !== undefined && startsAt <= clock.now()) {
		throw invalidParameter(settings, "TaskStartTime", "It is in the past.");
	}
}

function checkAgent({ settings, agents }: World, { Source, AgentId = "" }: TaskDefinition): void {
	if (settings.agents === "listed" && Source === 0 && !agents.has(AgentId)) throw unknownAgent(AgentId);
}
