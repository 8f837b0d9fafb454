import assert from "node:assert/strict";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";

const spring = { spring: aDefinition() };

describeSimulator("a creation", (fixture) => {
	it("is refused if its name is taken, with the holder and what to do", async () => {
		const [taskId] = fixture.simulator.seedTasks([{ TaskName: "spring", status: "STOPPED" }]);

		const errors = await fixture.engine.up(spring);

		assert.deepEqual(errors, [
			`Nothing was sent: taskName is already held by task ${taskId} (STOPPED, the same agent, created 2026-01-05 10:00:00 Asia/Shanghai, 0 numbers, 0 calls), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "${taskId}"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.`,
		]);
		assert.equal(fixture.simulator.actions().includes("CreateAiCallTask"), false);
	});

	it("does not use another task with a similar name", async () => {
		fixture.simulator.seedTasks([{ TaskName: "spring 2" }, { TaskName: "my spring" }]);

		assert.deepEqual(await fixture.engine.up(spring), []);

		assert.equal(fixture.simulator.tasks().length, 3);
	});

	it("that loses a race for its name never takes over the other task, in this run or the next", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "name-taken" });

		for (let run = 1; run <= 3; run++) {
			const errors = await fixture.engine.up(spring);

			assert.match(errors.join(), /^Nothing was (created|sent): taskName is already held by task \d{18}/, `run ${run}`);
			assert.equal(fixture.engine.state.size, 0);
			assert.equal(fixture.simulator.tasks().length, 1);
		}
	});

	it("uses the task of a lost answer, even if the list shows it late", async () => {
		fixture.simulator.configure({ listDelayAfterCreate: 0.2, detailDelayAfterCreate: 0.3 });
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "reset-after" });
		const engine = fixture.newEngine({ sleepScale: 0.05 });

		assert.deepEqual(await engine.up(spring), []);

		assert.equal(fixture.simulator.tasks().length, 1);
		assert.equal(engine.state.get("spring")?.id, fixture.simulator.tasks()[0]?.taskId);
		assert.match(fixture.lines.join("\n"), /The answer to CreateAiCallTask was lost, but it created task \d{18}\./);
	});

	it("does not use an unknown task with another definition after a lost answer", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "name-taken" });
		const engine = fixture.newEngine({
			through: (api) => ({
				async call(operation, parameters) {
					if (operation.action === "CreateAiCallTask" && fixture.simulator.tasks().length === 0)
						fixture.simulator.seedTasks([{ TaskName: "spring", TaskCps: 400 }]);
					return api.call(operation, parameters);
				},
			}),
		});
		fixture.simulator.clearFaults();
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "reset-before" });

		const errors = await engine.up(spring);

		assert.match(errors.join(), /is already held by task/);
		assert.equal(fixture.simulator.tasks()[0]?.definition.TaskCps, 400);
	});

	it("that is still in progress when the next run starts still creates only one task", async () => {
		const slow = fixture.newEngine();
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "delay", seconds: 0.4 });
		const first = slow.up(spring);
		await new Promise((resolve) => setTimeout(resolve, 150));

		// The engine of the first run is gone, but its provider still runs.
		const next = fixture.newEngine();
		const errors = await next.up(spring);
		await first;
		const later = fixture.newEngine().inherit(next);

		assert.deepEqual(errors.length === 0 ? [] : await later.up(spring), []);
		assert.equal(fixture.simulator.tasks().length, 1);
	});

	it("is not sent again after a reset whose message mentions a certificate only because of the task's name", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "reset-after" });

		assert.deepEqual(
			await fixture.engine.up({ spring: aDefinition({ taskName: "SSL CERT ECONNREFUSED timeout" }) }),
			[],
		);

		assert.equal(fixture.simulator.actions().filter((action) => action === "CreateAiCallTask").length, 1);
	});
});

describeSimulator("a replacement", (fixture) => {
	const elsewhere = { spring: aDefinition({ agentId: otherAgent }) };

	it("that cannot be created reports what is in the account, and the next run continues", async () => {
		const { engine, simulator } = fixture;
		assert.deepEqual(await engine.up(spring), []);
		const [old] = simulator.tasks();
		simulator.setStatus(old?.taskId ?? "", "STOPPED");
		simulator.configure({ agents: "listed" });

		const errors = await engine.up(elsewhere);

		assert.match(
			errors.join(),
			new RegExp(
				`^CreateAiCallTask failed: AgentNotExist .+ The old task, ${old?.taskId}, was stopped and renamed; it remains in the account and is no longer part of the stack\\. Nothing was created; run pulumi up again to continue\\.`,
			),
		);
		simulator.configure({ agents: "any" });
		assert.deepEqual(await engine.up(elsewhere), []);
		assert.equal(simulator.tasks().length, 2);
		assert.equal(simulator.task("spring")?.definition.AgentId, otherAgent);
	});

	it("by --replace creates a task with the same definition", async () => {
		const { engine, simulator } = fixture;
		assert.deepEqual(await engine.up(spring), []);
		const [old] = simulator.tasks();
		simulator.setStatus(old?.taskId ?? "", "RUNNING");

		assert.deepEqual(await engine.up(spring, { replace: ["spring"] }), []);

		assert.equal(simulator.task(old?.taskId ?? "")?.taskName, `released-${old?.taskId}`);
		assert.equal(simulator.task(old?.taskId ?? "")?.status, "STOPPED");
		assert.notEqual(engine.state.get("spring")?.id, old?.taskId);
		assert.equal(simulator.task("spring")?.taskId, engine.state.get("spring")?.id);
	});

	it("of an adopted task does not adopt the task that it replaces", async () => {
		const { engine, simulator } = fixture;
		const [taskId = ""] = simulator.seedTasks([{ TaskName: "spring", status: "STOPPED" }]);
		const adopting = { spring: aDefinition({ adoptTaskId: taskId }) };
		assert.deepEqual(await engine.up(adopting), []);

		assert.deepEqual(await engine.up(adopting, { replace: ["spring"] }), []);

		assert.notEqual(engine.state.get("spring")?.id, taskId);
		assert.equal(simulator.tasks().length, 2);
	});
});

describeSimulator("an adoption", (fixture) => {
	it("updates a task of the account to its definition, without starting it", async () => {
		const { engine, simulator } = fixture;
		const [taskId = ""] = simulator.seedTasks([{ TaskName: "by hand", TaskCps: 3, status: "STOPPED" }]);

		assert.deepEqual(await engine.up({ spring: aDefinition({ adoptTaskId: taskId }) }), []);

		assert.equal(engine.state.get("spring")?.id, taskId);
		assert.equal(simulator.task(taskId)?.taskName, "spring");
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 5);
		assert.equal(simulator.task(taskId)?.status, "STOPPED");
		assert.deepEqual(await engine.plan({ spring: aDefinition() }), { spring: "same" }, "the line may go afterwards");
	});

	it("shows in the preview what it will change", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "by hand", TaskCps: 3, status: "RUNNING" }]);

		const shown = await fixture.engine.preview({ spring: aDefinition({ adoptTaskId: taskId }) });

		assert.match(
			shown.spring?.join("\n") ?? "",
			/note: Task \d{18} \(RUNNING\) is taken into the stack and updated \(taskName, callTime, virtualNumber, taskCps\)\. The campaign is running: this update stops it, changes it and starts it again\./,
		);
	});

	it("refuses what the service cannot change, and an unknown id", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "by hand", AgentId: otherAgent }]);

		const wrongAgent = await fixture.engine.up({ spring: aDefinition({ adoptTaskId: taskId }) });
		const unknown = await fixture.engine.up({ spring: aDefinition({ adoptTaskId: "118700000000000001" }) });

		assert.match(wrongAgent.join(), /agentId differs from the adopted task, and the service cannot change it/);
		assert.match(unknown.join(), /adoptTaskId names no task in this account/);
		assert.equal(fixture.simulator.tasks().length, 1);
	});

	it("that fails halfway keeps the task in the stack, and the next run finishes it", async () => {
		const { engine, simulator } = fixture;
		const [taskId = ""] = simulator.seedTasks([{ TaskName: "by hand", TaskCps: 3, status: "RUNNING" }]);
		simulator.fault({ action: "UpdateAiCallTask", fault: "throttle", times: 1 });
		const impatient = fixture.newEngine({ configuration: { "aiccs:retrySeconds": "0" } });

		const errors = await impatient.up({ spring: aDefinition({ adoptTaskId: taskId }) });
		engine.inherit(impatient);

		assert.match(errors.join(), /is running again; it has its old settings/);
		assert.equal(engine.state.get("spring")?.id, taskId);
		assert.equal(simulator.task(taskId)?.status, "RUNNING");
		assert.deepEqual(await engine.up({ spring: aDefinition({ adoptTaskId: taskId }) }), []);
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 5);
		assert.equal(simulator.task(taskId)?.status, "RUNNING");
	});
});

describeSimulator("two names of one program that differ in letter case, width or Unicode form only", (fixture) => {
	for (const [one, other] of [
		["Spring", "spring"],
		["caf\u00e9", "cafe\u0301"],
		["ABC", "\uff21\uff22\uff23"],
	] as const) {
		it(`cause a warning, and both are created: ${one} and ${other}`, async () => {
			const { engine, simulator } = fixture;
			const program = { a: aDefinition({ taskName: one }), b: aDefinition({ taskName: other }) };

			const shown = await engine.preview(program);

			assert.deepEqual(shown.a, []);
			assert.match(
				shown.b?.join() ?? "",
				/^warning: taskName looks the same as that of "a": they differ in letter case/,
			);
			assert.deepEqual(await engine.up(program), []);
			assert.equal(simulator.tasks().length, 2);
			assert.deepEqual((await engine.preview(program)).b, []);
		});
	}

	it("are refused by a service that treats them as the same, and nothing is created twice", async () => {
		const { engine, simulator } = fixture;
		simulator.configure({ nameLikeness: "same" });

		const errors = await engine.up({ a: aDefinition({ taskName: "Spring" }), b: aDefinition({ taskName: "spring" }) });

		assert.match(errors.join("\n"), /CreateAiCallTask failed: TaskNameExist/);
		assert.equal(simulator.tasks().length, 1);
	});
});
