import { type AiCallTask, properties } from "../model/ai-call-task";
import type { Definition } from "../model/check-definition";
import { error, type Finding, note } from "../model/finding";
import { isKnown } from "../model/unknown";
import { differs, outstanding } from "../plan/difference";
import type { Context } from "./context";
import { labels } from "./name-finding";
import { type ObservedTask, observeTask } from "./observe-task";

/** The finding that resources of this program which stay hold the task already. */
export function adoptedTwice(keepers: readonly string[]): Finding {
	return error(
		"adoptTaskId",
		`names a task that belongs to ${labels(keepers)} of this program.`,
		"Remove adoptTaskId, or remove the other resource from the program.",
	);
}

/** What taking over the task named by `adoptTaskId` means: what stands against it, and what will change. */
export async function adoptionFindings(
	context: Context,
	owner: string,
	news: Definition,
	ifReplaced: (task: ObservedTask) => Finding | undefined = () => undefined,
): Promise<Finding[]> {
	const taskId = String(news.adoptTaskId);
	const other = context.run.claimTask(taskId, owner);
	if (other !== undefined) {
		return [
			error("adoptTaskId", `is also adopted by ${labels([other])}.`, "Adopt a task only once.", { others: [other] }),
		];
	}
	const task = await observeTask(context, taskId);
	if (task === undefined) {
		const fix = "Check the id (18 digits, as text) and that the credentials are those of its account.";
		return [error("adoptTaskId", "names no task of this account.", fix)];
	}
	const findings: Finding[] = [
		error("adoptTaskId", "names a task that another resource of this stack holds already.", "Adopt a task only once.", {
			holder: { taskId, report: "ifAnothers" },
		}),
	];
	for (const [property, field] of properties) {
		const live = task.definition[property];
		if (field.change !== "replaces" || live === undefined || !isKnown(news[property])) continue;
		if (!differs({ [property]: live }, news, property)) continue;
		const fix = "Give the value that the task has, or create a new task instead of adopting this one.";
		const problem = "differs from the adopted task, and the service cannot change it in a task that exists.";
		findings.push(error(property, problem, fix, { holder: { taskId, report: "ifStrangers" } }));
	}
	const known = Object.fromEntries(Object.entries(news).filter(([, value]) => isKnown(value))) as Partial<AiCallTask>;
	const changes = outstanding({}, known, task.definition);
	const effect = changes.length === 0 ? "nothing of it changes" : `these change: ${changes.join(", ")}`;
	const interruption = changes.length > 0 && task.status === "RUNNING" ? "; it runs, and is stopped for that time" : "";
	const taken = `Task ${taskId} (${task.status}) is taken into the stack; ${effect}${interruption}.`;
	const ifOwn = ifReplaced(task);
	return [...findings, note("", taken, "", { holder: { taskId, report: "unlessOwn", ...(ifOwn && { ifOwn }) } })];
}
