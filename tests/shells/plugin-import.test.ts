import assert from "node:assert/strict";
import fc from "fast-check";
import { calleeList } from "../../provider/callees/resource";
import type { Exported } from "../../provider/cli/export/read-account";
import { aiCallTaskTokens, calleeListTokens } from "../../provider/program/type-tokens";
import type { Context } from "../../provider/run/context";
import { PluginResource, type ReadBack } from "../../provider/shells/plugin/plugin-resource";
import { aiCallTask } from "../../provider/tasks/resource";
import { read } from "../cli/export/support/exported";
import { openRandomAccount, randomAccount } from "../cli/export/support/random-account";
import { describeSimulator, type Place } from "../support/describe-simulator";
import { HostOf } from "../support/shells/host-of";

const urnOf = (name: string, type = "AiCallTask") => `urn:pulumi:dev::shop::aiccs:index:${type}::${name}`;
const urn = urnOf("spring");

function tasksIn(context: Context) {
	return new PluginResource(aiCallTask, new HostOf(context), aiCallTaskTokens);
}

/** Previews an imported task in the program that its inputs are, before and after a refresh: nothing changes. */
async function assertUnchanged({ newContext }: Pick<Place, "newContext">, { id, inputs, outputs }: ReadBack) {
	const isChanged = async (state: Omit<ReadBack, "id">) => {
		const shell = tasksIn(newContext());
		const news = await shell.check(urn, state.inputs, state.inputs);
		assert.deepEqual(news, state.inputs);
		return shell.diff(id, urn, state.outputs, news).changed;
	};
	assert.equal(await isChanged({ inputs, outputs }), false);
	const refreshed = await tasksIn(newContext()).read(id, outputs, inputs);
	assert.deepEqual(refreshed?.inputs, inputs);
	assert.equal(await isChanged(refreshed ?? assert.fail("gone")), false);
}

function changesOf({ simulator }: Pick<Place, "simulator">): string[] {
	return simulator.actions().filter((action) => !action.startsWith("Query"));
}

/** Imports a task, and compares it with the same task in an export: there, the younger of two with one name is missing. */
async function importOne(place: Place, taskId: string, exported: Exported | undefined) {
	const found = await tasksIn(place.newContext())
		.import(urn, taskId)
		.catch((error: Error) => error);
	if (found instanceof Error) {
		assert.match(found.message, /^(A program cannot declare|Task \d+ \(released-)/);
		assert.equal(exported, undefined);
		return "refused";
	}
	if (exported === undefined) return "incomplete";
	assert.deepEqual(found.inputs, Object.fromEntries(exported.values));
	if (exported.toFill.size > 0) return "incomplete";
	await assertUnchanged(place, found);
	return "unchanged";
}

describeSimulator("a task that the plugin imports", (fixture) => {
	it("is found by its id and by its name, with all that the service shows, and does not change", async () => {
		const [id = ""] = fixture.simulator.seedTasks([{ TaskName: "Spring campaign", MissCallRetry: true }]);

		const byId = await tasksIn(fixture.newContext()).import(urn, id);
		const byName = await tasksIn(fixture.newContext()).import(urn, "Spring campaign");

		assert.deepEqual(byName, byId);
		assert.equal(byId.id, id);
		assert.equal(byId.inputs.taskName, "Spring campaign");
		assert.equal(byId.inputs.missCallRetry, true);
		assert.deepEqual(
			Object.keys(byId.outputs).filter((name) => name.startsWith("__")),
			["__provider"],
		);
		await assertUnchanged(fixture, byId);
	});

	it("is an engine task if the list of engine tasks has it", async () => {
		const engine = { Source: 1, AgentId: "", ApplicationCode: "APP-1", PhoneType: 1 } as const;
		const line = { LineEncoding: "LINE_1_NET", LinePhoneNum: "02100001111" };
		const [id = ""] = fixture.simulator.seedTasks([{ TaskName: "engine", ...engine, ...line }]);

		const imported = await tasksIn(fixture.newContext()).import(urn, id);

		assert.equal(imported.inputs.source, 1);
		assert.equal(imported.inputs.agentId, undefined);
		await assertUnchanged(fixture, imported);
	});

	it("is refused if its id is the name of another one, and both are imported by what only they have", async () => {
		const [winter = ""] = fixture.simulator.seedTasks([{ TaskName: "winter" }]);
		const [other = ""] = fixture.simulator.seedTasks([{ TaskName: winter }]);

		await assert.rejects(tasksIn(fixture.newContext()).import(urn, winter), {
			message: new RegExp(
				`^"${winter}" is .*the name of task ${other}.* Import the one that you mean by .*the id ${other}`,
			),
		});

		assert.equal((await tasksIn(fixture.newContext()).import(urn, "winter")).id, winter);
		assert.equal((await tasksIn(fixture.newContext()).import(urn, other)).id, other);
	});

	it("is refused if another resource of the run has it", async () => {
		const [id = ""] = fixture.simulator.seedTasks([{ TaskName: "spring" }]);
		const shell = tasksIn(fixture.context);
		await shell.import(urn, id);

		await assert.rejects(shell.import(urnOf("other"), "spring"), {
			message: `AiCallTask ${id} belongs to "spring" of this stack. Remove one of the two: it belongs to one resource only.`,
		});
	});

	const refused: readonly (readonly [title: string, TaskName: string, asked: string, message: RegExp])[] = [
		["the account has no such name", "spring", "summer", /^The account has no task with the name "summer"\. Use /],
		[
			"it was released",
			"released-118700000000000001",
			"released-118700000000000001",
			/declare a task with adoptTaskId/,
		],
		[
			"a program cannot declare it",
			" odd ",
			"odd",
			/^A program cannot declare AiCallTask \d+: taskName has white space/,
		],
	];
	for (const [title, TaskName, asked, message] of refused) {
		it(`is refused with what to do if ${title}`, async () => {
			fixture.simulator.seedTasks([{ TaskName }]);

			await assert.rejects(tasksIn(fixture.newContext()).import(urn, asked), { message });
		});
	}

	it("lacks what the service does not show, and a line says what to add", async () => {
		fixture.simulator.configure({ callerNumber: "absent" });
		fixture.simulator.seedTasks([{ TaskName: "spring" }]);

		const { inputs, outputs } = await tasksIn(fixture.context).import(urn, "spring");

		assert.equal(inputs.virtualNumber, undefined);
		assert.equal(outputs.virtualNumber, undefined);
		assert.match(fixture.lines.join("\n"), /^virtualNumber is left out: .* Add it to the program; the next update/m);
	});

	it("of any account has the values of an export, does not change, and only queries are sent", async function () {
		this.timeout(300_000);
		const counts = { unchanged: 0, refused: 0, incomplete: 0 };
		await fc.assert(
			fc.asyncProperty(randomAccount, async (one) => {
				const place = await openRandomAccount(one);
				try {
					const { exported } = await read(place.newContext());
					const values = new Map(exported.map((task) => [task.id, task]));
					for (const { taskId } of place.simulator.tasks())
						counts[await importOne(place, taskId, values.get(taskId))]++;
					assert.deepEqual(changesOf(place), []);
				} finally {
					await place.close();
				}
			}),
			{ numRuns: 20, seed: 20261126 },
		);
		for (const [what, count] of Object.entries(counts)) assert.ok(count > 0, `some tasks are ${what}`);
	});
});

describeSimulator("a callee list", (fixture) => {
	it("is not imported: the error says that an update does it", async () => {
		const lists = new PluginResource(calleeList, new HostOf(fixture.context), calleeListTokens);

		await assert.rejects(lists.import(urnOf("people", "CalleeList"), "people"), {
			message: /^A callee list cannot be imported: .* Declare the list without an import\./,
		});
		assert.deepEqual(fixture.simulator.actions(), []);
	});
});
