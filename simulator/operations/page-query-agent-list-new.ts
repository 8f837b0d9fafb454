import { z } from "zod";
import { listedAgents, shownStatus, withTotal } from "../agent-lists";
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
		const { settings } = service;
		const found = listedAgents(service, "new", filters.AgentId).filter((agent) => matches(service, agent, filters));
		const paging = { PageNo: PageNo ?? PageIndex, PageSize };
		return withTotal(
			service,
			pageOf(settings, paging, found, (agent) => rowOf(service, agent)),
		);
	},
});

type Filters = Omit<z.output<typeof Parameters>, "PageNo" | "PageIndex" | "PageSize">;

function matches(service: Service, agent: Agent, filters: Filters): boolean {
	return (
		(!filters.AgentName || agent.AgentName.includes(filters.AgentName)) &&
		(filters.IsAvailable === undefined || filters.IsAvailable === isAvailable(service, agent)) &&
		filters.InboundConfigurableOnly !== true &&
		(!filters.ServiceDirection || filters.ServiceDirection === serviceDirection) &&
		filters.TemplateId === undefined
	);
}

function isAvailable(service: Service, agent: Agent): boolean {
	return shownStatus(service, agent) === agentStatus.online;
}

// Ids are JSON numbers here but text in PageQueryAgentList.
function rowOf(service: Service, agent: Agent) {
	const { settings } = service;
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
		IsAvailable: settings.agentStates === "shown" ? isAvailable(service, agent) : undefined,
		LatestPublishTime: agent.LastOnlineTime,
		ModifyTime: agent.ModifyTime,
		Scene: agent.BusinessTypeName,
		ServiceDirection: serviceDirection,
		TemplateId: undefined,
		TemplateName: undefined,
	});
}
