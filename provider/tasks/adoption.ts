import { error, type Finding, note, warning } from "../definition/finding";
import { resourceLabels } from "../definition/resource-label";
import { type Checked, knownPart, unknown } from "../definition/values";
import type { Context } from "../run/context";
import type { OwnerKey } from "../run/owner";
import { taskDefinition } from "./definition";
import type { AiCallTask } from "./model";
import { currentTask, type ObservedTask } from "./observe";
import type { TaskStatus } from "./status";

/** What to do about an adoption of a task that another resource of the program holds. */
const adoptedByDeclared = "Remove adoptTaskId: a task belongs to one resource only.";

/** The finding that resources of this program which stay hold the task already. */
export function adoptedTwice(keepers: readonly string[]): Finding {
	return error(
		"adoptTaskId",
		`names the task of resource ${resourceLabels(keepers)} of this stack.`,
		adoptedByDeclared,
	);
}

/** What taking over the task named by `adoptTaskId` means: what prevents it, and what will change. */
export async function adoptionFindings(
	context: Context,
	owner: OwnerKey,
	news: Checked<AiCallTask>,
	effectIfOwn: (status: TaskStatus) => Finding | undefined = () => undefined,
): Promise<Finding[]> {
	const taskId = String(news.adoptTaskId);
	const other = context.claims.claimAdoption(taskId, owner);
	if (other !== undefined) {
		return [
			error(
				"adoptTaskId",
				`is also adopted by ${resourceLabels([other])}.`,
				"Remove adoptTaskId from one of them: a task belongs to one resource only.",
				{ others: [other] },
			),
		];
	}
	const task = await currentTask(context, taskId);
	if (task === undefined) {
		const fix = "Check the id (18 digits, as text) and that the credentials are those of its account.";
		return [error("adoptTaskId", "names no task of this account.", fix)];
	}
	const ifOwn = effectIfOwn(task.status);
	const held = [
		error("adoptTaskId", "names a task that another resource of this stack holds already.", adoptedByDeclared, {
			holder: { id: taskId, report: "ifAnothers", ...(ifOwn && { ifOwn }) },
		}),
	];
	const differences = unchangeable(task, news);
	return [...held, ...(differences.length > 0 ? differences : effectOfAdoption(task, news))];
}

/** What is declared otherwise than the task is, and no update changes. */
function unchangeable({ taskId, definition }: ObservedTask, news: Checked<AiCallTask>): Finding[] {
	return [...taskDefinition.properties].flatMap(([property, field]) => {
		const shown = definition[property];
		if (field.change !== "replaces" || shown === undefined || news[property] === unknown) return [];
		if (!taskDefinition.differs(definition, news, property)) return [];
		const problem = "differs from the adopted task, and the service cannot change it in a task that exists.";
		const fix = `Use the value of that task, ${property}: ${JSON.stringify(shown)}; or remove adoptTaskId and choose a free taskName, so that a new task is created.`;
		return [error(property, problem, fix, { holder: { id: taskId, report: "ifStrangers" } })];
	});
}

/** What becomes of the task that is taken into the stack. */
function effectOfAdoption({ taskId, status, definition }: ObservedTask, news: Checked<AiCallTask>): Finding[] {
	const changes = taskDefinition.outstanding({}, knownPart(news), definition);
	const more = { holder: { id: taskId, report: "ifStrangers" } } as const;
	const taken = `Task ${taskId} (${status}) is taken into the stack`;
	if (changes.length === 0) return [note("", `${taken} as it is.`, "", more)];
	const interruption = status === "RUNNING" ? ` ${interruptionOf(news)}` : "";
	const effect = note("", `${taken} and updated (${changes.join(", ")}).${interruption}`, "", more);
	if (status !== "INIT" && status !== "FAILED") return [effect];
	return [effect, mayBeRefused(status, more)];
}

/** What an update does to a campaign that is running. */
export function interruptionOf({ runState }: Pick<Checked<AiCallTask>, "runState">): string {
	return runState === "stopped"
		? 'The campaign is running: this update stops it and changes it, and it stays stopped (runState: "stopped").'
		: "The campaign is running: this update stops it, changes it and starts it again.";
}

/** The warning that the service may refuse an update in this status. */
export function mayBeRefused(status: TaskStatus, more: Partial<Finding> = {}): Finding {
	const problem = `The task is ${status}, and the service documents updates of stopped tasks only: it may refuse this one.`;
	return warning("", problem, "If it does, nothing changes and the error says what to do.", more);
}
