import { type Agent, agentStatus, inventedAgent } from "./agents";
import type { Service } from "./service";

/**
 * The agents that one of the lists shows. Where any agent may speak (setting `agents`), an id that was never added is
 * that of an agent which is online: a task may be created with it.
 */
export function listedAgents(service: Service, list: "old" | "new", AgentId: string | undefined): readonly Agent[] {
	const { agents, settings } = service;
	if (settings.agentLists !== "both" && settings.agentLists !== list) return [];
	const id = AgentId?.trim() || undefined;
	const isInvented = id !== undefined && settings.agents === "any" && !agents.has(id) && /^\d{5,18}$/.test(id);
	const all = [...agents.values(), ...(isInvented ? [inventedAgent(id)] : [])];
	const found = id === undefined ? all : all.filter((agent) => agent.AgentId === id);
	const isLeftOut = settings.agentsLeftOut === "all" || (settings.agentsLeftOut === "unless-asked" && id === undefined);
	return isLeftOut ? found.filter((agent) => shownStatus(service, agent) !== agentStatus.online) : found;
}

/** The status that lists show: they may lag. */
export function shownStatus({ clock, settings }: Service, { Status, former }: Agent): number {
	const isLate = former !== undefined && clock.real() < former.until + settings.listDelayAfterPublish * 1000;
	return isLate ? former.Status : Status;
}

/** A page of agents, with the total that the settings give. */
export function withTotal<Page extends { readonly Total: number }>({ settings }: Service, page: Page) {
	const { Total, ...rest } = page;
	if (settings.agentTotal === "absent") return rest;
	return settings.agentTotal === "larger" ? { ...rest, Total: Total + 1 } : page;
}
