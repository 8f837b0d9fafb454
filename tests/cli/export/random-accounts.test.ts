import assert from "node:assert/strict";
import fc from "fast-check";
import type { AccountRead } from "../../../provider/cli/export/read-account";
import { Raw } from "../../../provider/definition/values";
import { taskDefinition } from "../../../provider/tasks/definition";
import type { Place } from "../../support/describe-simulator";
import { importInto, read, written } from "./support/exported";
import { openRandomAccount, type RandomAccount, randomAccount } from "./support/random-account";

const runs = 60;

/** Imports an export into a stack, and uses the stack. */
async function useAfterImport(place: Place, complete: AccountRead): Promise<void> {
	const { program, resources } = written(complete);
	assert.deepEqual(Object.keys(program).sort(), resources.map(({ name }) => name).sort());
	const engine = place.newEngine();
	importInto(engine, resources);
	const isUnchanged = async () => {
		const plan = Object.entries(await engine.plan(program));
		assert.deepEqual(
			plan.filter(([, what]) => what !== "same"),
			[],
		);
		const findings = Object.values(await engine.preview(program));
		assert.deepEqual(findings.flat(), []);
	};
	await isUnchanged();
	assert.deepEqual(await engine.refresh(), []);
	await isUnchanged();
	for (const { name, inputs } of resources) assert.deepEqual(engine.state.get(name)?.inputs, inputs);
	assert.deepEqual(await engine.up(program, { refresh: true }), []);
}

/** Pages of the two lists: that of all tasks, or of those of agents, and that of engine tasks. */
function pagesOf({ simulator }: Place, { chosen: { listWithoutSource, pageSizeMax = 100 } }: RandomAccount): number {
	const engines = simulator.tasks().filter(({ definition }) => definition.Source === 1).length;
	const others = simulator.tasks().length - engines;
	const first = listWithoutSource === "all" ? others + engines : others;
	return [first, engines]
		.map((rows) => Math.max(1, Math.ceil(rows / pageSizeMax)))
		.reduce((sum, pages) => sum + pages, 0);
}

/** What was declared is exported, as far as the service shows it. */
function asDeclared({ simulator }: Place, { chosen, definitions }: RandomAccount, { exported }: AccountRead): void {
	// Without its seconds, a window may be empty.
	const isShownOtherwise = chosen.readBackOtherwise !== "none" || chosen.timeFormat !== "HH:mm:ss";
	for (const [index, definition] of definitions.entries()) {
		const { taskId } = simulator.task(`${definition.taskName} ${index}`) ?? assert.fail();
		const found = exported.find(({ id }) => id === taskId);
		if (isShownOtherwise && found === undefined) continue;
		assert.ok(found !== undefined, `${taskId} is exported`);
		const declared = taskDefinition.recorded(new Raw({ ...definition, taskName: `${definition.taskName} ${index}` }));
		const values = taskDefinition.formed(new Raw(Object.fromEntries(found.values)));
		const { changed } = taskDefinition.difference(declared, values);
		// The service shows what it chooses for an unset one.
		const own = ["virtualNumber", "callableTime", ...(definition.taskCps === undefined ? ["taskCps"] : [])];
		const others = changed.filter((name) => !own.includes(name));
		if (!isShownOtherwise) assert.deepEqual(others, []);
		if (chosen.callerNumber !== "same") continue;
		const { virtualNumber } = definition;
		assert.ok([undefined, virtualNumber, "05710000001"].includes(found.values.get("virtualNumber")));
	}
}

describe("a random account", () => {
	it("is a program whose import needs no change, or each task has a reason why not, and only queries are sent", async function () {
		this.timeout(300_000);
		const counts = { exported: 0, notExported: 0, toFill: 0, leftOut: 0 };
		await fc.assert(
			fc.asyncProperty(randomAccount, async (one) => {
				const place = await openRandomAccount(one);
				try {
					const first = await read(place.newContext());
					const details = place.simulator.actions().filter((action) => action === "QueryAiCallTaskDetail").length;
					assert.equal(details, first.exported.length + first.notExported.length);
					assert.equal(details + first.released, place.simulator.tasks().length);
					assert.equal(place.simulator.actions().length - details, pagesOf(place, one));
					assert.deepEqual(written(await read(place.newContext())), written(first));

					const fill = new Map([["virtualNumber", "05710000001"]]);
					const filled = await read(place.newContext(), { fill });
					const exported = filled.exported.filter(({ toFill }) => toFill.size === 0);
					await useAfterImport(place, { ...filled, exported });

					asDeclared(place, one, { ...filled, exported });

					const reasons = filled.notExported.map((task) => task.reasons.join(" "));
					for (const reason of reasons) assert.match(reason, /^(?!.*05710000)[a-zA-Z]+(\[\d\])?(\.\w+)? \w/);
					counts.exported += exported.length;
					counts.notExported += reasons.length;
					counts.toFill += first.exported.filter(({ toFill }) => toFill.size > 0).length;
					counts.leftOut += exported.filter(({ leftOut }) => leftOut.size > 0).length;
					assert.deepEqual(
						place.simulator.actions().filter((action) => !/^(Page)?Query/.test(action)),
						[],
					);
				} finally {
					await place.close();
				}
			}),
			{ numRuns: runs, seed: 20261126 },
		);
		for (const [what, count] of Object.entries(counts)) assert.ok(count > 0, `some tasks are ${what}`);
	});
});
