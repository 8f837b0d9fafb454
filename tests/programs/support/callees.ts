import assert from "node:assert/strict";
import { join } from "node:path";
import type { DetailView, Simulator } from "../../../simulator";
import type { Program } from "../../../tools/pulumi/program";
import { javaScript } from "./campaign";

/** Sunday, 2026-01-04, 20:00 in Shanghai: no call window of a task is open. */
export const sundayEvening = Date.parse("2026-01-04T20:00:00+08:00");

/** Monday, 2026-01-05, 10:00 in Shanghai: in a call window. */
export const mondayMorning = Date.parse("2026-01-05T10:00:00+08:00");

/** Numbers of people, the same in each run. */
export function numbersOf(count: number, from = 0): string[] {
	return Array.from({ length: count }, (_, index) => String(13_800_000_000 + from + index));
}

/** A file of people. */
export function csvOf(numbers: readonly string[]): string {
	return `calleeNumber,outId,customer\n${numbers.map((number) => `${number},id-${number},Customer ${number}\n`).join("")}`;
}

/** The files of a program with `CalleeList`, `FileAsset` and `task(name, changes, options)` in its scope. */
export function withLists(source: string): Record<string, string> {
	return javaScript(`
		const { CalleeList } = require("pulumi-aiccs");
		const { FileAsset } = pulumi.asset;
		const task = (name, changes, options) =>
			new AiCallTask(name, { ...campaign, taskName: name, taskCps: 500, ...changes }, options);
		${source}
	`);
}

/** A program that declares a task, and its list of the same name, for each entry of lists.json. */
export const fromFile = withLists(`
	const { readFileSync } = require("node:fs");
	for (const [name, { file, ...args }] of Object.entries(JSON.parse(readFileSync("lists.json", "utf8")))) {
		const { taskId } = task(name);
		new CalleeList(name, { taskId, source: new FileAsset(file ?? name + ".csv"), ...args });
	}
`);

/** The numbers of a task that are not cancelled. */
export function peopleIn(simulator: Simulator, taskName: string): DetailView[] {
	const { taskId } = simulator.task(taskName) ?? assert.fail(`no task ${taskName}`);
	return simulator.details(taskId).filter(({ callResult }) => callResult !== "CANCEL");
}

/** Asserts that a task has these people, each once. */
export function assertHas(simulator: Simulator, taskName: string, numbers: readonly string[]): void {
	const has = peopleIn(simulator, taskName).map(({ phoneNumber }) => phoneNumber);
	assertSamePeople(has, numbers);
}

/** Lets every call be placed, and asserts that the service has called these people, each once, and no one else. */
export function assertCalls(simulator: Simulator, numbers: readonly string[]): void {
	for (let days = 0; days < 14; days++) {
		simulator.advance(86_400);
		simulator.calls();
	}
	assertSamePeople(
		simulator.calls().map(({ phoneNumber }) => phoneNumber),
		numbers,
	);
}

/** Asserts that two lists have the same people, each once: a difference of 20,000 lines would not be readable. */
function assertSamePeople(has: readonly string[], wanted: readonly string[]): void {
	const [present, expected] = [new Set(has), new Set(wanted)];
	assert.deepEqual(
		{
			twice: has.length - present.size,
			missing: wanted.filter((one) => !present.has(one)).length,
			others: has.filter((one) => !expected.has(one)).length,
		},
		{ twice: 0, missing: 0, others: 0 },
	);
}

/** The environment of another machine: it has the state, and no journal of the first. */
export function onOtherMachine(program: Program) {
	return { env: { XDG_STATE_HOME: join(program.directory, "..", "other machine") } };
}

export const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];
