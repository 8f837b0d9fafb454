import { error, type Finding, note, warning } from "../definition/finding";
import type { Context } from "../run/context";
import type { Declared } from "../run/resource";
import { isForbidden } from "../service/api-error";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";

/** Whether the agent of a new task, or of one that is replaced, is published. */
export async function agentFindings(
	context: Context,
	{ owner, olds, news }: Declared<AiCallTask>,
): Promise<readonly Finding[]> {
	const { agentId } = news;
	if (typeof agentId !== "string" || agentId === "") return [];
	if (olds !== undefined && !taskDefinition.differs(olds, news, "agentId")) return [];
	const verdict = await context.account.agents.verdictOn(agentId);
	switch (verdict.is) {
		case "published":
			return [];
		case "unpublished":
			return [error("agentId", `names an agent that is not published: it ${verdict.words}.`, publish)];
		case "uncertain":
			return [warning("agentId", `names an agent that ${verdict.words}: ${unsure}.`, check)];
		default: {
			// It concerns the user, or the service, and so the whole program.
			if (!context.claims.isFirst("agents unread", owner)) return [];
			const tell = isForbidden(verdict.error) ? note : warning;
			return [tell("", `Whether agents are published was not checked. ${verdict.error.message}`, "")];
		}
	}
}

const publish =
	"Publish it in the console, or use another agent; getAgents({ published: true }) lists those that can be used. " +
	"If it was published just now, preview again: the lists may lag.";
const unsure = "it is not certain that it is published";
const check = "Check the id, and in the console that the agent is published.";
