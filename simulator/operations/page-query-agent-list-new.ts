import { z } from "zod";
import { type Agent, agentStatus, branchOf } from "../agents";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { boolean, id, paging, text } from "../parameters";
import { withNulls } from "../read-back";
import type { Service } from "../service";

// The vendor publishes no values. The simulator's agents answer no inbound calls.
const serviceDirection = "OUTBOUND";

const Parameters = z.object({
	...paging,
	PageIndex: paging.PageNo,
	AgentId: text.optional(),
	AgentName: text.optional(),
	IsAvailable: boolean.optional(),
	InboundConfigurableOnly: boolean.optional(),
	ServiceDirection: text.optional(),
	TemplateId: id.optional(),
});

export const pageQueryAgentListNew = operation({
	action: "PageQueryAgentListNew",
	parameters: Parameters,
	run(service, { PageNo, PageIndex, PageSize, ...filters }) {
		const { agents, settings } = service;
		const listed = settings.agentLists === "old" ? [] : [...agents.values()];
		const found = listed.filter((agent) => matches(agent, filters));
		return pageOf(settings, { PageNo: PageNo ?? PageIndex, PageSize }, found, (agent) => rowOf(service, agent));
	},
});

type Filters = Omit<z.output<typeof Parameters>, "PageNo" | "PageIndex" | "PageSize">;

function matches(agent: Agent, filters: Filters): boolean {
	return (
		(!filters.AgentId || agent.AgentId === filters.AgentId.trim()) &&
		(!filters.AgentName || agent.AgentName.includes(filters.AgentName)) &&
		(filters.IsAvailable === undefined || filters.IsAvailable === isAvailable(agent)) &&
		filters.InboundConfigurableOnly !== true &&
		(!filters.ServiceDirection || filters.ServiceDirection === serviceDirection) &&
		filters.TemplateId === undefined
	);
}

function isAvailable({ Status }: Agent): boolean {
	return Status === agentStatus.online;
}

// Ids are JSON numbers here but text in PageQueryAgentList.
function rowOf({ settings }: Service, agent: Agent) {
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
		ServiceDirection: serviceDirection,
		TemplateId: undefined,
		TemplateName: undefined,
	});
}
