import assert from "node:assert/strict";
import fc from "fast-check";
import type { FaultOrder } from "../../simulator";
import { openPlace } from "../support/describe-simulator";
import { flows } from "../support/flows";
import { mortal } from "../support/mortal";

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

describe("one fault upon another", () => {
	for (const flow of flows) {
		it(`leaves nothing behind once a run goes through: ${flow.title}`, () =>
			fc.assert(
				fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 3 }), async (runs) => {
					const place = await openPlace();
					try {
						const configuration = { "aiccs:retrySeconds": "0" };
						let engine = place.newEngine();
						await flow.prepare(place, engine);
						for (const { faults, death } of runs) {
							const { through, died } = death === null ? { through: undefined, died: undefined } : mortal(death);
							const doomed = place.newEngine({ configuration, ...(through && { through }) });
							for (const [name, resource] of engine.state) doomed.state.set(name, resource);
							for (const order of faults) place.simulator.fault(order);
							await Promise.race([flow.act(doomed, place), ...(died ? [died] : [])]);
							place.simulator.clearFaults();
							engine = place.newEngine();
							for (const [name, resource] of doomed.state) engine.state.set(name, resource);
						}

						assert.deepEqual(await flow.act(engine, place), []);

						flow.verify(place, engine);
					} finally {
						await place.close();
					}
				}),
				{ numRuns: 40 },
			));
	}
});
