import assert from "node:assert/strict";
import fc from "fast-check";
import { openPlace, type Place } from "../../support/describe-simulator";
import type { Engine, Program, Values } from "../../support/engine";
import { generated } from "../../tasks/support/generated";
import { find, importInto, previewOf } from "./support/left-behind";

const runs = Number(process.env.LEFT_BEHIND_RUNS ?? 15);

/** What has become of a declared task. */
const fates = ["free", "twin", "changed", "numbers", "agent", "twice", "unknown", "managed"] as const;
type Fate = (typeof fates)[number];

interface Declared {
	readonly name: string;
	readonly task: Values;
	readonly fate: Fate;
}

const programs = fc
	.array(fc.record({ definition: generated.valid, fate: fc.constantFrom(...fates) }), { minLength: 1, maxLength: 8 })
	.map((tasks) =>
		tasks.map(({ definition, fate }, index): Declared => {
			const task = { ...definition, taskName: `${definition.taskName} ${index}`, taskCps: 5 };
			return { name: `t${index}`, task, fate: fate === "agent" && definition.agentId === undefined ? "changed" : fate };
		}),
	);
const settings = fc.record({
	callerNumber: fc.constantFrom("same", "absent", "other"),
	listWithoutSource: fc.constantFrom("all", "agent-only"),
	pageSizeMax: fc.constantFrom(100, 3),
	pageSizeAboveMax: fc.constant("clamped"),
});

/** What differs from the declaration in the account. */
const otherwise: Partial<Record<Fate, Values>> = {
	agent: { agentId: "118000000000000001" },
	changed: { taskCps: 6 },
};

/** Creates the tasks as a run does whose journal is lost. */
async function crash({ newEngine, journalDirectory, simulator }: Place, all: readonly Declared[]): Promise<Engine> {
	const crashed = newEngine({ journalDirectory: `${journalDirectory}/lost` });
	const begun = all.filter(({ fate }) => fate !== "free");
	const program = begun.map(({ name, task, fate }) => [name, { ...task, ...otherwise[fate] }] as const);
	assert.deepEqual(await crashed.up(Object.fromEntries(program)), []);
	for (const name of namesOf(all, "numbers")) simulator.importNumbers(idIn(crashed, name), ["13800000001"]);
	return crashed;
}

function namesOf(all: readonly Declared[], ...wanted: readonly Fate[]): string[] {
	return all.filter(({ fate }) => wanted.includes(fate)).map(({ name }) => name);
}

function idIn({ state }: Engine, name: string): string {
	return state.get(name)?.id ?? "";
}

/** The program, in which some tasks are declared twice. */
function declaredIn(all: readonly Declared[]): Program {
	const twice = all.filter(({ fate }) => fate === "twice").map(({ name, task }) => [`${name} again`, task] as const);
	return Object.fromEntries([...all.map(({ name, task }) => [name, task] as const), ...twice]);
}

/** The inputs as a preview shows them. */
function shownIn(all: readonly Declared[]): Program {
	const callDay = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
	const unknown = all.filter(({ fate }) => fate === "unknown");
	return { ...declaredIn(all), ...Object.fromEntries(unknown.map(({ name, task }) => [name, { ...task, callDay }])) };
}

async function recover(place: Place, all: readonly Declared[]): Promise<void> {
	const crashed = await crash(place, all);
	const engine = place.newEngine();
	for (const name of namesOf(all, "managed")) engine.state.set(name, crashed.state.get(name) ?? assert.fail());
	const program = declaredIn(all);

	const left = await find(place.newContext(), await previewOf(engine, program, shownIn(all)));

	assert.deepEqual(
		left.imported.map(({ name, id }) => [name, id]),
		namesOf(all, "twin").map((name) => [name, idIn(crashed, name)]),
	);
	const refused = Object.keys(program).filter((name) => !namesOf(all, "free", "twin", "managed").includes(name));
	assert.deepEqual(left.notImported.map(({ label }) => label.replaceAll('"', "")).sort(), refused.sort());
	importInto(engine, left);
	const rest = Object.fromEntries(Object.entries(program).filter(([name]) => !refused.includes(name)));
	const plan = await engine.plan(rest);
	assert.deepEqual(
		Object.keys(plan).filter((name) => plan[name] !== "same"),
		namesOf(all, "free"),
	);
	assert.deepEqual(await engine.up(rest), []);
	const names = place.simulator.tasks().map(({ taskName }) => taskName);
	assert.deepEqual(names.sort(), all.map(({ task }) => task.taskName).sort());
}

describe("what a crashed run has left of random programs", function () {
	this.timeout(120_000);

	it("is exactly the untouched twins, and the update after the import creates exactly the rest", () =>
		fc.assert(
			fc.asyncProperty(programs, settings, async (all, chosen) => {
				const place = await openPlace({ settings: chosen });
				try {
					await recover(place, all);
				} finally {
					await place.close();
				}
			}),
			{ numRuns: runs, seed: 14 },
		));
});
