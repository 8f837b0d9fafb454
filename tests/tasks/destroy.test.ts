import assert from "node:assert/strict";
import type { AiCallTask } from "../../provider/tasks/model";
import { aDefinition } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import { numbers } from "../support/flows";

async function upAndRunning({ engine, simulator }: Fixture, task = aDefinition()): Promise<string> {
	assert.deepEqual(await engine.up({ spring: task }), []);
	const { id } = engine.state.get("spring") ?? assert.fail();
	simulator.importNumbers(id, numbers);
	return id;
}

const later: Partial<AiCallTask> = { startType: "SCHEDULE", taskStartTime: "2026-01-12T10:00:00+08:00" };

describeSimulator("a destroy", (fixture) => {
	it("stops the task, cancels its numbers, frees its name, and reports what remains", async () => {
		const taskId = await upAndRunning(fixture);

		assert.deepEqual(await fixture.engine.destroy(), []);

		const left = fixture.simulator.task(taskId);
		assert.equal(left?.status, "STOPPED");
		assert.equal(left?.taskName, `released-${taskId}`);
		assert.equal(left?.counters.FailedCount, numbers.length - (left?.counters.CallingCount ?? 0));
		assert.deepEqual(fixture.lines, [
			`Renamed task ${taskId} to released-${taskId}. The service cannot delete tasks, so it remains in the account; its old name is free again.`,
		]);
	});

	it("cancels more numbers than one page holds", async () => {
		const taskId = await upAndRunning(fixture);
		fixture.simulator.importNumbers(
			taskId,
			Array.from({ length: 250 }, (_, index) => `1390000${String(index).padStart(4, "0")}`),
		);

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.equal(fixture.simulator.actions().filter((action) => action === "CancelAiCallDetails").length >= 3, true);
		fixture.simulator.advance(86_400);
		const { FailedCount = 0, SucceedCount = 0 } = fixture.simulator.task(taskId)?.counters ?? {};
		assert.equal(FailedCount + SucceedCount, 253);
	});

	it("of a task that is already gone succeeds", async () => {
		const taskId = await upAndRunning(fixture);
		fixture.simulator.removeTask(taskId);

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.equal(fixture.engine.state.size, 0);
	});

	it('only stops the task with onDestroy "stop"', async () => {
		const taskId = await upAndRunning(fixture, aDefinition({ onDestroy: "stop" }));

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
		assert.equal(fixture.simulator.task(taskId)?.taskName, "spring");
		assert.deepEqual(fixture.lines, [
			`Task ${taskId} remains in the account (STOPPED) and keeps its name (onDestroy: "stop").`,
		]);
	});

	it('sends nothing with onDestroy "leave"', async () => {
		const taskId = await upAndRunning(fixture, aDefinition({ onDestroy: "leave" }));
		fixture.simulator.clearRequests();

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.deepEqual(fixture.simulator.actions(), []);
		assert.equal(fixture.simulator.task(taskId)?.status, "RUNNING");
		assert.deepEqual(fixture.lines, [
			`Task ${taskId} remains in the account untouched (onDestroy: "leave"); its name "spring" stays taken.`,
		]);
	});

	it("releases a task whose settings every update refuses", async () => {
		const task = aDefinition({ missCallRetry: true, callRetryInterval: 600, ...later });
		await fixture.engine.up({ spring: task });
		const { id } = fixture.engine.state.get("spring") ?? assert.fail();
		fixture.simulator.configure({ updateWithPastStart: "refused" });
		fixture.simulator.advance(14 * 86_400);
		fixture.simulator.setStatus(id, "STOPPED");

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.equal(fixture.simulator.task(id)?.taskName, `released-${id}`);
	});

	it("that was interrupted continues where it stopped", async () => {
		const taskId = await upAndRunning(fixture);
		fixture.simulator.fault({ action: "UpdateAiCallTask", fault: "throttle" });
		const impatient = fixture.newEngine({ configuration: { "aiccs:retrySeconds": "0" } }).inherit(fixture.engine);

		assert.match((await impatient.destroy()).join(), /UpdateAiCallTask failed: Throttling\.User/);
		assert.equal(impatient.state.size, 1);

		assert.deepEqual(await impatient.destroy(), []);
		assert.equal(fixture.simulator.task(taskId)?.taskName, `released-${taskId}`);
	});
});

describeSimulator("a task that would start automatically", (fixture) => {
	async function upAndScheduled(onDestroy: "release" | "stop"): Promise<string> {
		const { engine, simulator } = fixture;
		assert.deepEqual(await engine.up({ spring: aDefinition({ ...later, onDestroy }) }), []);
		const { id } = engine.state.get("spring") ?? assert.fail();
		simulator.importNumbers(id, numbers);
		assert.equal(simulator.task(id)?.status, "INIT");
		return id;
	}

	function calls(taskId: string): number | undefined {
		fixture.simulator.advance(14 * 86_400);
		return fixture.simulator.task(taskId)?.counters.TotalCallCount;
	}

	it("calls no one after a destroy: its numbers are cancelled", async () => {
		const taskId = await upAndScheduled("release");

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.equal(calls(taskId), 0);
	});

	/** The same stack with a service that does not show the waiting numbers. */
	function whereNumbersAreUnknown() {
		const engine = fixture.newEngine({
			through: (api) => ({
				async call(operation, parameters) {
					const barred = operation.action === "QueryAiCallDetailPage" ? { ...parameters, PageSize: "-1" } : parameters;
					return api.call(operation, barred);
				},
			}),
		});
		return engine.inherit(fixture.engine);
	}

	it("calls no one after a destroy that could only rename it: its start never comes", async () => {
		const taskId = await upAndScheduled("release");
		fixture.simulator.configure({ updateInInit: "accepted" });

		assert.deepEqual(await whereNumbersAreUnknown().destroy(), []);

		assert.equal(fixture.simulator.task(taskId)?.taskName, `released-${taskId}`);
		assert.equal(calls(taskId), 0);
	});

	for (const onDestroy of ["release", "stop"] as const) {
		it(`stays in the stack with an error if it can be neither stopped nor emptied (${onDestroy})`, async () => {
			const taskId = await upAndScheduled(onDestroy);
			const engine = whereNumbersAreUnknown();

			const errors = await engine.destroy();

			assert.match(
				errors.join(),
				/^Task \d{18} has not started \(INIT\) and still has numbers to call\. It could not be stopped(, and its numbers could not be cancelled)?, so nothing was changed\. .+ set onDestroy: "leave" with pulumi up first\.$/,
			);
			assert.equal(engine.state.get("spring")?.id, taskId);
			assert.equal(fixture.simulator.task(taskId)?.taskName, "spring");
		});
	}

	it("is stopped if the service allows that", async () => {
		fixture.simulator.configure({ stopInInit: "accepted" });
		const taskId = await upAndScheduled("stop");

		assert.deepEqual(await fixture.engine.destroy(), []);

		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
		assert.equal(calls(taskId), 0);
	});
});
