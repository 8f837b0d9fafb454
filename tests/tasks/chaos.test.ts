import assert from "node:assert/strict";
import fc from "fast-check";
import type { FaultOrder } from "../../simulator";
import { openPlace, type Place } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { type Flow, flows } from "../support/flows";
import { type Death, mortal } from "../support/mortal";

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

/** One run of the user's command: what goes wrong in it, and perhaps the call at which it is killed. */
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

/** What an engine of its own makes of the stack, with whatever goes wrong in this run. */
async function suffer(place: Place, flow: Flow, before: Engine, { faults, death }: Run): Promise<Engine> {
	const process = death === null ? undefined : mortal(death);
	const configuration = { "aiccs:retrySeconds": "0" };
	const engine = place.newEngine({ configuration, ...(process && { through: process.through }) }).inherit(before);
	for (const order of faults) place.simulator.fault(order);
	await Promise.race([flow.act(engine, place), ...(process === undefined ? [] : [process.died])]);
	place.simulator.clearFaults();
	return engine;
}

async function playThrough(flow: Flow, runs: readonly Run[]): Promise<void> {
	const place = await openPlace();
	try {
		let engine = place.newEngine();
		await flow.prepare(place, engine);
		for (const each of runs) engine = await suffer(place, flow, engine, each);

		const last = place.newEngine().inherit(engine);
		assert.deepEqual(await flow.act(last, place), []);

		flow.verify(place, last);
	} finally {
		await place.close();
	}
}

describe("one fault upon another", () => {
	for (const flow of flows) {
		it(`leaves nothing behind once a run goes through: ${flow.title}`, () =>
			fc.assert(
				fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 3 }), (runs) => playThrough(flow, runs)),
				{ numRuns: 15 },
			));
	}
});
