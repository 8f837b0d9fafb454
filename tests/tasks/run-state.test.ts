import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { AiCallTask } from "../../provider/tasks/model";
import type { TaskStatus } from "../../simulator";
import { aDefinition, agent } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import { numbers } from "../support/flows";

async function upAs({ engine, simulator }: Fixture, status: TaskStatus, task = aDefinition()): Promise<string> {
	assert.deepEqual(await engine.up({ spring: task }), []);
	const { id } = engine.state.get("spring") ?? assert.fail();
	if (status === "RUNNING") simulator.importNumbers(id, numbers);
	if (simulator.task(id)?.status !== status) simulator.setStatus(id, status);
	return id;
}

/** Seconds for which the lists lag behind. */
const lag = 0.25;

const running: AiCallTask = aDefinition({ runState: "running" });
const stopped: AiCallTask = aDefinition({ runState: "stopped" });

describeSimulator(
	"a declared run state",
	(fixture) => {
		it("starts the task when it is created", async () => {
			assert.deepEqual(await fixture.engine.up({ spring: running }), []);

			assert.equal(fixture.simulator.task("spring")?.status, "RUNNING");
		});

		it("leaves the start of a scheduled task to its time", async () => {
			const task = aDefinition({
				runState: "running",
				startType: "SCHEDULE",
				taskStartTime: "2026-01-12T10:00:00+08:00",
			});

			assert.deepEqual(await fixture.engine.up({ spring: task }), []);

			assert.equal(fixture.simulator.task("spring")?.status, "INIT");
			fixture.simulator.advance(8 * 86_400);
			assert.equal(fixture.simulator.task("spring")?.status, "RUNNING");
		});

		it("starts a stopped task, and stops a running one", async () => {
			const taskId = await upAs(fixture, "STOPPED");

			assert.deepEqual(await fixture.engine.up({ spring: running }), []);
			assert.equal(fixture.simulator.task(taskId)?.status, "RUNNING");

			assert.deepEqual(await fixture.engine.up({ spring: stopped }), []);
			assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
		});

		it("drifts when the task is stopped by hand, and is applied again", async () => {
			const taskId = await upAs(fixture, "RUNNING", running);
			fixture.simulator.setStatus(taskId, "STOPPED");

			await fixture.engine.refresh();

			assert.deepEqual(await fixture.engine.plan({ spring: running }), { spring: "update" });
			assert.deepEqual(await fixture.engine.up({ spring: running }), []);
			assert.equal(fixture.simulator.task(taskId)?.status, "RUNNING");
			assert.deepEqual(await fixture.engine.plan({ spring: running }), { spring: "same" });
		});

		it("keeps a running campaign stopped after its update", async () => {
			const taskId = await upAs(fixture, "RUNNING");

			assert.deepEqual(await fixture.engine.up({ spring: { ...stopped, taskCps: 8 } }), []);

			assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
			assert.equal(fixture.simulator.task(taskId)?.definition.TaskCps, 8);
		});
	},
	{ settings: { startInInit: "accepted", stopInInit: "accepted" } },
);

describeSimulator("a run state that cannot be applied yet", (fixture) => {
	it("is reported, and the task is unchanged", async () => {
		assert.deepEqual(await fixture.engine.up({ spring: running }), []);

		assert.equal(fixture.simulator.task("spring")?.status, "INIT");
		assert.match(
			fixture.lines.join("\n"),
			/has not started \(INIT\), and the service does not start such a task: it starts once numbers are imported\./,
		);
		assert.deepEqual(await fixture.engine.plan({ spring: running }), { spring: "same" });
	});

	it("is an error that quotes why the start failed, and the task stays in the state", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAs(fixture, "STOPPED");
		simulator.setAgent(agent, { online: false });

		const errors = await engine.up({ spring: running });

		assert.match(
			errors.join(),
			/the start of task \d{18} failed; the service says: "智能体未上线，任务启动失败"\. Fix the cause \(is the agent published\?\) and run pulumi up again\./,
		);
		simulator.setAgent(agent, { online: true });
		simulator.setStatus(taskId, "STOPPED");
		assert.deepEqual(await engine.up({ spring: running }), []);
		assert.equal(simulator.task(taskId)?.status, "RUNNING");
	});
});

describeSimulator("an unrelated change", (fixture) => {
	for (const status of ["STOPPED", "FAILED", "INIT"] as const) {
		for (const updateToImmediate of ["stays-stopped", "starts"] as const) {
			it(`never leaves a ${status} task running if an update ${updateToImmediate}`, async () => {
				fixture.simulator.configure({ updateToImmediate, updateInInit: "accepted", updateInFailed: "accepted" });
				const taskId = await upAs(fixture, status);
				if (status !== "INIT") fixture.simulator.importNumbers(taskId, numbers);
				if (status !== "INIT") fixture.simulator.setStatus(taskId, status);

				assert.deepEqual(await fixture.engine.up({ spring: aDefinition({ taskCps: 8 }) }), []);

				assert.equal(fixture.simulator.task(taskId)?.definition.TaskCps, 8);
				assert.notEqual(fixture.simulator.task(taskId)?.status, "RUNNING");
			});
		}
	}

	it("stops and restarts a running campaign, and reports that", async () => {
		const taskId = await upAs(fixture, "RUNNING");

		assert.deepEqual(await fixture.engine.up({ spring: aDefinition({ taskCps: 8 }) }), []);

		assert.deepEqual(fixture.lines, [
			`Task ${taskId} is running: stopping it for the update.`,
			`Task ${taskId} is running again with its new settings.`,
		]);
	});

	it("does not touch a running campaign if it is only recorded", async () => {
		await upAs(fixture, "RUNNING");
		fixture.simulator.clearRequests();

		assert.deepEqual(await fixture.engine.up({ spring: aDefinition({ onDestroy: "stop" }) }), []);

		assert.deepEqual(fixture.simulator.actions(), []);
		assert.equal(fixture.engine.state.get("spring")?.outputs.onDestroy, "stop");
	});

	it("that is refused restarts the campaign with its old settings, and reports why", async () => {
		const taskId = await upAs(fixture, "RUNNING");
		const news = aDefinition({ missCallRetry: true, callRetryInterval: 200 });

		const errors = await fixture.engine.up({ spring: news });

		assert.equal(fixture.simulator.task(taskId)?.status, "RUNNING");
		assert.equal(fixture.simulator.task(taskId)?.definition.MissCallRetry, false);
		assert.match(
			errors.join(),
			/^UpdateAiCallTask failed: InvalidCallRetryInterval \(HTTP 400, request id [0-9A-F-]+\)\. The service says: ".+ It must be at most 120\."\. The service's page allows a callRetryInterval of 120 at most in an update\. The campaign was stopped for this update and is running again; it has its old settings\.$/,
		);
	});

	it("that fails reports that the campaign cannot be restarted, and the next run starts it", async () => {
		const { engine, simulator, newEngine } = fixture;
		const taskId = await upAs(fixture, "RUNNING");
		simulator.fault({ action: "StartAiCallTask", fault: "reset-before", times: 3 });
		const news = aDefinition({ missCallRetry: true, callRetryInterval: 200 });

		const errors = await engine.up({ spring: news });

		assert.match(
			errors.join(),
			/could not be restarted \(StartAiCallTask failed: .+\): run pulumi up again, or start task \d{18} in the console\.$/,
		);
		assert.equal(simulator.task(taskId)?.status, "STOPPED");
		const next = newEngine().inherit(engine);
		assert.deepEqual(await next.up({ spring: aDefinition() }), [], "even if the program is unchanged");
		assert.equal(simulator.task(taskId)?.status, "RUNNING");
	});

	it("stops a campaign that has started in the meantime", async () => {
		const taskId = await upAs(fixture, "STOPPED");
		// Someone starts it in the console right after the query.
		const engine = fixture.newEngine({
			through: (api) => ({
				async call(operation, parameters) {
					if (operation.action === "UpdateAiCallTask" && fixture.simulator.task(taskId)?.moves.length === 2)
						fixture.simulator.setStatus(taskId, "RUNNING");
					return api.call(operation, parameters);
				},
			}),
		});
		engine.inherit(fixture.engine);

		assert.deepEqual(await engine.up({ spring: aDefinition({ taskCps: 8 }) }), []);

		assert.equal(fixture.simulator.task(taskId)?.status, "RUNNING");
		assert.equal(fixture.simulator.task(taskId)?.definition.TaskCps, 8);
	});
});

describeSimulator(
	"a campaign that was stopped for its update, and whose start is refused while the list still shows it running",
	(fixture) => {
		it("is started by the next run", async () => {
			const taskId = await upAs(fixture, "RUNNING");
			const { engine, simulator } = fixture;
			await wait(lag * 2000);
			const update = aDefinition({ taskCps: 9 });
			const unlucky = fixture
				.newEngine({
					configuration: { "aiccs:retrySeconds": "0" },
					through: (api) => ({
						async call(operation, parameters) {
							const answer = await api.call(operation, parameters);
							if (operation.action === "StopAiCallTask") {
								simulator.fault({ action: "QueryAiCallTaskPage", fault: "expired-token", times: 1 });
								simulator.fault({ action: "StartAiCallTask", fault: "expired-token", times: 1 });
							}
							return answer;
						},
					}),
				})
				.inherit(engine);

			const errors = await unlucky.up({ spring: update });

			assert.match(
				errors.join(),
				/its start was refused, so it may not be running; it has its old settings: run pulumi up again/,
			);
			assert.equal(simulator.task(taskId)?.status, "STOPPED");
			await wait(lag * 2000);
			assert.deepEqual(await fixture.newEngine({ sleepScale: 0.1 }).inherit(unlucky).up({ spring: update }), []);
			assert.equal(simulator.task(taskId)?.status, "RUNNING");
			assert.equal(simulator.task(taskId)?.definition.TaskCps, 9);
		});
	},
	{ settings: { listDelayAfterUpdate: lag } },
);
