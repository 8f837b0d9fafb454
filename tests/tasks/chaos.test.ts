import assert from "node:assert/strict";
import fc from "fast-check";
import type { FaultOrder } from "../../simulator";
import { openPlace, type Place } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { type Flow, flows } from "../support/flows";
import { type Death, mortal } from "../support/mortal";
import { type ShellKind, shells } from "../support/shells";

const fault: fc.Arbitrary<FaultOrder> = fc.record({
	fault: fc.constantFrom(
		"reset-before",
		"reset-after",
		"throttle",
		"error-500",
		"html-503",
		"bad-json",
		"success-false",
		"expired-token",
	),
	skip: fc.nat({ max: 8 }),
	times: fc.integer({ min: 1, max: 3 }),
	done: fc.boolean(),
});

/** One run of the user's command: its faults, and perhaps the call at which it is killed. */
const run = fc.record({
	faults: fc.array(fault, { maxLength: 3 }),
	death: fc.option(
		fc.record({ call: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom("before" as const, "after" as const) }),
		{ freq: 2 },
	),
});

interface Run {
	readonly faults: readonly FaultOrder[];
	readonly death: Death | null;
}

/** Plays one run on the stack with its faults. */
async function playRun(place: Place, flow: Flow, before: Engine, { faults, death }: Run): Promise<Engine> {
	const process = death === null ? undefined : mortal(death);
	const configuration = { "aiccs:retrySeconds": "0" };
	const engine = place.newEngine({ configuration, ...(process && { through: process.through }) }).inherit(before);
	for (const order of faults) place.simulator.fault(order);
	await Promise.race([flow.act(engine, place), ...(process === undefined ? [] : [process.died])]);
	place.simulator.clearFaults();
	return engine;
}

async function playThrough(flow: Flow, shell: ShellKind, runs: readonly Run[]): Promise<void> {
	const place = await openPlace({}, shell);
	try {
		let engine = place.newEngine();
		await flow.prepare(place, engine);
		for (const each of runs) engine = await playRun(place, flow, engine, each);

		const last = place.newEngine().inherit(engine);
		assert.deepEqual(await flow.act(last, place), []);

		await flow.verify(place, last);
	} finally {
		await place.close();
	}
}

describe("several faults in a row", () => {
	for (const [shell, flow] of shells.flatMap((shell) => flows.map((flow) => [shell, flow] as const))) {
		it(`leave no orphan and no duplicate once a run succeeds: ${flow.title}, ${shell.title}`, () =>
			fc.assert(
				fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 3 }), (runs) => playThrough(flow, shell, runs)),
				{ numRuns: 15 },
			));
	}
});
