/** The vendor's numbers. Only an agent that is online can call. */
export const agentStatus = { online: 1, offline: 2, inReview: 3 } as const;

export interface Agent {
	readonly AgentId: string;
	readonly AgentName: string;
	readonly ApplicationCode: string;
	readonly Description: string;
	readonly BusinessTypeName: string;
	readonly CreateTime: string;
	readonly ModifyTime: string;
	readonly LastOnlineTime: string;
	readonly WithConfig: boolean;
	readonly WithActivePrompt: boolean;
	Status: number;
	/** Its state before the last change, and the real time of that. */
	former?: { readonly Status: number; readonly until: number };
}

/** The initial agents of the account: two online, one offline, one in review. */
export function seedAgents(nextId: () => string): Map<string, Agent> {
	const agents = [
		agentOf(nextId(), "回访智能体", "满意度回访", agentStatus.online),
		agentOf(nextId(), "通知智能体", "活动通知", agentStatus.online),
		agentOf(nextId(), "旧版回访智能体", "满意度回访", agentStatus.offline),
		agentOf(nextId(), "审核中智能体", "活动通知", agentStatus.inReview),
	];
	return new Map(agents.map((agent) => [agent.AgentId, agent]));
}

function agentOf(id: string, name: string, businessType: string, status: number): Agent {
	return {
		AgentId: id,
		AgentName: name,
		ApplicationCode: `APP${id.slice(-8)}`,
		Description: name,
		BusinessTypeName: businessType,
		CreateTime: "2026-01-05 10:00:00",
		ModifyTime: "2026-01-06 10:00:00",
		LastOnlineTime: "2026-01-06 10:00:00",
		WithConfig: true,
		WithActivePrompt: true,
		Status: status,
	};
}

/** An agent that is online, with a name that follows from its id. */
export function inventedAgent(id: string): Agent {
	return agentOf(id, `智能体${id.slice(-4)}`, "活动通知", agentStatus.online);
}

/** An invented branch and version for an agent, derived from its id; undefined for an id that is no number. */
export function branchOf(agentId: string) {
	if (!/^\d{5,18}$/.test(agentId)) return undefined;
	const digits = agentId.slice(4);
	return {
		branchId: BigInt(`1182${digits}`),
		branchName: "主分支",
		versionId: BigInt(`1183${digits}`),
		versionName: "V1",
	};
}
