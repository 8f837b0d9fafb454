/** Statuses of an agent, as the vendor numbers them: 1 is online, the only one that may call. */
export const ONLINE = 1;
export const OFFLINE = 2;

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
}

/** The agents an account starts with: two online, one offline, one in review. */
export function seedAgents(nextId: () => string): Map<string, Agent> {
	const agents = [
		agentOf(nextId(), "回访智能体", "满意度回访", ONLINE),
		agentOf(nextId(), "通知智能体", "活动通知", ONLINE),
		agentOf(nextId(), "旧版回访智能体", "满意度回访", OFFLINE),
		agentOf(nextId(), "审核中智能体", "活动通知", 3),
	];
	return new Map(agents.map((agent) => [agent.AgentId, agent]));
}

/** An agent nobody has listed is taken to be online, unless it was put offline by its id. */
export function agentOf(id: string, name: string, businessType: string, status: number): Agent {
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

/** The branch of an agent that calls, and its version; made up from the agent's id, and none for an id without digits. */
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
