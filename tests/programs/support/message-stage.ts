import assert from "node:assert/strict";
import { ownerKeyOf as keyOfOwner } from "../../../provider/run/owner";
import type { Simulator, SimulatorOptions } from "../../../simulator";
import { aDefinition } from "../../support/definitions";
import { ownerOf } from "../../support/engine";
import { callees, type Declared, type Reading, type Row, type Step } from "./message-case";

/** A row of the table with names of its own, so that many fit into one program and one account. */
export interface Case {
	readonly row: Row;
	readonly title: string;
	readonly way: (reading: Reading) => readonly Step[];
	/** In front of every name of this case. */
	readonly prefix: string;
}

export function settingsOf({ inInit }: Row): SimulatorOptions["settings"] {
	return inInit === "accepts" ? { updateInInit: "accepted" } : {};
}

export function casesOf(rows: readonly Row[], ways: (row: Row) => Row["ways"]): Case[] {
	return rows.flatMap((row, at) =>
		Object.entries(ways(row)).map(([title, way], wayAt) => ({
			row,
			title: `${row.title}: ${title}`,
			way,
			prefix: `c${at}w${wayAt}-`,
		})),
	);
}

/** Seeds the tasks of other users. */
export function seedOthers(simulator: Simulator, { row, prefix }: Case): void {
	const seeds = (row.others ?? []).map(({ TaskName, phoneNumbers, ...more }) => ({
		...more,
		TaskName: `${prefix}${TaskName}`,
		...(phoneNumbers && { phoneNumbers: [...phoneNumbers] }),
	}));
	if (seeds.length > 0) simulator.seedTasks(seeds);
}

/** What the tasks of the stack have come to since. */
export function setStatuses(simulator: Simulator, { row, prefix }: Case): void {
	for (const [name, status] of Object.entries(row.statuses ?? {})) {
		const { taskId } = simulator.task(`${prefix}${name}`) ?? assert.fail(name);
		if (status === "RUNNING") simulator.importNumbers(taskId, [...callees]);
		else simulator.setStatus(taskId, status);
	}
}

/** The tasks of the case by the name that the table calls them. */
export function idsOf(simulator: Simulator, { prefix }: Case): ReadonlyMap<string, string> {
	const own = simulator.tasks().filter(({ taskName }) => taskName.startsWith(prefix));
	return new Map(own.map(({ taskName, taskId }) => [taskName.slice(prefix.length), taskId]));
}

/** Resources of the table as they are in the case's program. */
export function declaredIn(
	{ prefix }: Case,
	resources: readonly Declared[],
	ids: ReadonlyMap<string, string>,
): Declared[] {
	return resources.map(({ name, args: { adoptTaskId, ...args }, parent, dependsOn, options }) => ({
		name: `${prefix}${name}`,
		args: aDefinition({
			...args,
			taskName: `${prefix}${args.taskName}`,
			...(typeof adoptTaskId === "string" && { adoptTaskId: ids.get(adoptTaskId) ?? adoptTaskId }),
		}),
		...(parent && { parent: parent.replace("/", `/${prefix}`) }),
		...(dependsOn && { dependsOn: `${prefix}${dependsOn}` }),
		...(options && { options }),
	}));
}

/** A line as the table has it: without the prefix, ids by the names that their tasks had, times and calls left out. */
export function asInTable({ prefix }: Case, ids: ReadonlyMap<string, string>, line: string): string {
	let text = line.replaceAll(prefix, "");
	for (const [name, id] of ids) text = text.replaceAll(id, `<${name}>`);
	return text
		.replaceAll(/, \d+ calls?\)/g, ", <calls>)")
		.replaceAll(/created \d{4}-\d\d-\d\d \d\d:\d\d:\d\d /g, "created <time> ")
		.replaceAll(/request id [0-9A-F-]+/g, "request id <request>");
}

export function readingOf(
	{ prefix }: Case,
	ids: ReadonlyMap<string, string>,
	program: readonly Declared[],
	said: string,
): Reading {
	return {
		said,
		program,
		named: (name) => `${prefix}${name}`,
		idOf: (taskName) => ids.get(taskName) ?? assert.fail(`no task was called ${taskName}`),
	};
}

/** The key of a resource in a state: names may repeat under different parents. */
export const keyOf = ({ name, parent }: Declared) => (parent === undefined ? name : `${parent}/${name}`);

export const ownerKeyOf = (declared: Declared) => keyOfOwner(ownerOf(keyOf(declared)));

interface Before {
	readonly running: ReadonlySet<string>;
	readonly ids: ReadonlyMap<string, string>;
}

export function before(simulator: Simulator, one: Case): Before {
	const ids = idsOf(simulator, one);
	const own = simulator.tasks().filter(({ taskId }) => [...ids.values()].includes(taskId));
	return { ids, running: new Set(own.filter(({ status }) => status === "RUNNING").map(({ taskId }) => taskId)) };
}

/** What the account holds in the end: each declared task once, and nothing stopped that ran, or started that did not. */
export function assertAccount(
	simulator: Simulator,
	one: Case,
	{ running, ids }: Before,
	{ program, state }: { program: readonly Declared[]; state: ReadonlyMap<string, string> },
): void {
	for (const declared of program) {
		const { taskName, agentId, taskCps } = declared.args;
		const named = simulator.tasks().filter((task) => task.taskName === taskName);
		assert.equal(named.length, 1, `${one.title}: tasks of the name ${taskName}`);
		assert.equal(named[0]?.taskId, state.get(keyOf(declared)), `${one.title}: the state has the task`);
		assert.equal(named[0]?.definition.AgentId, agentId, one.title);
		assert.equal(named[0]?.definition.TaskCps, taskCps, one.title);
	}
	const stops = new Set((one.row.stops ?? []).map((name) => ids.get(name)));
	for (const [name, id] of ids) {
		const isRunning = simulator.task(id)?.status === "RUNNING";
		assert.equal(isRunning, running.has(id) && !stops.has(id), `${one.title}: ${name} is running`);
	}
	const own = simulator.tasks().filter(({ names }) => names.some((name) => name.startsWith(one.prefix)));
	const started = own.filter(
		({ taskId, moves }) =>
			!running.has(taskId) && moves.some(({ to, by }) => to === "RUNNING" && by === "StartAiCallTask"),
	);
	assert.deepEqual(started, [], `${one.title}: started although it did not run`);
}
