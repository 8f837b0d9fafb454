import assert from "node:assert/strict";
import { aboutDrift, driftIn } from "../../provider/definition/drift";
import { Raw } from "../../provider/definition/values";
import { taskDefinition } from "../../provider/tasks/definition";
import type { AiCallTask } from "../../provider/tasks/model";
import { aDefinition, everyProperty } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { ConsolePlay } from "./support/console-play";
import { drifts } from "./support/drifts";

function outputs(engine: Engine) {
	return engine.state.get("spring")?.outputs ?? {};
}

/** The names that the state records. */
function drifted(engine: Engine): readonly string[] {
	return driftIn(new Raw(outputs(engine)));
}

/** Refreshes, and returns the lines that it logs. */
async function refreshed({ engine, lines }: Pick<Fixture, "engine" | "lines">): Promise<string[]> {
	const before = lines.length;
	assert.deepEqual(await engine.refresh(), []);
	return lines.slice(before);
}

async function upAndStopped({ engine, simulator }: Fixture, task: AiCallTask): Promise<string> {
	assert.deepEqual(await engine.up({ spring: task }), []);
	const { id } = engine.state.get("spring") ?? assert.fail();
	simulator.setStatus(id, "STOPPED");
	return id;
}

const changed = (taskId: string, places: string) =>
	`Task ${taskId} was changed outside of this stack, at the console or by an interrupted run: ${places}.`;
const updates = "which updates the task in place; a running campaign is stopped for that time.";
const replaces = "which replaces the task: the old one is stopped and renamed, and a new one is created.";

describeSimulator("what a refresh records and says of a changed task", (fixture) => {
	for (const { of, task = everyProperty, changes, isProvenFirst } of drifts) {
		it(`is ${of}, until it is set back at the console`, async () => {
			const { engine, simulator } = fixture;
			const taskId = await upAndStopped(fixture, task);
			if (isProvenFirst) await refreshed(fixture);
			const before = simulator.task(taskId)?.definition ?? assert.fail();
			const programs = outputs(engine)[of];
			simulator.changeTask(taskId, changes);

			const [line = "", ...others] = await refreshed(fixture);
			assert.deepEqual(drifted(engine), [of]);
			assert.ok(line.startsWith(changed(taskId, of).slice(0, -1)), line);
			assert.deepEqual(others, []);
			assert.deepEqual(await refreshed(fixture), [line], "a second refresh says the same");
			assert.deepEqual(drifted(engine), [of]);

			simulator.changeTask(taskId, before);
			assert.deepEqual(await refreshed(fixture), []);
			assert.deepEqual(outputs(engine)[of], programs, "as the program wrote it");
			assert.ok(!("__drifted" in outputs(engine)) && !("__declared" in outputs(engine)));
			assert.deepEqual(await engine.plan({ spring: task }), { spring: "same" });
		});

		it(`is what an update does about ${of}`, async () => {
			const { engine, simulator } = fixture;
			const taskId = await upAndStopped(fixture, task);
			if (isProvenFirst) await refreshed(fixture);
			const before = simulator.task(taskId)?.definition ?? assert.fail();
			simulator.changeTask(taskId, changes);
			const [line = ""] = await refreshed(fixture);
			simulator.clearRequests();

			assert.deepEqual(await engine.up({ spring: task }), []);

			const writes = simulator.actions().filter((action) => !/^(Page)?Query/.test(action));
			const now = simulator.task(outputs(engine).taskId as string)?.definition;
			assert.deepEqual(now, before);
			if (line.includes(replaces)) {
				assert.notEqual(outputs(engine).taskId, taskId);
				assert.ok(writes.includes("CreateAiCallTask"));
			} else {
				assert.ok(line.includes(`pulumi up sets ${of} back, ${updates}`), line);
				assert.deepEqual(writes, ["UpdateAiCallTask"]);
			}
			assert.deepEqual(drifted(engine), []);
			assert.deepEqual(await refreshed(fixture), []);
		});
	}

	it("names the end of the window that differs, by its place in the program", async () => {
		const { simulator } = fixture;
		const taskId = await upAndStopped(fixture, everyProperty);
		// The program has the afternoon first.
		const morning = { startTime: "09:00:00", endTime: "12:00:00" };
		for (const [callTime, places] of [
			[[morning, { startTime: "14:30:00", endTime: "18:00:00" }], "callTime[0].startTime"],
			[
				[
					{ ...morning, endTime: "11:00:00" },
					{ startTime: "14:00:00", endTime: "18:00:00" },
				],
				"callTime[1].endTime",
			],
			[
				[
					{ startTime: "14:00:00", endTime: "19:00:00" },
					{ ...morning, startTime: "08:00:00" },
				],
				"callTime[1].startTime, callTime[0].endTime",
			],
			[[morning], "callTime"],
		] as const) {
			simulator.changeTask(taskId, { CallTime: [...callTime] });
			const [line = ""] = await refreshed(fixture);
			assert.ok(line.startsWith(changed(taskId, places)), line);
		}
	});

	it("is nothing, and no other request, if nothing was changed", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAndStopped(fixture, everyProperty);
		await refreshed(fixture);
		simulator.clearRequests();
		const kept = outputs(engine);

		assert.deepEqual(await refreshed(fixture), []);

		assert.deepEqual(outputs(engine), kept);
		const requests = simulator.actions();
		simulator.changeTask(taskId, { TaskCps: 77 });
		simulator.clearRequests();
		assert.equal((await refreshed(fixture)).length, 1);
		assert.deepEqual(simulator.actions(), requests);
	});

	it("is nothing for a property that the program leaves to the service", async () => {
		const { engine, simulator } = fixture;
		const { taskCps: _, ...task } = aDefinition();
		const taskId = await upAndStopped(fixture, task);
		await refreshed(fixture);
		simulator.changeTask(taskId, { TaskCps: 77 });

		assert.deepEqual(await refreshed(fixture), []);

		assert.deepEqual(await engine.plan({ spring: task }), { spring: "same" });
	});

	it("is a retry that the program does not set: an update sets it back to its default", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAndStopped(fixture, aDefinition());
		simulator.changeTask(taskId, { MissCallRetry: true });

		const [line = ""] = await refreshed(fixture);

		assert.ok(line.includes("pulumi up sets missCallRetry back"), line);
		assert.deepEqual(drifted(engine), ["missCallRetry"]);
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		assert.equal(simulator.task(taskId)?.definition.MissCallRetry, false);
		assert.ok(!("missCallRetry" in outputs(engine)));
	});

	for (const [runState, status, other] of [
		["running", "STOPPED", "RUNNING"],
		["stopped", "RUNNING", "STOPPED"],
	] as const) {
		it(`is a task that is ${status} although runState is ${runState}: an update makes it ${other}`, async () => {
			const { engine, simulator } = fixture;
			assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
			const { id } = engine.state.get("spring") ?? assert.fail();
			simulator.importNumbers(id, ["13800000001", "13800000002"]);
			const task = aDefinition({ runState });
			assert.deepEqual(await engine.up({ spring: task }), []);
			simulator.setStatus(id, status);

			const lines = await refreshed(fixture);

			const effect = "pulumi up sets runState back, which starts or stops the task.";
			assert.deepEqual(lines, [`${changed(id, `runState (the task is ${status})`)} ${effect}`]);
			assert.deepEqual(await refreshed(fixture), lines);
			assert.deepEqual(drifted(engine), ["runState"]);
			assert.equal(outputs(engine).runState, runState);
			assert.deepEqual(await engine.up({ spring: task }), []);
			assert.equal(simulator.task(id)?.status, other);
			assert.deepEqual(drifted(engine), []);
		});
	}

	it("is that a running campaign is interrupted when it is set back, and it is", async () => {
		const { engine, simulator } = fixture;
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		const { id } = engine.state.get("spring") ?? assert.fail();
		simulator.importNumbers(id, ["13800000001", "13800000002"]);
		simulator.changeTask(id, { TaskCps: 50 });

		const [line = ""] = await refreshed(fixture);
		simulator.clearRequests();
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);

		assert.ok(line.endsWith("The campaign is running: this update stops it, changes it and starts it again."), line);
		const writes = simulator.actions().filter((action) => !/^(Page)?Query/.test(action));
		assert.deepEqual(writes, ["StopAiCallTask", "UpdateAiCallTask", "StartAiCallTask"]);
	});

	it("is that a changed name is free meanwhile: another task that takes it keeps the update from setting it back", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAndStopped(fixture, aDefinition());
		simulator.changeTask(taskId, { TaskName: "renamed" });

		const [line = ""] = await refreshed(fixture);
		simulator.seedTasks([{ TaskName: "spring" }]);

		assert.ok(line.endsWith("Until then, its old name is free, and another task can take it."), line);
		const [error = ""] = await engine.up({ spring: aDefinition() });
		assert.match(error, /is already held by task/);
		assert.deepEqual(drifted(engine), ["taskName"], "a failed update keeps the record");
	});

	it("is that a task is gone", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAndStopped(fixture, aDefinition());
		simulator.removeTask(taskId);

		assert.deepEqual(await refreshed(fixture), [
			`Task ${taskId} is no longer in the account. A refresh removes it from the stack, and pulumi up creates a new task if the program still declares it.`,
		]);
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		assert.equal(simulator.tasks().length, 1);
	});

	it("ends when the program has the same: an update records that, and sends nothing", async () => {
		const { engine, simulator } = fixture;
		const taskId = await upAndStopped(fixture, aDefinition());
		simulator.changeTask(taskId, { TaskCps: 50 });
		await refreshed(fixture);
		const accepted = aDefinition({ taskCps: 50 });
		simulator.clearRequests();

		assert.deepEqual(await engine.plan({ spring: accepted }), { spring: "update" });
		assert.deepEqual(await engine.up({ spring: accepted }), []);

		assert.deepEqual(simulator.actions(), []);
		assert.deepEqual(drifted(engine), []);
		assert.deepEqual(await engine.plan({ spring: accepted }), { spring: "same" });
		assert.deepEqual(await refreshed(fixture), []);
	});
});

describeSimulator(
	"a changed window that the service shows without seconds",
	(fixture) => {
		it("is named by the end that differs", async () => {
			const callTime = [
				{ startTime: "09:00:30", endTime: "12:00:00" },
				{ startTime: "14:00:00", endTime: "23:59:59" },
			];
			const taskId = await upAndStopped(fixture, aDefinition({ callTime }));
			const later = { startTime: "09:01:30", endTime: "12:00:00" };
			fixture.simulator.changeTask(taskId, { CallTime: [later, ...callTime.slice(1)] });

			const [line = ""] = await refreshed(fixture);

			assert.ok(line.startsWith(changed(taskId, "callTime[0].startTime")), line);
		});
	},
	{ settings: { timeFormat: "HH:mm" } },
);

describe("what an update does about drift", () => {
	it("follows from the facts of each property", () => {
		assert.deepEqual(aboutDrift(taskDefinition, ["agentId", "taskCps", "callTime", "runState", "noProperty"]), [
			`pulumi up sets agentId back, ${replaces}`,
			`pulumi up sets taskCps, callTime back, ${updates}`,
			"pulumi up sets runState back, which starts or stops the task.",
		]);
	});
});

describe("a random play of people at the console, programs, refreshes and updates", () => {
	for (let seed = 1; seed <= 20; seed++) {
		it(`records the real differences at each refresh, and none after an update (seed ${seed})`, async () => {
			const play = await ConsolePlay.begin(`drift ${seed}`);
			try {
				for (let step = 0; step < 30; step++) await play.step();
				assert.ok(play.found > 0, "some refreshes found something");
			} finally {
				await play.place.close();
			}
		});
	}
});
