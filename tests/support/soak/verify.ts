import type { Simulator, TaskStatus, TaskView } from "../../../simulator";
import type { Values } from "../engine";
import { type Campaign, keyOf, nameOf } from "./campaign";
import type { Held } from "./driver";
import type { People } from "./people";

/** Everything that is known of an account when a run has gone through. */
export interface Scene {
	readonly simulator: Simulator;
	readonly people: People;
	readonly program: readonly Campaign[];
	readonly state: ReadonlyMap<string, Held>;
	/** Resources that have declared `runState` since the last run that went through. */
	readonly steered: ReadonlySet<string>;
	/** Tasks that are not checked, by their id: of people's own, or left in the account as `onDestroy` says. */
	readonly apart: ReadonlySet<string>;
	/** Names under which a killed run may have left a task that the program no longer declares. */
	readonly abandoned: ReadonlySet<string>;
	/** Resources whose removal or replacement was taken back: it may have begun, and stopped the campaign. */
	readonly removed: ReadonlySet<string>;
}

/** What is not as it has to be. */
export function problemsOf(scene: Scene): string[] {
	return [...scene.program.flatMap((campaign) => problemsOfCampaign(scene, campaign)), ...problemsOfOthers(scene)];
}

function problemsOfCampaign(scene: Scene, campaign: Campaign): string[] {
	const name = nameOf(campaign);
	const holders = scene.simulator.tasks().filter(({ taskName }) => taskName === name);
	const [task] = holders;
	if (task === undefined || holders.length > 1) return [`${holders.length} tasks are named ${name}`];
	const held = scene.state.get(keyOf(campaign));
	if (held === undefined) return [`the state does not hold ${keyOf(campaign)}, task ${task.taskId}`];
	if (held.id !== task.taskId) return [`the state holds ${held.id} as ${name}, which is ${task.taskId}`];
	const inWords = (problems: readonly string[]) => problems.map((problem) => `${name} (${task.taskId}): ${problem}`);
	return inWords([
		...differences("the service has", stored(campaign.definition), { ...task.definition }),
		...differences("the state has", { ...campaign.definition, taskId: held.id }, held.outputs),
		...undeclared(campaign.definition, held.outputs),
		...statusProblems(scene, campaign, task),
	]);
}

const serviceDefaults: Readonly<Record<string, unknown>> = { Source: 0, MissCallRetry: false };
const providersOwn = ["adoptTaskId", "runState", "onDestroy"];
const outputsOnly = ["taskId", "status", "progress"];

/** A definition as the service stores what of it is given. */
function stored(definition: Values): Values {
	const sent = Object.entries(definition).filter(([property]) => !providersOwn.includes(property));
	const given = sent.map(([property, value]) => [property.charAt(0).toUpperCase() + property.slice(1), value]);
	return { ...serviceDefaults, ...Object.fromEntries(given) };
}

function differences(who: string, wanted: Values, actual: Values): string[] {
	return Object.entries(wanted).flatMap(([property, value]) =>
		meaning(property, actual[property] ?? unset[property]) === meaning(property, value)
			? []
			: [`${who} ${property} ${JSON.stringify(actual[property])} instead of ${JSON.stringify(value)}`],
	);
}

/** What it means that the program leaves them out. */
const unset: Values = { source: 0, missCallRetry: false, onDestroy: "release" };

/** The next update would send what the state holds and no program declares. */
function undeclared(definition: Values, outputs: Values): string[] {
	const known = new Set([...Object.keys(definition), ...outputsOnly, "adoptTaskId"]);
	return Object.entries(outputs)
		.filter(([property, value]) => !property.startsWith("__") && !known.has(property) && value !== unset[property])
		.map(([property, value]) => `the state has ${property} ${JSON.stringify(value)}, which is not declared`);
}

/** Lists have no order, and a moment may be written in two ways. */
function meaning(property: string, value: unknown): string {
	if (/^taskStartTime$/i.test(property) && value !== undefined)
		return String(new Date(Number(value) || String(value)).getTime());
	if (Array.isArray(value)) return value.map(inOrder).sort().join();
	return String(JSON.stringify(value));
}

function inOrder(element: unknown): string {
	const isRecord = typeof element === "object" && element !== null;
	return JSON.stringify(isRecord ? Object.entries(element).sort() : element);
}

function statusProblems(scene: Scene, campaign: Campaign, task: TaskView): string[] {
	const { taskId, status, moves } = task;
	const will = scene.people.wills.get(taskId) ?? { status: "INIT", moves: 1 };
	const allowed = allowedStatuses(scene, campaign, task, will.status);
	if (!allowed.includes(status)) return [`it is ${status} instead of ${allowed.join(" or ")}: ${storyOf(task)}`];
	const mayStart = allowed.includes("RUNNING");
	// What an update starts unasked is stopped again.
	const started = moves.slice(will.moves).find(({ to, by }) => to === "RUNNING" && by !== "UpdateAiCallTask");
	return started !== undefined && !mayStart ? [`it was started by ${started.by}: ${storyOf(task)}`] : [];
}

function allowedStatuses(
	{ people, steered, removed }: Scene,
	campaign: Campaign,
	{ taskId, moves }: TaskView,
	will: TaskStatus,
): readonly TaskStatus[] {
	const any = ["INIT", "RUNNING", "STOPPED"] as const;
	const { runState } = campaign.definition;
	if (people.uncertain.has(taskId)) return any;
	// A start or stop by hand shows at the next refresh only.
	const isByHand = people.touched.has(taskId) || !/AiCallTask$/.test(moves.at(-1)?.by ?? "");
	if (steered.has(keyOf(campaign)) && (runState === undefined || isByHand)) return any;
	const beforeStart = will === "INIT" ? (["INIT"] as const) : [];
	if (runState === "running") return [...beforeStart, "RUNNING"];
	if (runState === "stopped") return [...beforeStart, "STOPPED"];
	return removed.has(keyOf(campaign)) && will === "RUNNING" ? ["RUNNING", "STOPPED"] : [will];
}

function storyOf({ moves }: TaskView): string {
	return moves.map(({ to, by }) => `${to} by ${by}`).join(", ");
}

function problemsOfOthers({ simulator, state, apart, abandoned }: Scene): string[] {
	const held = new Set([...state.values()].map(({ id }) => id));
	const others = simulator.tasks().filter(({ taskId }) => !held.has(taskId) && !apart.has(taskId));
	return others.flatMap((task) => {
		const { taskId, taskName, status, counters } = task;
		const found = (problem: string) => [
			`task ${taskId} (${taskName}, ${status}), which nothing declares, ${problem}: ${storyOf(task)}`,
		];
		if (status === "RUNNING") return found("runs");
		if (taskName === `released-${taskId}`) return [];
		if (!abandoned.has(taskName)) return found("is an orphan");
		return status === "INIT" && counters.TotalCount === 0 ? [] : found("has begun");
	});
}
