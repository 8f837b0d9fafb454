import { z } from "zod";
import { type Agent, branchOf, ONLINE } from "../agents";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { boolean, id, PAGING, text } from "../parameters";
import { withNulls } from "../read-back";
import type { World } from "../world";

/* The vendor publishes no values; the agents here call out, and answer no inbound calls. */
const OUTBOUND = "OUTBOUND";

const PARAMETERS = z.object({
	...PAGING,
	PageIndex: PAGING.PageNo,
	AgentId: text.optional(),
	AgentName: text.optional(),
	IsAvailable: boolean.optional(),
	InboundConfigurableOnly: boolean.optional(),
	ServiceDirection: text.optional(),
	TemplateId: id.optional(),
});

export const pageQueryAgentListNew = operation({
	action: "PageQueryAgentListNew",
	parameters: PARAMETERS,
	run(world, { PageNo, PageIndex, PageSize, ...filters }) {
		const { agents, settings } = world;
		const listed = settings.agentLists === "old" ? [] : [...agents.values()];
		const found = listed.filter((agent) => isAskedFor(agent, filters));
		return pageOf(settings, { PageNo: PageNo ?? PageIndex, PageSize }, found, (agent) => rowOf(world, agent));
	},
});

type Filters = Omit<z.output<typeof PARAMETERS>, "PageNo" | "PageIndex" | "PageSize">;

function isAskedFor(agent: Agent, filters: Filters): boolean {
	return (
		(!filters.AgentId || agent.AgentId === filters.AgentId.trim()) &&
		(!filters.AgentName || agent.AgentName.includes(filters.AgentName)) &&
		(filters.IsAvailable === undefined || filters.IsAvailable === isAvailable(agent)) &&
		filters.InboundConfigurableOnly !== true &&
		(!filters.ServiceDirection || filters.ServiceDirection === OUTBOUND) &&
		filters.TemplateId === undefined
	);
}

function isAvailable({ Status }: Agent): boolean {
	return Status === ONLINE;
}

/* Ids are JSON numbers here, and text in PageQueryAgentList. */
function rowOf({ settings }: World, agent: Agent) {
	const branch = branchOf(agent.AgentId);
	return withNulls(settings, {
		AgentId: /^\d+$/.test(agent.AgentId) ? BigInt(agent.AgentId) : agent.AgentId,
		AgentMode: 0,
		AgentName: agent.AgentName,
		ApplicationCode: agent.ApplicationCode,
		CreateTime: agent.CreateTime,
		DeployBranchId: branch?.branchId,
		DeployBranchName: branch?.branchName,
		Description: agent.Description,
		EffectiveVersionId: branch?.versionId,
		EffectiveVersionName: branch?.versionName,
		IsAvailable: isAvailable(agent),
		LatestPublishTime: agent.LastOnlineTime,
		ModifyTime: agent.ModifyTime,
		Scene: agent.BusinessTypeName,
		ServiceDirection: OUTBOUND,
		TemplateId: undefined,
		TemplateName: undefined,
	});
}
