import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { openPlace } from "../support/describe-simulator";
import { type Flow, flows } from "../support/flows";
import { type Death, mortal } from "../support/mortal";
import { type ShellKind, shells } from "../support/shells";

/** The requests of a flow that is not killed. */
async function actionsOf(flow: Flow, shell: ShellKind): Promise<string[]> {
	const place = await openPlace({}, shell);
	const engine = place.newEngine();
	await flow.prepare(place, engine);
	place.simulator.clearRequests();
	assert.deepEqual(await flow.act(engine, place), []);
	await flow.verify(place, engine);
	assert.deepEqual(readdirSync(place.journalDirectory).length <= 1, true);
	const actions = place.simulator.actions();
	await place.close();
	return actions;
}

/** Kills the provider at one call; the next run continues with the state so far. */
async function killAndContinue(flow: Flow, shell: ShellKind, death: Death): Promise<void> {
	const place = await openPlace({}, shell);
	try {
		const { through, died } = mortal(death);
		const prepared = place.newEngine();
		await flow.prepare(place, prepared);
		const doomed = place.newEngine({ through }).inherit(prepared);
		const outcome = await Promise.race([flow.act(doomed, place), died]);
		assert.equal(outcome, "died");

		const next = place.newEngine().inherit(doomed);
		assert.deepEqual(await flow.act(next, place), []);
		await flow.verify(place, next);
		assert.deepEqual(await flow.act(next, place), [], "a second run");
		await flow.verify(place, next);
		assert.deepEqual(
			place.newContext().journal.keysWhere(() => true),
			[],
			"nothing is open in the end",
		);
		assert.deepEqual(readdirSync(place.journalDirectory), [], "and the run that finds nothing open leaves no file");
	} finally {
		await place.close();
	}
}

describe("a provider that is killed at a call", () => {
	for (const [shell, flow] of shells.flatMap((shell) => flows.map((flow) => [shell, flow] as const))) {
		it(`leaves no duplicate, no orphan and no stopped campaign after the next run: ${flow.title}, ${shell.title}`, async () => {
			const actions = await actionsOf(flow, shell);
			const failures: string[] = [];
			for (const [index, action] of actions.entries()) {
				for (const when of ["before", "after"] as const) {
					await killAndContinue(flow, shell, { call: index + 1, when }).catch((error: unknown) => {
						failures.push(`${when} call ${index + 1}, ${action}: ${error instanceof Error ? error.message : error}`);
					});
				}
			}
			assert.equal(failures.join("\n"), "");
		});
	}
});
