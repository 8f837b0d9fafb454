import { z } from "zod";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { integer, paging, text } from "../parameters";
import { withNulls } from "../read-back";

export const pageQueryAgentList = operation({
	action: "PageQueryAgentList",
	parameters: z.object({
		...paging,
		AgentId: text.optional(),
		AgentName: text.optional(),
		Status: integer(1, 8).optional(),
	}),
	run({ agents, settings }, { AgentId, AgentName, Status, ...paging }) {
		const listed = settings.agentLists === "new" ? [] : [...agents.values()];
		const found = listed.filter(
			(agent) =>
				(!AgentId || agent.AgentId === AgentId.trim()) &&
				(!AgentName || agent.AgentName.includes(AgentName)) &&
				(Status === undefined || agent.Status === Status),
		);
		return pageOf(settings, paging, found, (agent) =>
			withNulls(settings, { ...agent, AuditReason: undefined, BuildFailReason: undefined }),
		);
	},
});
