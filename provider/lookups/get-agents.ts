import { z } from "zod";
import { type Agent, agentLists, publicationIn } from "../run/account-agents";
import type { Context } from "../run/context";
import { incomplete, lookup, textArgument } from "./lookup";

const shown = (description: string) => z.string().meta({ description }).optional();

const AgentResult = z
	.object({
		agentId: z.string().meta({ description: "Id of the agent, exact to the last of its digits." }),
		agentName: shown("Name of the agent."),
		published: z
			.boolean()
			.meta({
				description: "Whether the agent is published, as a task needs it. Unset if the lists do not say.",
			})
			.optional(),
		status: shown(
			"State in PageQueryAgentList: `online` (published), `offline`, `in review`, `review failed`, `building`, `debugging`, `ready to go online`, `build failed`, or the service's number of another one.",
		),
		lists: z
			.array(z.enum(agentLists))
			.meta({ description: "Which lists have the agent: the older one, the one with branches and versions, or both." }),
		mode: shown("How the agent speaks, in PageQueryAgentListNew: `prompt`, `dialogue flow`, or the service's number."),
		applicationCode: shown("Code of the agent's application."),
		description: shown("Description, in the account's words."),
		scene: shown("Scene or kind of business, in the account's words."),
		deployBranchName: shown("Name of the deployed branch."),
		effectiveVersionName: shown("Name of the version that speaks."),
		serviceDirection: shown("Direction of calls, in the service's words: its values are not published."),
		failedReason: shown("Why the review or the build failed, in the service's words."),
		createTime: shown("When the agent was created, as the service writes it."),
		modifyTime: shown("When the agent was changed last, as the service writes it."),
		publishTime: shown("When the agent was published last, as the service writes it."),
	})
	.meta({ id: "Agent", description: "A communication agent of the account." });

export const getAgents = lookup({
	name: "getAgents",
	description:
		"The communication agents of the account, from both lists of the service: that of older agents, and that of agents with branches and versions. It is not published which of them an account has. Needs the RAM actions aiccs:PageQueryAgentList and aiccs:PageQueryAgentListNew.",
	args: z.strictObject({
		nameContains: textArgument("A part of the agent's name, in the same letter case."),
		published: z
			.boolean()
			.meta({ description: "`true`: only agents that the lists show as published; `false`: all others." })
			.optional(),
	}),
	result: z.object({
		agents: z.array(AgentResult).meta({ description: "The agents, by name." }),
		incomplete,
	}),
	async run(context: Context, { nameContains, published }) {
		const { agents, incomplete } = await context.account.agents.all();
		const found = agents
			.map(resultOf)
			.filter(({ agentName = "" }) => nameContains === undefined || agentName.includes(nameContains))
			.filter((one) => published === undefined || (one.published === true) === published)
			.sort((one, other) => order(one, other));
		return { agents: found, ...(incomplete !== undefined && { incomplete }) };
	},
});

type AgentResult = z.output<typeof AgentResult>;

function order(one: AgentResult, other: AgentResult): number {
	const [a, b] = [one, other].map(({ agentName = "", agentId }) => `${agentName} ${agentId}`);
	return (a ?? "") < (b ?? "") ? -1 : 1;
}

const modes: Readonly<Record<string, string>> = { 0: "prompt", 1: "dialogue flow" };

function resultOf(agent: Agent): AgentResult {
	const { agentId, older, branched } = agent;
	const { published, status } = publicationIn(agent);
	const mode = branched?.AgentMode;
	return {
		agentId,
		agentName: older?.AgentName || branched?.AgentName || undefined,
		published,
		status,
		lists: agentLists.filter((list) => (list === "PageQueryAgentList" ? older : branched) !== undefined),
		mode: mode ? (modes[mode] ?? mode) : undefined,
		applicationCode: older?.ApplicationCode || branched?.ApplicationCode || undefined,
		description: older?.Description || branched?.Description || undefined,
		scene: branched?.Scene || older?.BusinessTypeName || undefined,
		deployBranchName: branched?.DeployBranchName || undefined,
		effectiveVersionName: branched?.EffectiveVersionName || undefined,
		serviceDirection: branched?.ServiceDirection || undefined,
		failedReason: older?.AuditReason || older?.BuildFailReason || undefined,
		createTime: older?.CreateTime || branched?.CreateTime || undefined,
		modifyTime: older?.ModifyTime || branched?.ModifyTime || undefined,
		publishTime: branched?.LatestPublishTime || older?.LastOnlineTime || undefined,
	};
}
