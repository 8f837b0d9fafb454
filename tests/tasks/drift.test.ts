import assert from "node:assert/strict";
import type { AiCallTask } from "../../provider/tasks/model";
import { TaskProgress } from "../../provider/tasks/progress";
import { aDefinition, everyProperty, onOwnLine } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import { drifts, untilADate } from "./support/drifts";

async function upAndStopped({ engine, simulator }: Fixture, task: AiCallTask): Promise<string> {
	assert.deepEqual(await engine.up({ spring: task }), []);
	const { id } = engine.state.get("spring") ?? assert.fail();
	simulator.setStatus(id, "STOPPED");
	return id;
}

function outputs({ engine }: Fixture) {
	return engine.state.get("spring")?.outputs ?? {};
}

describeSimulator("a refresh", (fixture) => {
	for (const { of, task = everyProperty, changes, seen, isProvenFirst } of drifts) {
		it(`shows a manual change of ${of}, and the next update reverts it`, async () => {
			const taskId = await upAndStopped(fixture, task);
			if (isProvenFirst) assert.deepEqual(await fixture.engine.refresh(), []);
			fixture.simulator.changeTask(taskId, changes);

			assert.deepEqual(await fixture.engine.refresh(), []);

			assert.deepEqual(outputs(fixture)[of], seen);
			const replaces = of === "agentId" || of === "applicationCode";
			assert.deepEqual(await fixture.engine.plan({ spring: task }), { spring: replaces ? "replace" : "update" });
			assert.deepEqual(await fixture.engine.up({ spring: task }), []);
			assert.deepEqual(await fixture.engine.refresh(), []);
			assert.deepEqual(await fixture.engine.plan({ spring: task }), { spring: "same" });
			assert.equal(outputs(fixture).taskId === taskId, !replaces);
		});
	}

	for (const task of [everyProperty, untilADate, onOwnLine]) {
		it(`finds no drift in an unchanged task (${task.applicationCode ?? task.startType})`, async () => {
			await upAndStopped(fixture, task);
			const before = outputs(fixture);

			assert.deepEqual(await fixture.engine.refresh(), []);

			const { status, progress, ...rest } = outputs(fixture);
			const { status: _, ...kept } = before;
			assert.equal(status, "STOPPED");
			assert.deepEqual(Object.fromEntries(Object.entries(rest).filter(([key]) => key in kept)), kept);
			assert.deepEqual(await fixture.engine.plan({ spring: task }), { spring: "same" });
		});
	}

	it("reads the progress of a campaign, which is never drift", async () => {
		const { engine, simulator } = fixture;
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		const [{ taskId } = assert.fail()] = simulator.tasks();
		simulator.importNumbers(taskId, ["13800000001", "13800000002"]);
		simulator.advance(600);

		assert.deepEqual(await engine.refresh(), []);

		const { status, progress } = outputs(fixture);
		const { totalCount, totalCallCount, completeRate } = TaskProgress.parse({ status, ...Object(progress) });
		assert.equal(status, "RUNNING");
		assert.equal(totalCount, 2);
		assert.ok(Number(totalCallCount) >= 2);
		assert.match(String(completeRate), /^\d+%$/);
		assert.deepEqual(await engine.plan({ spring: aDefinition() }), { spring: "same" });
	});

	it("keeps what the service does not read back", async () => {
		await upAndStopped(fixture, { ...onOwnLine, onDestroy: "stop" });

		assert.deepEqual(await fixture.engine.refresh(), []);

		assert.equal(outputs(fixture).source, 1);
		assert.equal(outputs(fixture).onDestroy, "stop");
	});

	it("removes a task from the stack if it stays absent", async () => {
		const taskId = await upAndStopped(fixture, aDefinition());
		fixture.simulator.removeTask(taskId);

		assert.deepEqual(await fixture.engine.refresh(), []);

		assert.equal(fixture.engine.state.size, 0);
		assert.ok(fixture.slept() >= 20_000);
	});

	it("keeps ids exact that are too large for a number", async () => {
		const taskId = await upAndStopped(fixture, aDefinition());

		await fixture.engine.refresh();

		assert.notEqual(String(Number(taskId)), taskId);
		assert.equal(fixture.simulator.task(taskId)?.taskId, taskId);
		assert.equal(outputs(fixture).taskId, taskId);
	});

	it("shows a changed virtualNumber only after a refresh has found the read-back equal", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAndStopped(fixture, aDefinition());
		simulator.changeTask(taskId, { VirtualNumber: "057199999999" });
		await engine.refresh();
		assert.equal(outputs(fixture).virtualNumber, "057100001111");

		simulator.changeTask(taskId, { VirtualNumber: "057100001111" });
		await engine.refresh();
		simulator.changeTask(taskId, { VirtualNumber: "057199999999" });
		await engine.refresh();

		assert.equal(outputs(fixture).virtualNumber, "057199999999");
		assert.deepEqual(await engine.plan({ spring: aDefinition() }), { spring: "update" });
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		assert.equal(simulator.task(taskId)?.definition.VirtualNumber, "057100001111");
	});
});

for (const callerNumber of ["absent", "other"] as const) {
	describeSimulator(
		`a caller number that reads back as ${callerNumber}`,
		(fixture) => {
			it("is never drift, and a changed virtualNumber is still sent", async () => {
				const taskId = await upAndStopped(fixture, aDefinition());

				await fixture.engine.refresh();
				assert.deepEqual(await fixture.engine.plan({ spring: aDefinition() }), { spring: "same" });
				const news = aDefinition({ virtualNumber: "057100002222" });
				assert.deepEqual(await fixture.engine.up({ spring: news }), []);

				assert.equal(fixture.simulator.task(taskId)?.definition.VirtualNumber, "057100002222");
			});

			it("is not sent back when the program removes virtualNumber", async () => {
				const task = { ...onOwnLine };
				const taskId = await upAndStopped(fixture, task);
				const { virtualNumber: _, ...news } = task;

				assert.deepEqual(await fixture.engine.up({ spring: { ...news, taskCps: 7 } }), []);

				assert.equal(fixture.simulator.task(taskId)?.definition.VirtualNumber, undefined);
			});
		},
		{ settings: { callerNumber } },
	);
}

describeSimulator(
	"windows that read back without seconds",
	(fixture) => {
		const toTheEnd = aDefinition({ callTime: [{ startTime: "09:00:30", endTime: "23:59:59" }] });

		it("agree to the minute", async () => {
			await upAndStopped(fixture, toTheEnd);

			await fixture.engine.refresh();

			assert.deepEqual(await fixture.engine.plan({ spring: toTheEnd }), { spring: "same" });
		});

		it("drift by the minute", async () => {
			const taskId = await upAndStopped(fixture, toTheEnd);
			fixture.simulator.changeTask(taskId, { CallTime: [{ startTime: "09:01:30", endTime: "23:59:59" }] });

			await fixture.engine.refresh();

			assert.deepEqual(await fixture.engine.plan({ spring: toTheEnd }), { spring: "update" });
			assert.deepEqual(await fixture.engine.up({ spring: toTheEnd }), []);
			assert.deepEqual(fixture.simulator.task(taskId)?.definition.CallTime, toTheEnd.callTime);
		});
	},
	{ settings: { timeFormat: "HH:mm" } },
);

describeSimulator(
	"callable times that show the call times if none were set",
	(fixture) => {
		it("are not set by an update of the call times", async () => {
			const taskId = await upAndStopped(fixture, aDefinition());
			const later = aDefinition({ callTime: [{ startTime: "14:00:00", endTime: "18:00:00" }] });

			await fixture.engine.refresh();
			assert.deepEqual(await fixture.engine.plan({ spring: aDefinition() }), { spring: "same" });
			assert.deepEqual(await fixture.engine.up({ spring: later }), []);

			assert.equal(fixture.simulator.task(taskId)?.definition.CallableTime, undefined);
		});
	},
	{ settings: { callableTimes: "call-time" } },
);
