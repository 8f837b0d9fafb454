import assert from "node:assert/strict";
import fc from "fast-check";
import { TaskDefinition } from "../../simulator/task-definition";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import type { Values } from "../support/engine";
import { shells } from "../support/shells";
import { generated } from "./support/generated";

/** What an update cannot change, and all that depends on who speaks, comes from the first definition. */
const speaker = [
	"agentId",
	"source",
	"applicationCode",
	"virtualNumber",
	"phoneType",
	"lineEncoding",
	"linePhoneNum",
] as const;

interface Pair {
	readonly first: Values;
	readonly second: Values;
}

const pairs: fc.Arbitrary<Pair> = fc.tuple(generated.valid, generated.valid).map(([first, second]) => {
	const isSameKind = (first.source ?? 0) === (second.source ?? 0);
	const kept = isSameKind ? (["agentId", "source", "applicationCode"] as const) : speaker;
	const rest = Object.entries(second).filter(([property]) => !kept.some((one) => one === property));
	const fixed = kept.flatMap((property) => (first[property] === undefined ? [] : [[property, first[property]]]));
	return { first, second: Object.fromEntries([...rest, ...fixed]) };
});

/** A definition as the service stores it. */
function stored(definition: Values): Record<string, unknown> {
	const given = Object.entries(definition).map(([property, value]) => [
		property.charAt(0).toUpperCase() + property.slice(1),
		property === "taskStartTime" ? new Date(Number(value) || String(value)).getTime() : value,
	]);
	return { Source: 0, MissCallRetry: false, ...Object.fromEntries(given) };
}

let made = 0;

/** Updates one stopped task for each pair from its first definition to its second. */
async function updateAll({ simulator, newEngine }: Fixture, some: readonly Pair[]): Promise<void> {
	const engine = newEngine();
	const program: Record<string, Values> = {};
	for (const [index, { first, second }] of some.entries()) {
		const before = { ...first, taskName: `${first.taskName} ${++made}` };
		// A new name costs a query, so only one in five changes it.
		program[index] = { ...second, taskName: index % 5 === 0 ? `${second.taskName} ${made}` : before.taskName };
		const seed = TaskDefinition.partial().parse(stored(before));
		const [id = ""] = simulator.seedTasks([{ ...seed, status: "STOPPED" }]);
		engine.state.set(String(index), { id, inputs: before, outputs: { ...before, taskId: id, status: "STOPPED" } });
	}

	assert.deepEqual(await engine.up(program), []);

	for (const [name, { id }] of engine.state) {
		const after = program[name] ?? {};
		assertStored(simulator.task(id)?.definition, after);
		assert.equal(simulator.task(id)?.status, "STOPPED");
	}
	const nothing = Object.fromEntries(Object.keys(program).map((name) => [name, "same"]));
	assert.deepEqual(await engine.plan(program), nothing);
	assert.deepEqual(await engine.refresh(), []);
	assert.deepEqual(await engine.plan(program), nothing, "nor has anything drifted");
}

function assertStored(actual: object | undefined, definition: Values): void {
	assert.deepEqual({ ...actual, ...stored(definition) }, actual);
}

// The code below the shells is the same: each gets half of the runs.
for (const shell of shells) {
	describeSimulator(
		`one update, ${shell.title}`,
		(fixture) => {
			it("updates a task from any definition to any other, and then has nothing to do", function () {
				this.timeout(60_000);
				return fc.assert(
					fc.asyncProperty(fc.array(pairs, { minLength: 1, maxLength: 40, size: "max" }), (some) =>
						updateAll(fixture, some),
					),
					{ numRuns: 10 },
				);
			});
		},
		{ settings: { updateRetryIntervalMax: "720", virtualNumber: "optional" } },
		shell,
	);
}
