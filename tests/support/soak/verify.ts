import type { Simulator, TaskStatus, TaskView } from "../../../simulator";
import type { Values } from "../engine";
import { type Campaign, keyOf, nameOf } from "./campaign";
import type { Held } from "./driver";
import type { People } from "./people";

/** What is known after a successful run. */
export interface Scene {
	readonly simulator: Simulator;
	readonly people: People;
	readonly program: readonly Campaign[];
	readonly state: ReadonlyMap<string, Held>;
	/** Resources that have declared `runState` since the last successful run. */
	readonly steered: ReadonlySet<string>;
	/** Ids of tasks without a resource: created by hand, or left in the account by `onDestroy`. */
	readonly apart: ReadonlySet<string>;
	/** Names under which a killed run may have left a task that the program no longer declares. */
	readonly abandoned: ReadonlySet<string>;
	/** Resources whose removal or replacement was undone: it may have started, and stopped the campaign. */
	readonly removed: ReadonlySet<string>;
}

/** Descriptions of what is wrong. */
export function problemsOf(scene: Scene): string[] {
	return [...scene.program.flatMap((campaign) => problemsOfCampaign(scene, campaign)), ...problemsOfOthers(scene)];
}

function problemsOfCampaign(scene: Scene, campaign: Campaign): string[] {
	const name = nameOf(campaign);
	const holders = scene.simulator.tasks().filter(({ taskName }) => taskName === name);
	const [task] = holders;
	if (task === undefined || holders.length > 1) return [`${holders.length} tasks are named ${name}`];
	const held = scene.state.get(keyOf(campaign));
	if (held === undefined) return [`the state does not contain ${keyOf(campaign)}, task ${task.taskId}`];
	if (held.id !== task.taskId) return [`the state has ${held.id} as ${name}, which is ${task.taskId}`];
	const problems = [
		...differences("the service has", stored(campaign.definition), { ...task.definition }),
		...differences("the state has", { ...campaign.definition, taskId: held.id }, held.outputs),
		...undeclared(campaign.definition, held.outputs),
		...statusProblems(scene, campaign, task),
	];
	return problems.map((problem) => `${name} (${task.taskId}): ${problem}`);
}

const serviceDefaults: Readonly<Record<string, unknown>> = { Source: 0, MissCallRetry: false };
const providersOwn = ["adoptTaskId", "runState", "onDestroy"];
const outputsOnly = ["taskId", "status", "progress"];

/** The definition as the service stores it. */
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

/** The meaning of properties that the program leaves out. */
const unset: Values = { source: 0, missCallRetry: false, onDestroy: "release" };

/** Properties in the state that are not declared: the next update would send them. */
function undeclared(definition: Values, outputs: Values): string[] {
	const known = new Set([...Object.keys(definition), ...outputsOnly, "adoptTaskId"]);
	return Object.entries(outputs)
		.filter(([property, value]) => !property.startsWith("__") && !known.has(property) && value !== unset[property])
		.map(([property, value]) => `the state has ${property} ${JSON.stringify(value)}, which is not declared`);
}

/** A comparable form: lists have no order, and a time has two forms. */
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
	if (!allowed.includes(status)) return [`it is ${status} instead of ${allowed.join(" or ")}: ${movesOf(task)}`];
	const mayStart = allowed.includes("RUNNING");
	// A task that an update starts is stopped again.
	const started = moves.slice(will.moves).find(({ to, by }) => to === "RUNNING" && by !== "UpdateAiCallTask");
	return started !== undefined && !mayStart ? [`it was started by ${started.by}: ${movesOf(task)}`] : [];
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
	// A start or stop by hand shows only at the next refresh.
	const isByHand = people.touched.has(taskId) || !/AiCallTask$/.test(moves.at(-1)?.by ?? "");
	if (steered.has(keyOf(campaign)) && (runState === undefined || isByHand)) return any;
	const beforeStart = will === "INIT" ? (["INIT"] as const) : [];
	if (runState === "running") return [...beforeStart, "RUNNING"];
	if (runState === "stopped") return [...beforeStart, "STOPPED"];
	return removed.has(keyOf(campaign)) && will === "RUNNING" ? ["RUNNING", "STOPPED"] : [will];
}

function movesOf({ moves }: TaskView): string {
	return moves.map(({ to, by }) => `${to} by ${by}`).join(", ");
}

function problemsOfOthers({ simulator, state, apart, abandoned }: Scene): string[] {
	const held = new Set([...state.values()].map(({ id }) => id));
	const others = simulator.tasks().filter(({ taskId }) => !held.has(taskId) && !apart.has(taskId));
	return others.flatMap((task) => {
		const { taskId, taskName, status, counters } = task;
		const described = (problem: string) => [
			`task ${taskId} (${taskName}, ${status}), which is not declared, ${problem}: ${movesOf(task)}`,
		];
		if (status === "RUNNING") return described("runs");
		if (taskName === `released-${taskId}`) return [];
		if (!abandoned.has(taskName)) return described("is an orphan");
		return status === "INIT" && counters.TotalCount === 0 ? [] : described("has started");
	});
}
