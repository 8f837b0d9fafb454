import { z } from "zod";
import { listedAgents, shownStatus, withTotal } from "../agent-lists";
import type { Agent } from "../agents";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { integer, paging, text } from "../parameters";
import { withNulls } from "../read-back";
import type { Service } from "../service";

const states = { shown: (status: number) => status, absent: () => undefined, unknown: () => 9 };

function rowOf(service: Service, agent: Agent) {
	const { former: _, ...fields } = agent;
	const Status = states[service.settings.agentStates](shownStatus(service, agent));
	return withNulls(service.settings, { ...fields, Status, AuditReason: undefined, BuildFailReason: undefined });
}

export const pageQueryAgentList = operation({
	action: "PageQueryAgentList",
	parameters: z.object({
		...paging,
		AgentId: text.optional(),
		AgentName: text.optional(),
		Status: integer(1, 8).optional(),
	}),
	run(service, { AgentId, AgentName, Status, ...paging }) {
		const { settings } = service;
		const found = listedAgents(service, "old", AgentId).filter(
			(agent) =>
				(!AgentName || agent.AgentName.includes(AgentName)) &&
				(Status === undefined || shownStatus(service, agent) === Status),
		);
		return withTotal(
			service,
			pageOf(settings, paging, found, (agent) => rowOf(service, agent)),
		);
	},
});
