import assert from "node:assert/strict";
import type { TaskStatus } from "../../simulator";
import { aDefinition } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import type { Program } from "../support/engine";

function program(count: number, prefix = "campaign"): Program {
	return Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`${prefix}-${index + 1}`,
			aDefinition({ taskName: `${prefix}-${index + 1}` }),
		]),
	);
}

/** Puts tasks into the stack and the account, as if the stack had created them. */
function hold({ engine, simulator }: Fixture, tasks: Program, status?: TaskStatus): void {
	for (const [name, inputs] of Object.entries(tasks)) {
		const { taskName, agentId, virtualNumber, callDay, callTime, taskCps } = aDefinition({ ...inputs });
		const [id = ""] = simulator.seedTasks([
			{
				TaskName: taskName,
				AgentId: agentId,
				VirtualNumber: virtualNumber,
				CallDay: callDay,
				CallTime: callTime,
				TaskCps: taskCps,
				...(status && { status }),
			},
		]);
		engine.state.set(name, { id, inputs, outputs: { ...inputs, taskId: id, status: status ?? "INIT" } });
	}
}

function count({ simulator }: Fixture, action: string): number {
	return simulator.actions().filter((one) => one === action).length;
}

const list = "QueryAiCallTaskPage";

describeSimulator("the requests of a run", (fixture) => {
	it("are one list, one query of their agent and 1,000 creations for 1,000 new tasks, preview included", async () => {
		const { engine, simulator } = fixture;

		const shown = await engine.preview(program(1000));
		assert.deepEqual(await engine.up(program(1000)), []);

		assert.deepEqual(Object.values(shown).flat(), []);
		assert.equal(count(fixture, "CreateAiCallTask"), 1000);
		assert.ok(count(fixture, list) <= 12, `${count(fixture, list)} lists`);
		// The preview asks whether their agent is published.
		assert.equal(count(fixture, "PageQueryAgentList"), 1);
		assert.equal(simulator.actions().length, 1001 + count(fixture, list));
		assert.equal(simulator.tasks().length, 1000);
	});

	it("are one query and one creation for one more task, and none for 1,000 unchanged ones", async () => {
		const { engine, simulator } = fixture;
		hold(fixture, program(1000));

		assert.deepEqual(await engine.up(program(1000)), []);
		assert.deepEqual(simulator.actions(), []);
		await engine.preview(program(1001));
		assert.ok(simulator.actions().length <= 2, simulator.actions().join());
		simulator.clearRequests();

		assert.deepEqual(await engine.up(program(1001)), []);
		assert.deepEqual(simulator.actions(), [list, "CreateAiCallTask"]);
	});

	it("are one detail for each of 1,000 tasks, and the list once, for a refresh", async () => {
		const { engine } = fixture;
		hold(fixture, program(1000));

		assert.deepEqual(await engine.refresh(), []);

		assert.equal(count(fixture, "QueryAiCallTaskDetail"), 1000);
		assert.equal(count(fixture, list), 10);
	});

	it("are few beside 10,000 other tasks: one query for each new one, or the list once", async () => {
		const { engine, simulator } = fixture;
		simulator.seedTasks({ count: 10_000, namePrefix: "foreign" });
		for (const additions of [1, 100]) {
			await engine.preview(program(additions, "new"));
			// One query is for the agent of all of them.
			assert.ok(simulator.actions().length <= additions + 2, simulator.actions().join());
			simulator.clearRequests();
		}

		assert.deepEqual(await engine.up(program(1)), []);
		assert.deepEqual(simulator.actions(), [list, "CreateAiCallTask"]);
		simulator.clearRequests();

		assert.deepEqual(await engine.up({ ...program(1), ...program(100, "more") }), []);
		assert.equal(count(fixture, "CreateAiCallTask"), 100);
		assert.ok(count(fixture, list) <= 101, `${count(fixture, list)} lists`);
	});

	it("are one renaming for each of 1,000 stopped tasks, and the list once, for a destroy", async () => {
		const { engine, simulator } = fixture;
		hold(fixture, program(1000), "STOPPED");

		assert.deepEqual(await engine.destroy(), []);

		assert.equal(count(fixture, "UpdateAiCallTask"), 1000);
		assert.equal(count(fixture, list), 10);
		assert.equal(simulator.actions().length, 1010);
		assert.ok(simulator.tasks().every(({ taskName, taskId }) => taskName === `released-${taskId}`));
	});

	it("are two more for each INIT task if the service does not rename those", async () => {
		const { engine, simulator } = fixture;
		hold(fixture, program(100));

		assert.deepEqual(await engine.destroy(), []);

		assert.equal(count(fixture, "UpdateAiCallTask"), 100);
		assert.equal(count(fixture, "StopAiCallTask"), 100);
		assert.equal(simulator.actions().length, 301);
	});

	it("are nine for the update of a running campaign", async () => {
		const { engine, simulator } = fixture;
		hold(fixture, program(1), "RUNNING");

		assert.deepEqual(await engine.up({ "campaign-1": aDefinition({ taskName: "campaign-1", taskCps: 9 }) }), []);

		assert.deepEqual(simulator.actions(), [
			list,
			"QueryAiCallTaskDetail",
			"StopAiCallTask",
			list,
			"UpdateAiCallTask",
			list,
			"StartAiCallTask",
			list,
			// Whether the service shows what was sent: a value that it never shows must not be sent in every run.
			"QueryAiCallTaskDetail",
		]);
	});

	it("succeed with a service that throttles every third one", async () => {
		const { engine, simulator } = fixture;
		for (let skip = 0; skip < 20; skip++) simulator.fault({ fault: "throttle", skip: skip * 2, retryAfter: 5 });

		assert.deepEqual(await engine.up(program(60)), []);

		assert.equal(simulator.tasks().length, 60);
		assert.equal(simulator.requests().filter(({ fault }) => fault === "throttle").length, 20);
	});
});
