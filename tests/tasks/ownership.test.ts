import assert from "node:assert/strict";
import { ApiError } from "../../provider/service/api-error";
import type { Api } from "../../provider/service/client";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import type { Engine, Program } from "../support/engine";
import { numbers } from "../support/flows";
import { mortal } from "../support/mortal";

const spring = aDefinition();
const elsewhere = aDefinition({ agentId: otherAgent });

async function upAndRunning({ engine, simulator }: Fixture, name: string, definition = spring): Promise<string> {
	assert.deepEqual(await engine.up({ [name]: definition }), []);
	const { id } = engine.state.get(name) ?? assert.fail();
	simulator.importNumbers(id, numbers);
	return id;
}

/** A run that dies after the service has created the task and before the answer arrives. */
async function upThatDies(fixture: Fixture, program: Program): Promise<string> {
	const { through, died } = mortal({ call: 2, when: "after" });
	const engine: Engine = fixture.newEngine({ through });
	await Promise.race([engine.up(program), died]);
	const [task, ...others] = fixture.simulator.tasks();
	assert.ok(task !== undefined && others.length === 0);
	return task.taskId;
}

describeSimulator("a task that another resource adopts", (fixture) => {
	it("may have a start in the past: the task exists", async () => {
		const [id = ""] = fixture.simulator.seedTasks([
			{ TaskName: "by hand", AgentId: spring.agentId, status: "STOPPED" },
		]);
		const past = { ...spring, startType: "SCHEDULE", taskStartTime: "2025-03-01T09:00:00+08:00" } as const;

		const adopting = await fixture.engine.preview({ one: { ...past, adoptTaskId: id } });
		const creating = await fixture.engine.preview({ one: past });

		assert.doesNotMatch(String(adopting.one), /in the past/);
		assert.match(String(creating.one), /error: taskStartTime .*in the past/);
	});

	it("continues to run if its old resource is deleted in the same run", async () => {
		const { engine, simulator, lines } = fixture;
		const id = await upAndRunning(fixture, "old-name");

		const program = { "new-name": { ...spring, adoptTaskId: id } };
		assert.deepEqual(await engine.up(program), []);

		assert.equal(simulator.task("spring")?.taskId, id);
		assert.equal(simulator.task(id)?.status, "RUNNING");
		assert.deepEqual(
			simulator.actions().filter((action) => /Stop|Cancel|Update/.test(action)),
			[],
		);
		assert.equal(lines.at(-1), `Task ${id} is left untouched: it now belongs to resource "new-name".`);
		assert.deepEqual([...engine.state.keys()], ["new-name"]);
		assert.deepEqual(await engine.plan(program), { "new-name": "same" });
		assert.deepEqual(await engine.up(program), []);
		assert.equal(simulator.task(id)?.status, "RUNNING");
	});

	it("continues to run if the run dies in between, and the next run deletes the old resource", async () => {
		const { engine, simulator } = fixture;
		const id = await upAndRunning(fixture, "old-name");
		const program = { "new-name": { ...spring, adoptTaskId: id } };
		const adopting = fixture.newEngine();
		assert.deepEqual(await adopting.up(program), []);
		const adopted = adopting.state.get("new-name") ?? assert.fail();
		engine.state.set("new-name", adopted);

		assert.deepEqual(await engine.up(program), []);

		assert.deepEqual([...engine.state.keys()], ["new-name"]);
		assert.equal(simulator.task(id)?.status, "RUNNING");
	});

	it("is refused while the program still declares its resource", async () => {
		const { engine, simulator } = fixture;
		const id = await upAndRunning(fixture, "old-name");

		const errors = await engine.up({
			"old-name": spring,
			"new-name": { ...elsewhere, taskName: "b", adoptTaskId: id },
		});

		assert.match(errors.join("\n"), /adoptTaskId/);
		assert.equal(simulator.task(id)?.status, "RUNNING");
		assert.equal(simulator.task(id)?.taskName, "spring");
	});

	it("is still released if its only resource is deleted, even after a refresh", async () => {
		const { engine, simulator } = fixture;
		const id = await upAndRunning(fixture, "old-name");

		assert.deepEqual(await engine.up({}, { refresh: true }), []);

		assert.equal(simulator.task(id)?.taskName, `released-${id}`);
		assert.equal(simulator.task(id)?.status, "STOPPED");
	});

	it("is still replaced after a refresh", async () => {
		const { engine, simulator } = fixture;
		const id = await upAndRunning(fixture, "old-name");

		assert.deepEqual(await engine.up({ "old-name": elsewhere }, { refresh: true }), []);

		assert.equal(simulator.task(id)?.taskName, `released-${id}`);
		assert.equal(simulator.task("spring")?.definition.AgentId, otherAgent);

		simulator.setStatus(simulator.task("spring")?.taskId ?? "", "STOPPED");
		assert.deepEqual(await engine.up({ "old-name": elsewhere }, { refresh: true, replace: ["old-name"] }), []);
		assert.equal(simulator.tasks().length, 3);
		assert.equal(simulator.tasks().filter(({ taskName }) => taskName === "spring").length, 1);
	});
});

const settings = { updateInInit: "accepted" } as const;
describeSimulator(
	"the orphan of a killed run",
	(fixture) => {
		it("is taken over if the program is still the same", async () => {
			const id = await upThatDies(fixture, { spring });

			assert.deepEqual(await fixture.engine.up({ spring }), []);

			assert.equal(fixture.engine.state.get("spring")?.id, id);
			assert.equal(fixture.simulator.tasks().length, 1);
		});

		it("is replaced if the program now has another agent, and the state has the new task", async () => {
			const { engine, simulator } = fixture;
			const id = await upThatDies(fixture, { spring });

			const shown = (await engine.preview({ spring: elsewhere })).spring;
			assert.deepEqual(await engine.up({ spring: elsewhere }), []);

			assert.deepEqual(shown, [
				`warning: Task ${id} was left by an interrupted run of this resource and is replaced: an update cannot change its agentId, applicationCode or source. The service may not rename an INIT task; then its name stays taken, and the update fails. To be sure, give the new task another taskName in the same change.`,
			]);
			const held = engine.state.get("spring");
			assert.notEqual(held?.id, id);
			assert.equal(simulator.task(held?.id ?? "")?.definition.AgentId, otherAgent);
			assert.equal(held?.outputs.agentId, otherAgent);
			assert.equal(simulator.task("spring")?.taskId, held?.id);
			assert.equal(simulator.task(id)?.taskName, `released-${id}`);
			assert.deepEqual(await engine.plan({ spring: elsewhere }), { spring: "same" });
			assert.deepEqual(await engine.up({ spring: elsewhere }), []);
			assert.equal(simulator.tasks().length, 2);
		});

		it("is replaced if the program now declares an engine task", async () => {
			const { engine, simulator } = fixture;
			const id = await upThatDies(fixture, { spring });
			const { agentId: _, ...ofEngine } = aDefinition({ source: 1, applicationCode: "APP-1" });

			assert.deepEqual(await engine.up({ spring: ofEngine }), []);

			assert.equal(simulator.task("spring")?.definition.Source, 1);
			assert.equal(simulator.task(id)?.taskName, `released-${id}`);
		});

		it("is released if the program now adopts another task", async () => {
			const { engine, simulator } = fixture;
			const id = await upThatDies(fixture, { spring });
			const [other = ""] = simulator.seedTasks([{ TaskName: "by hand", AgentId: spring.agentId, status: "STOPPED" }]);

			assert.deepEqual(await engine.up({ spring: { ...spring, adoptTaskId: other } }), []);

			assert.equal(engine.state.get("spring")?.id, other);
			assert.equal(simulator.task("spring")?.taskId, other);
			assert.equal(simulator.task(id)?.taskName, `released-${id}`);
		});
	},
	{ settings },
);

describeSimulator("an INIT orphan of a killed run, if the service changes nothing in INIT", (fixture) => {
	it("is not replaced under its own name, and the old agent or a new name resolves the error", async () => {
		const { engine, simulator } = fixture;
		const id = await upThatDies(fixture, { spring });

		const errors = await engine.up({ spring: elsewhere });

		assert.match(errors.join("\n"), new RegExp(`Task ${id} \\(INIT\\) cannot be replaced under its name "spring"`));
		assert.equal(simulator.tasks().length, 1);
		assert.deepEqual(await engine.up({ spring: { ...elsewhere, taskName: "summer" } }), []);
		assert.equal(simulator.task("summer")?.definition.AgentId, otherAgent);
		assert.equal(simulator.tasks().length, 2);
	});
});

describeSimulator("replacing a task", (fixture) => {
	it("warns, in INIT and under the same name, that the service may not rename it", async () => {
		const { engine, simulator } = fixture;
		assert.deepEqual(await engine.up({ spring }), []);
		const id = engine.state.get("spring")?.id;

		const shown = await engine.preview({ spring: elsewhere });

		assert.deepEqual(shown.spring, [
			"warning: The task is INIT (nothing called yet) and is replaced under the same name. The service may not rename an INIT task; then its name stays taken, the update fails and nothing is replaced. To be sure, give the new task another taskName in the same change.",
		]);
		assert.match((await engine.up({ spring: elsewhere })).join("\n"), /cannot be replaced under its name "spring"/);
		assert.equal(engine.state.get("spring")?.id, id);
		const renamed = { ...elsewhere, taskName: "summer" };
		assert.deepEqual((await engine.preview({ spring: renamed })).spring, []);
		assert.deepEqual(await engine.up({ spring: renamed }), []);
		assert.equal(simulator.task("summer")?.definition.AgentId, otherAgent);
	});

	it("warns that a running campaign is stopped and its numbers are cancelled", async () => {
		await upAndRunning(fixture, "spring");

		assert.match(
			(await fixture.engine.preview({ spring: elsewhere })).spring?.join() ?? "",
			/^warning: The campaign is running/,
		);
	});

	it('is refused before anything is sent if onDestroy: "leave" keeps the name', async () => {
		const { engine, simulator } = fixture;
		const kept = { ...spring, onDestroy: "leave" as const };
		const id = await upAndRunning(fixture, "spring", kept);
		const moved = { ...elsewhere, onDestroy: "leave" as const };

		assert.match(
			(await engine.preview({ spring: moved })).spring?.join("\n") ?? "",
			/error: onDestroy makes the old task keep/,
		);
		assert.match((await engine.up({ spring: moved })).join("\n"), /onDestroy makes the old task keep its name/);
		assert.match(
			(await engine.up({ spring: kept }, { replace: ["spring"] })).join("\n"),
			/onDestroy: "leave" makes it keep/,
		);

		assert.equal(engine.state.get("spring")?.id, id);
		assert.equal(simulator.task(id)?.status, "RUNNING");
		assert.equal(simulator.tasks().length, 1);
	});

	it("keeps a campaign running, with its numbers, if the service does not rename it", async () => {
		const { engine, simulator } = fixture;
		const id = await upAndRunning(fixture, "spring");
		const refusing = fixture.newEngine({ through: refuseUpdates });
		refusing.state.set("spring", engine.state.get("spring") ?? assert.fail());

		const errors = await refusing.up({ spring: elsewhere });

		assert.match(errors.join("\n"), /cannot be replaced under its name "spring"/);
		assert.equal(simulator.task(id)?.status, "RUNNING");
		assert.equal(simulator.actions().includes("CancelAiCallDetails"), false);
		assert.equal(refusing.state.get("spring")?.id, id);
		assert.deepEqual(await engine.up({ spring: elsewhere }), []);
		assert.equal(simulator.task("spring")?.definition.AgentId, otherAgent);
	});
});

function refuseUpdates(api: Api): Api {
	const refusal = { outcome: "refused", code: "InvalidParameter", answer: "", status: 400 } as const;
	return {
		call: (operation, parameters) => {
			if (operation.action !== "UpdateAiCallTask") return api.call(operation, parameters);
			throw new ApiError({ action: operation.action, ...refusal });
		},
	};
}
