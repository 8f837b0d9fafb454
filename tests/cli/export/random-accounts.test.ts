import assert from "node:assert/strict";
import fc from "fast-check";
import type { AccountRead } from "../../../provider/cli/export/read-account";
import { Raw } from "../../../provider/definition/values";
import { taskDefinition } from "../../../provider/tasks/definition";
import type { Seeds, Settings } from "../../../simulator";
import { readBackFields } from "../../../simulator/task-definition";
import { openPlace, type Place } from "../../support/describe-simulator";
import type { Values } from "../../support/engine";
import { generated } from "../../tasks/support/generated";
import { importInto, read, written } from "./support/exported";

const runs = 60;

const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
	callerNumber: fc.constantFrom("same", "other", "absent"),
	callableTimes: fc.constantFrom("as-sent", "call-time", "instance-hours", "absent"),
	readBackOrder: fc.constantFrom("as-sent", "sorted"),
	nullFields: fc.constantFrom("omitted", "null"),
	immediateStartTime: fc.constantFrom("null", "zero", "create-time"),
	timeFormat: fc.constantFrom("HH:mm:ss", "HH:mm"),
	listWithoutSource: fc.constantFrom("all", "agent-only"),
	listOrder: fc.constantFrom("newest", "oldest", "id"),
	pageSizeMax: fc.constantFrom(100, 3),
	pageSizeAboveMax: fc.constant("clamped"),
	// Another value, and always the same one, is what the task is: it is exported.
	readBackOtherwise: fc.oneof(
		fc.constant("none"),
		fc.constantFrom(...readBackFields.filter((field) => field !== "TaskName")),
	),
});

/** Tasks that people made in the console: odd, and some that a program cannot declare. */
type Seed = Exclude<Seeds, { count: number }>[number];
const odd: fc.Arbitrary<Seed> = fc.oneof(
	fc.constantFrom<Seed[]>(
		{ TaskName: " blank " },
		{ TaskName: "crossing", CallTime: [{ startTime: "22:00:00", endTime: "06:00:00" }] },
		{
			TaskName: "overlapping",
			CallTime: [
				{ startTime: "09:00:00", endTime: "12:00:00" },
				{ startTime: "11:00:00", endTime: "14:00:00" },
			],
		},
		{ TaskName: "twice", CallDay: ["MONDAY" as const, "MONDAY" as const] },
		{ TaskName: "stale retries", MissCallRetry: false, CallRetryTimes: 3, CallRetryReason: ["NO_ANSWER" as const] },
		{ TaskName: "no retries", MissCallRetry: true, CallRetryTimes: 0, CallRetryInterval: 0, CallRetryReason: [] },
		{ TaskName: "released-118700000000000001" },
		{ TaskName: "engine with an agent", Source: 1 as const, ApplicationCode: "APP-1" },
		{
			TaskName: "long ago",
			StartType: "SCHEDULE" as const,
			TaskStartTime: Date.parse("2026-01-01T09:00:00.123+08:00"),
		},
		{ TaskName: "expired", CallExpireType: 2, CallExpireDate: "2026-01-01 00:00:00" },
		{ TaskName: "odd callable", CallableTime: [{ startTime: "22:00:00", endTime: "06:00:00" }] },
		{ TaskName: "类 class 🎉\u200d\u200b", AgentId: "1187123" },
		{ TaskName: "*/ `x` \" ' \\ // $$" },
	),
);

async function fillAccount({ simulator }: Place, definitions: readonly Values[], odds: Seeds): Promise<void> {
	for (const [index, definition] of definitions.entries()) {
		const parameters = taskDefinition.parameters(
			taskDefinition.recorded(new Raw({ ...definition, taskName: `${definition.taskName} ${index}` })),
		);
		const { body } = await simulator.perform("CreateAiCallTask", parameters);
		assert.match(body, /"Code":"OK"/);
	}
	simulator.seedTasks(odds);
}

const account = fc.record({
	chosen: settings,
	definitions: fc.array(generated.valid, { maxLength: 4 }),
	odds: fc.uniqueArray(odd, { maxLength: 4, selector: ({ TaskName }) => TaskName }),
	moves: fc.array(fc.constantFrom("INIT", "RUNNING", "STOPPED", "FAILED"), { minLength: 8, maxLength: 8 }),
});
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

async function openAccount({ chosen, definitions, odds, moves }: Account): Promise<Place> {
	const place = await openPlace({ settings: chosen, now: () => Date.parse("2026-12-01T10:00:00+08:00") });
	await fillAccount(place, definitions, odds);
	for (const [index, { taskId }] of place.simulator.tasks().entries()) {
		const status = moves[index] ?? "INIT";
		if (status !== "INIT") place.simulator.setStatus(taskId, status);
	}
	place.simulator.clearRequests();
	return place;
}

/** Imports an export into a stack, and uses the stack. */
async function useAfterImport(place: Place, complete: AccountRead): Promise<void> {
	const { program, resources } = written(complete);
	assert.deepEqual(Object.keys(program).sort(), resources.map(({ name }) => name).sort());
	const engine = place.newEngine();
	importInto(engine, resources);
	const isUnchanged = async () => {
		const plan = Object.entries(engine.plan(program));
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
function pagesOf({ simulator }: Place, { chosen: { listWithoutSource, pageSizeMax = 100 } }: Account): number {
	const engines = simulator.tasks().filter(({ definition }) => definition.Source === 1).length;
	const others = simulator.tasks().length - engines;
	const first = listWithoutSource === "all" ? others + engines : others;
	return [first, engines]
		.map((rows) => Math.max(1, Math.ceil(rows / pageSizeMax)))
		.reduce((sum, pages) => sum + pages, 0);
}

/** What was declared is exported, as far as the service shows it. */
function asDeclared({ simulator }: Place, { chosen, definitions }: Account, { exported }: AccountRead): void {
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
			fc.asyncProperty(account, async (one) => {
				const place = await openAccount(one);
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
