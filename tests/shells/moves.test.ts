import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calleeList } from "../../provider/callees/resource";
import { aiCallTaskTokens, calleeListTokens } from "../../provider/program/type-tokens";
import { aiCallTask } from "../../provider/tasks/resource";
import { fileIn } from "../callees/support/file-in";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { moves, twoShells } from "../support/shells/two-shells";

const tasks = twoShells(aiCallTask, aiCallTaskTokens, "spring");
const lists = twoShells(calleeList, calleeListTokens, "people");

describeSimulator("a move to the other shell", (fixture) => {
	let folder = "";
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-moves-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const sent = () => fixture.simulator.actions().filter((action) => !/^(Page)?Query/.test(action));
	const definitionOf = (id: string) => fixture.simulator.task(id)?.definition;

	/** A task that someone made by hand, and that a program adopts. */
	function adopted(changes: object = {}) {
		const [adoptTaskId = ""] = fixture.simulator.seedTasks([{ TaskName: "spring", AgentId: aDefinition().agentId }]);
		fixture.simulator.setStatus(adoptTaskId, "STOPPED");
		return { ...aDefinition(), adoptTaskId, ...changes };
	}

	for (const [before, after] of moves) {
		describe(`from the ${before} shell to the ${after} shell`, () => {
			it("keeps an adopted task, which the other shell releases", async () => {
				const declared = adopted();
				const state = await tasks[before].up(fixture.newContext(), undefined, declared);
				assert.equal(state.id, declared.adoptTaskId);
				fixture.simulator.clearRequests();

				assert.equal(await tasks[after].plan(fixture.newContext(), state, declared), "same");
				const moved = await tasks[after].up(fixture.newContext(), state, declared);
				assert.deepEqual(fixture.simulator.actions(), []);
				assert.equal(await tasks[after].plan(fixture.newContext(), moved, { ...declared, taskCps: 7 }), "update");

				await tasks[after].destroy(fixture.newContext(), moved);
				assert.equal(fixture.simulator.tasks()[0]?.taskName, `released-${state.id}`);
			});

			it("finishes an adopted task whose update has failed", async () => {
				const declared = adopted({ taskCps: 9 });
				fixture.simulator.fault({ action: "UpdateAiCallTask", fault: "success-false", times: 50 });
				const impatient = fixture.newContext({ configuration: { "aiccs:retrySeconds": "0" } });
				const state = await tasks[before].up(impatient, undefined, declared);
				assert.ok(state.incomplete !== undefined);
				assert.notEqual(definitionOf(state.id)?.TaskCps, 9);

				fixture.simulator.clearFaults();
				const { incomplete, ...rest } = state;
				assert.equal(await tasks[after].plan(fixture.newContext(), rest, declared), "update");
				const moved = await tasks[after].up(fixture.newContext(), state, declared);

				assert.equal(moved.incomplete, undefined);
				assert.equal(definitionOf(state.id)?.TaskCps, 9);
				assert.equal(fixture.simulator.tasks().length, 1);
				assert.equal(await tasks[before].plan(fixture.newContext(), moved, declared), "same");
			});

			it("finishes a list whose import has failed, and imports everyone once", async () => {
				const { id: taskId } = await tasks[before].up(fixture.newContext(), undefined, { ...aDefinition() });
				const numbers = Array.from({ length: 30 }, (_, index) => String(13_800_000_000 + index));
				const source = fileIn(folder, "people.csv", `number\n${numbers.join("\n")}\n`);
				fixture.simulator.fault({ action: "ImportTaskNumberDatas", fault: "success-false", times: 50 });
				const declared = { taskId, source };
				const state = await lists[before].up(fixture.newContext(), undefined, declared);
				assert.ok(state.incomplete !== undefined);

				fixture.simulator.clearFaults();
				const { incomplete, ...rest } = state;
				assert.equal(await lists[after].plan(fixture.newContext(), rest, declared), "update");
				const moved = await lists[after].up(fixture.newContext(), state, declared);

				assert.equal(moved.incomplete, undefined);
				assert.deepEqual(
					fixture.simulator
						.details(taskId)
						.map(({ phoneNumber }) => phoneNumber)
						.toSorted(),
					numbers,
				);
				fixture.simulator.clearRequests();
				assert.equal(await lists[before].plan(fixture.newContext(), moved, declared), "same");
				assert.deepEqual(fixture.simulator.actions(), []);
			});

			it("keeps the drift that a refresh has recorded, and sets it back", async () => {
				const declared = { ...aDefinition() };
				const created = await tasks[before].up(fixture.newContext(), undefined, declared);
				fixture.simulator.setStatus(created.id, "STOPPED");
				fixture.simulator.changeTask(created.id, { TaskCps: 50 });
				const drifted = await tasks[before].refresh(fixture.newContext(), created);
				assert.deepEqual(drifted.outputs.__drifted, ["taskCps"]);

				assert.equal(await tasks[after].plan(fixture.newContext(), drifted, declared), "update");
				const moved = await tasks[after].up(fixture.newContext(), drifted, declared);

				assert.equal(definitionOf(created.id)?.TaskCps, 5);
				assert.ok(!("__drifted" in moved.outputs) && !("__declared" in moved.outputs));
				assert.equal(await tasks[before].plan(fixture.newContext(), moved, declared), "same");
			});

			it("keeps the drift that a refresh has recorded, and sends nothing if the program accepts it", async () => {
				const declared = { ...aDefinition() };
				const created = await tasks[before].up(fixture.newContext(), undefined, declared);
				fixture.simulator.setStatus(created.id, "STOPPED");
				fixture.simulator.changeTask(created.id, { TaskCps: 50 });
				const drifted = await tasks[before].refresh(fixture.newContext(), created);
				fixture.simulator.clearRequests();

				const accepted = { ...declared, taskCps: 50 };
				assert.equal(await tasks[after].plan(fixture.newContext(), drifted, accepted), "update");
				const moved = await tasks[after].up(fixture.newContext(), drifted, accepted);

				assert.deepEqual(sent(), []);
				assert.ok(!("__drifted" in moved.outputs));
				assert.equal(await tasks[before].plan(fixture.newContext(), moved, accepted), "same");
			});
		});
	}

	describe("of a task that an import file gave to the plugin without the provider of the dynamic resource", () => {
		const declared = { ...aDefinition() };

		/** The state after `pulumi import --file` with a file that someone wrote, or that another version has written. */
		async function imported() {
			const { id, inputs, outputs } = await tasks.plugin.up(fixture.newContext(), undefined, declared);
			const { __provider, ...others } = outputs;
			fixture.simulator.clearRequests();
			return { id, inputs, outputs: others };
		}

		it("adds that provider with an update that sends nothing", async () => {
			const state = await imported();

			assert.equal(await tasks.dynamic.plan(fixture.newContext(), state, declared), "update");
			const moved = await tasks.dynamic.up(fixture.newContext(), state, declared);

			assert.deepEqual(fixture.simulator.actions(), []);
			assert.deepEqual(moved.outputs, { ...state.outputs, __provider: aiCallTaskTokens.provider });
			assert.equal(await tasks.dynamic.plan(fixture.newContext(), moved, declared), "same");
			fixture.simulator.setStatus(state.id, "STOPPED");
			await tasks.dynamic.destroy(fixture.newContext(), moved);
			assert.equal(fixture.simulator.tasks()[0]?.taskName, `released-${state.id}`);
		});

		it("adds it with the update that the program makes due", async () => {
			const state = await imported();
			fixture.simulator.setStatus(state.id, "STOPPED");

			const moved = await tasks.dynamic.up(fixture.newContext(), state, { ...declared, taskCps: 7 });

			assert.equal(definitionOf(state.id)?.TaskCps, 7);
			assert.equal(await tasks.dynamic.plan(fixture.newContext(), moved, { ...declared, taskCps: 7 }), "same");
		});

		it("replaces the task only for what replaces it anyway", async () => {
			const state = await imported();

			const changed = { ...declared, agentId: otherAgent };
			assert.equal(await tasks.dynamic.plan(fixture.newContext(), state, changed), "replace");
		});

		it("needs no such update in the plugin", async () => {
			const state = await imported();

			assert.equal(await tasks.plugin.plan(fixture.newContext(), state, declared), "same");
		});

		it("adds it to a list, of whom no one is imported again", async () => {
			const closed = { ...declared, callDay: ["SUNDAY"] };
			const { id: taskId } = await tasks.plugin.up(fixture.newContext(), undefined, closed);
			const people = { taskId, source: fileIn(folder, "people.csv", "number\n13800000001\n13800000002\n") };
			const { id, inputs, outputs } = await lists.plugin.up(fixture.newContext(), undefined, people);
			const { __provider, ...others } = outputs;
			const state = { id, inputs, outputs: others };
			fixture.simulator.clearRequests();

			const moved = await lists.dynamic.up(fixture.newContext(), state, people);

			assert.deepEqual(fixture.simulator.actions(), []);
			assert.deepEqual(moved.outputs, { ...others, __provider: calleeListTokens.provider });
			await lists.dynamic.destroy(fixture.newContext(), moved);
			assert.deepEqual(
				fixture.simulator.details(taskId).map(({ callResult }) => callResult),
				["CANCEL", "CANCEL"],
			);
		});
	});
});
