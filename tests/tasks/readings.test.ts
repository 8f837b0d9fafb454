import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import type { FaultOrder, Settings } from "../../simulator";
import { describeSettings, mergeSettings } from "../../simulator/settings";
import { aDefinition, agent, otherAgent } from "../support/definitions";
import { openPlace, type Place } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { type Flow, flows, numbers } from "../support/flows";
import { quickShells, type ShellKind } from "../support/shells";

/** A flow that fails in some readings of the service. */
interface Scenario extends Flow {
	/** The error in the readings in which it fails. */
	refusal?(settings: Settings): RegExp | undefined;
	/** Checks the outcome then. */
	verifyRefused?(place: Place, engine: Engine): void;
}

const declared = aDefinition();
const changed = aDefinition({ taskCps: 9, taskName: "summer" });
const moved = aDefinition({ agentId: otherAgent });
const inAWeek = "2026-01-12T10:00:00+08:00";
const scheduled = aDefinition({ startType: "SCHEDULE", taskStartTime: inAWeek });

const initCannotBeUpdated =
	/The task is INIT, and the service documents updates of stopped tasks only\. Run pulumi up again once it has started/;
const failedCannotBeUpdated =
	/The task is FAILED, and the service documents updates of stopped tasks only\. Fix the cause of the failed start/;

function task(place: Place, name = "spring") {
	const found = place.simulator.task(name);
	assert.ok(found !== undefined, `the account has ${name}`);
	return found;
}

async function up(engine: Engine, definition = declared): Promise<void> {
	assert.deepEqual(await engine.up({ spring: definition }), []);
}

/** The account is unchanged, and the stack still has the task. */
function isUnchanged(place: Place, engine: Engine, status: string): void {
	assert.equal(place.simulator.tasks().length, 1);
	assert.equal(task(place).status, status);
	assert.equal(task(place).definition.TaskCps, declared.taskCps);
	assert.equal(engine.state.get("spring")?.id, task(place).taskId);
}

async function isReplaced(place: Place, engine: Engine): Promise<void> {
	assert.equal(task(place).definition.AgentId, otherAgent);
	assert.equal(engine.state.get("spring")?.id, task(place).taskId);
	assert.equal(place.simulator.tasks().length, 2);
	assert.deepEqual(await engine.plan({ spring: moved }), { spring: "same" });
}

const mayRename = (settings: Settings) => settings.updateInInit === "accepted" || settings.stopInInit === "accepted";
const keepsNames = (settings: Settings) =>
	settings.nameFreedByRename === "never"
		? /The old task, \d{18}, was stopped and renamed; it remains in the account and is no longer part of the stack\. Nothing was created; run pulumi up again to continue\. If the reason is the name, the service does not free the names of renamed tasks: choose another taskName\./
		: undefined;

const lostAnswer: readonly FaultOrder[] = [
	{ action: "CreateAiCallTask", fault: "reset-after" },
	{ action: "CreateAiCallTask", fault: "reset-before" },
];

const scenarios: readonly Scenario[] = [
	...flows.map(
		(flow): Scenario => ({
			...flow,
			...(flow.title === "replace" && {
				refusal: keepsNames,
				verifyRefused: (place) => {
					assert.equal(place.simulator.tasks().length, 1);
					assert.equal(place.simulator.task("spring"), undefined);
				},
			}),
		}),
	),
	...lostAnswer.map(
		(order): Scenario => ({
			title: `create, ${order.fault}`,
			prepare: async ({ simulator }) => simulator.fault(order),
			act: (engine) => engine.up({ spring: declared }),
			verify: (place, engine) => isUnchanged(place, engine, "INIT"),
		}),
	),
	{
		title: "rename a running task",
		prepare: async (place, engine) => {
			await up(engine);
			place.simulator.importNumbers(task(place).taskId, numbers);
		},
		act: (engine) => engine.up({ spring: changed }),
		verify: (place, engine) => {
			assert.equal(task(place, "summer").status, "RUNNING");
			assert.equal(task(place, "summer").definition.TaskCps, 9);
			assert.equal(engine.state.get("spring")?.outputs.taskName, "summer");
		},
	},
	{
		title: "update INIT",
		prepare: (_place, engine) => up(engine),
		act: (engine) => engine.up({ spring: changed }),
		refusal: ({ updateInInit }) => (updateInInit === "refused" ? initCannotBeUpdated : undefined),
		verify: (place) => {
			assert.equal(task(place, "summer").definition.TaskCps, 9);
			assert.equal(task(place, "summer").status, "INIT");
		},
		verifyRefused: (place, engine) => isUnchanged(place, engine, "INIT"),
	},
	{
		title: "update FAILED",
		prepare: async (place, engine) => {
			await up(engine);
			place.simulator.setStatus(task(place).taskId, "FAILED");
		},
		act: (engine) => engine.up({ spring: changed }),
		refusal: ({ updateInFailed, stopInFailed }) =>
			updateInFailed === "refused" && stopInFailed === "refused" ? failedCannotBeUpdated : undefined,
		verify: (place) => {
			assert.equal(task(place, "summer").definition.TaskCps, 9);
			assert.match(task(place, "summer").status, /FAILED|STOPPED/);
		},
		verifyRefused: (place, engine) => isUnchanged(place, engine, "FAILED"),
	},
	{
		title: "replace INIT",
		prepare: (_place, engine) => up(engine),
		act: (engine) => engine.up({ spring: moved }),
		refusal: (settings) =>
			mayRename(settings)
				? keepsNames(settings)
				: /Task \d{18} \(INIT\) cannot be replaced under its name "spring": the service does not rename it.+Task \d{18} is unchanged, and no new task was created\. Give the new task another taskName in the same change;/,
		verify: isReplaced,
		verifyRefused: (place, engine) => {
			assert.equal(place.simulator.tasks().length, 1);
			assert.equal(engine.state.get("spring")?.id, place.simulator.tasks()[0]?.taskId);
			assert.notEqual(place.simulator.tasks()[0]?.status, "RUNNING");
			assert.equal(place.simulator.tasks()[0]?.definition.AgentId, declared.agentId);
		},
	},
	{
		title: "destroy INIT",
		prepare: (_place, engine) => up(engine),
		act: (engine) => engine.destroy(),
		verify: (place, engine) => {
			assert.equal(engine.state.size, 0);
			const settings = settingsOf(place);
			const [name, line] = mayRename(settings)
				? [/^released-/, /to released-\d{18}\. .+ its old name is free again/]
				: [/^spring$/, /its name "spring" stays taken: the service does not rename it \(INIT\)/];
			assert.match(place.simulator.tasks()[0]?.taskName ?? "", name);
			assert.match(place.lines.join("\n"), line);
		},
	},
	{
		title: "destroy a task that would start later",
		prepare: async (place, engine) => {
			await up(engine, scheduled);
			place.simulator.importNumbers(task(place).taskId, numbers);
		},
		act: (engine) => engine.destroy(),
		verify: (place) => {
			place.simulator.advance(14 * 86_400);
			const [left] = place.simulator.tasks();
			assert.equal(left?.counters.TotalCallCount, 0, "no one is called");
		},
	},
	{
		title: "destroy a scheduled task that has run",
		prepare: async (place, engine) => {
			await up(engine, scheduled);
			place.simulator.setStatus(task(place).taskId, "RUNNING");
			place.simulator.advance(8 * 86_400);
		},
		act: (engine) => engine.destroy(),
		verify: (place) => {
			assert.match(place.simulator.tasks()[0]?.taskName ?? "", /^released-/);
			assert.equal(place.simulator.tasks()[0]?.status, "STOPPED");
		},
	},
	{
		title: "run on demand",
		prepare: async () => {},
		act: (engine) => engine.up({ spring: { ...declared, runState: "running" } }),
		verify: (place, engine) => {
			const isStarted = settingsOf(place).startInInit === "accepted";
			assert.equal(task(place).status, isStarted ? "RUNNING" : "INIT");
			assert.equal(engine.state.get("spring")?.outputs.status, isStarted ? "RUNNING" : "INIT");
		},
	},
];

const played = new WeakMap<Place, Settings>();
function settingsOf(place: Place): Settings {
	return played.get(place) ?? mergeSettings({}, {});
}

/** Each setting alone in every reading except the default; numbers only where they matter. */
function readings(): Partial<Settings>[] {
	const numericReadings: Partial<Settings>[] = [
		{ pageSizeMax: 10 },
		{ pageSizeMax: 20, pageSizeAboveMax: "clamped" },
		{ defaultTaskCps: 500 },
		{ maxWindows: 1 },
		{ taskNameMaxLength: 64, taskNameCharset: "word" },
		{ listDelayAfterCreate: 0.15 },
		{ listDelayAfterUpdate: 0.15 },
		{ detailDelayAfterCreate: 0.15 },
		{ detailDelayAfterUpdate: 0.15 },
		{ detailDelayAfterCreate: 0.15, unknownTask: "empty" },
		{ listDelayAfterCreate: 0.1, listDelayAfterUpdate: 0.1, detailDelayAfterCreate: 0.2, detailDelayAfterUpdate: 0.2 },
		{ duplicateNameCode: "InvalidParameter", unknownTaskCode: "ParameterError", wrongStatusCode: "ParameterError" },
	];
	const choices = describeSettings(mergeSettings({}, {})).flatMap(({ name, values, value }) =>
		choicesOf(values)
			.filter((choice) => choice !== value)
			.map((choice) => mergeOne(name, choice)),
	);
	return [{}, ...choices, ...numericReadings];
}

function choicesOf(values: string): string[] {
	return values.includes(" | ") ? values.split(" | ") : [];
}

function mergeOne(name: string, value: unknown): Partial<Settings> {
	const merged: Partial<Settings> = mergeSettings({}, { [name]: value });
	return Object.fromEntries(Object.entries(merged).filter(([key]) => key === name));
}

/** All settings in their matching choice. */
function allOf(wanted: RegExp): Partial<Settings> {
	const choices = describeSettings(mergeSettings({}, {})).flatMap(({ name, values }) => {
		const choice = choicesOf(values).find((one) => wanted.test(one));
		return choice === undefined ? [] : [[name, choice]];
	});
	return mergeSettings({}, Object.fromEntries(choices));
}

/** Waits until lists and details show what was prepared; they show the flow's own changes late. */
async function settled(settings: Settings): Promise<void> {
	const { listDelayAfterCreate, listDelayAfterUpdate, detailDelayAfterCreate, detailDelayAfterUpdate } = settings;
	const longest = Math.max(listDelayAfterCreate, listDelayAfterUpdate, detailDelayAfterCreate, detailDelayAfterUpdate);
	if (longest > 0) await wait(longest * 1000 + 20);
}

async function play(scenario: Scenario, shell: ShellKind, changes: Partial<Settings>): Promise<void> {
	const settings = mergeSettings({}, changes);
	const place = await openPlace({ settings }, shell);
	played.set(place, settings);
	try {
		for (const agentId of [agent, otherAgent]) place.simulator.setAgent(agentId, { online: true });
		const engine = place.newEngine({ sleepScale: 0.02 });
		await scenario.prepare(place, engine);
		await settled(settings);
		const errors = await scenario.act(engine, place);
		const refusal = scenario.refusal?.(settings);
		if (refusal === undefined) {
			assert.equal(errors.join("\n"), "");
			await scenario.verify(place, engine);
			return;
		}
		assert.match(errors.join("\n"), refusal);
		scenario.verifyRefused?.(place, engine);
	} finally {
		await place.close();
	}
}

async function playAll(settings: Partial<Settings>, shell: ShellKind): Promise<void> {
	const failures: string[] = [];
	await Promise.all(
		scenarios.map((scenario) =>
			play(scenario, shell, settings).catch((error: unknown) => {
				failures.push(`${scenario.title}: ${error instanceof Error ? error.message : error}`);
			}),
		),
	);
	assert.equal(failures.join("\n"), "");
}

for (const shell of quickShells) {
	describe(`an open question about the service, ${shell.title}`, () => {
		for (const settings of readings()) {
			const title = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
			it(`does no harm in this reading: ${title.join(", ") || "the simulator's defaults"}`, () =>
				playAll(settings, shell));
		}

		it("does no harm in all strict readings at once", () => playAll(allOf(/^(refused|required|never|error)$/), shell));
		it("does no harm in all lenient readings at once", () =>
			playAll(allOf(/^(accepted|optional|at-once|any|all|keep)$/), shell));

		it("does no harm in any mixture of readings", () => {
			const choices = describeSettings(mergeSettings({}, {})).filter(({ values }) => choicesOf(values).length > 0);
			const mixture = fc
				.tuple(
					...choices.map(({ name, values }) => fc.constantFrom(...choicesOf(values)).map((value) => [name, value])),
				)
				.map((entries) => mergeSettings({}, Object.fromEntries(entries)));
			return fc.assert(
				fc.asyncProperty(mixture, (settings) => playAll(settings, shell)),
				{ numRuns: 8 },
			);
		});
	});
}
