import { z } from "zod";
import { type Unknown, unknown } from "../definition/values";
import type { AiCallTask } from "../tasks/model";
import { configured } from "./limit-text";
import type { PolicyOf, Violation } from "./policy";

const name = "aiccs-agents";

const Texts = z.array(z.string().min(1));

const configuration = z.strictObject({
	agentIds: Texts.optional().describe("The ids of agents that may speak, as text: a number loses digits."),
	applicationCodes: Texts.optional().describe("The codes of LLM applications that may speak in engine tasks."),
});

/** Both lists unset, nothing is checked. With one of them, the other one is empty. */
export const agents: PolicyOf<AiCallTask, typeof configuration> = {
	name,
	description: "Only approved agents speak.",
	configuration,
	find: ({ inputs: { agentId, applicationCode } }, { agentIds, applicationCodes }) =>
		agentIds === undefined && applicationCodes === undefined
			? []
			: [
					...unlisted("agentId", agentId, "agentIds", agentIds ?? []),
					...unlisted("applicationCode", applicationCode, "applicationCodes", applicationCodes ?? []),
				],
};

function unlisted(
	property: "agentId" | "applicationCode",
	value: string | undefined | Unknown,
	list: "agentIds" | "applicationCodes",
	allowed: readonly string[],
): Violation[] {
	if (value === undefined || value === unknown || allowed.includes(value)) return [];
	return [
		{
			problem: `${property} is not approved.`,
			limit: `Allowed: ${allowed.length === 0 ? "none, by" : "what is listed in"} ${configured(name, list)}.`,
			fix: `Use an approved one, or have it added to ${list}.`,
		},
	];
}
