import assert from "node:assert/strict";
import type { Api } from "../../provider/service/client";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { type Death, mortal } from "../support/mortal";

const numbers = ["13800000001", "13800000002", "13800000003"];
const spring = aDefinition();
const faster = aDefinition({ taskCps: 9 });

/** Creates a running campaign. */
async function running({ simulator, engine }: Fixture): Promise<string> {
	assert.deepEqual(await engine.up({ spring }), []);
	const taskId = engine.state.get("spring")?.id ?? "";
	simulator.importNumbers(taskId, numbers);
	assert.equal(simulator.task(taskId)?.status, "RUNNING");
	return taskId;
}

/** Runs an update that dies, with its engine, at one of its calls. */
async function killed(
	{ newEngine, engine }: Fixture,
	death: Death,
	program: Parameters<Engine["up"]>[0],
): Promise<Engine> {
	const { through, died } = mortal(death);
	const doomed = newEngine({ through }).inherit(engine);
	assert.equal(await Promise.race([doomed.up(program), died]), "died");
	return newEngine().inherit(doomed);
}

/** Runs `act` right before the first calls of an action. */
function before(action: string, act: () => void, times = 1): (api: Api) => Api {
	let left = times;
	return (api) => ({
		async call(operation, parameters) {
			if (operation.action === action && left-- > 0) act();
			return api.call(operation, parameters);
		},
	});
}

/** The number of the first call of an action in an update, from 1. */
async function numberOf(
	{ simulator, engine, newEngine }: Fixture,
	action: string,
	program: Parameters<Engine["up"]>[0],
) {
	simulator.clearRequests();
	assert.deepEqual(await newEngine().inherit(engine).up(program), []);
	return simulator.actions().indexOf(action) + 1;
}

describeSimulator(
	"a killed creation",
	(fixture) => {
		it("is finished with the virtualNumber that is declared in the next run", async () => {
			const next = await killed(fixture, { call: 2, when: "after" }, { spring });
			assert.equal(fixture.simulator.tasks().length, 1, "it was created");

			assert.deepEqual(await next.up({ spring: aDefinition({ virtualNumber: "057100009999" }) }), []);

			assert.equal(fixture.simulator.tasks()[0]?.definition.VirtualNumber, "057100009999");
		});
	},
	{ settings: { updateInInit: "accepted" } },
);

describeSimulator("a campaign that someone stops", (fixture) => {
	it("right before an update would stop it stays stopped", async () => {
		const taskId = await running(fixture);
		const stop = () => fixture.simulator.setStatus(taskId, "STOPPED");
		const engine = fixture.newEngine({ through: before("StopAiCallTask", stop) }).inherit(fixture.engine);

		assert.deepEqual(await engine.up({ spring: faster }), []);

		assert.equal(fixture.simulator.task(taskId)?.definition.TaskCps, 9);
		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
	});

	it("after a killed update has restarted it stays stopped", async () => {
		const taskId = await running(fixture);
		const call = await numberOf(fixture, "StartAiCallTask", { spring: aDefinition({ taskCps: 8 }) });
		fixture.simulator.advance(60);
		const next = await killed(fixture, { call, when: "after" }, { spring: faster });
		assert.equal(fixture.simulator.task(taskId)?.status, "RUNNING");
		fixture.simulator.advance(60);
		fixture.simulator.setStatus(taskId, "STOPPED");

		assert.deepEqual(await next.up({ spring: faster }), []);

		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
	});
});

describeSimulator("a campaign that someone starts", (fixture) => {
	for (const action of ["CancelAiCallDetails", "UpdateAiCallTask", "CreateAiCallTask"]) {
		it(`before ${action} of its replacement does not run outside the stack`, async () => {
			const taskId = await running(fixture);
			const start = () => {
				if (fixture.simulator.task(taskId)?.status === "STOPPED") fixture.simulator.setStatus(taskId, "RUNNING");
			};
			const engine = fixture.newEngine({ through: before(action, start) }).inherit(fixture.engine);

			await engine.up({ spring: aDefinition({ agentId: otherAgent }) });

			const isHeld = [...engine.state.values()].some(
				({ id, awaitsReplacement }) => id === taskId && !awaitsReplacement,
			);
			const isByHand = action === "CreateAiCallTask";
			assert.ok(isHeld || isByHand || fixture.simulator.task(taskId)?.status !== "RUNNING");
		});
	}

	it("each time a destroy stops it stays in the stack, and is released once that has ended", async () => {
		const taskId = await running(fixture);
		const start = () => fixture.simulator.setStatus(taskId, "RUNNING");
		const through = before("UpdateAiCallTask", start, Number.POSITIVE_INFINITY);
		const engine = fixture.newEngine({ through }).inherit(fixture.engine);

		const errors = await engine.destroy();

		assert.match(errors.join("\n"), /is started again each time it is stopped.+It stays in the stack\. Find out who/);
		assert.equal(engine.state.get("spring")?.id, taskId);
		assert.deepEqual(await engine.plan({ spring }), { spring: "same" });
		assert.deepEqual(await fixture.newEngine().inherit(engine).destroy(), []);
		assert.equal(fixture.simulator.task(taskId)?.taskName, `released-${taskId}`);
		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
	});
});

describeSimulator("a deletion or replacement that is killed and then reverted", (fixture) => {
	const replacement = { spring: aDefinition({ agentId: otherAgent }) };
	for (const [what, changed, call, status] of [
		["deletion, once it has stopped the campaign", {}, 2, "RUNNING"],
		["deletion, once it has renamed the task", {}, 4, "STOPPED"],
		["deletion, once it has cancelled the numbers", {}, 6, "STOPPED"],
		["replacement, once it has renamed the task", replacement, 4, "STOPPED"],
	] as const) {
		it(`restores the campaign under its name: ${what}`, async () => {
			const taskId = await running(fixture);
			const { through, died } = mortal({ call, when: "after" });
			const doomed = fixture.newEngine({ through }).inherit(fixture.engine);
			await Promise.race([doomed.up(changed), died]);
			const next = fixture.newEngine().inherit(fixture.engine);
			next.state.set("spring", fixture.engine.state.get("spring") ?? assert.fail());

			assert.deepEqual(await next.up({ spring }), []);

			assert.equal(fixture.simulator.task(taskId)?.taskName, "spring");
			assert.equal(fixture.simulator.task(taskId)?.status, status);
			assert.deepEqual(await next.plan({ spring }), { spring: "same" });
		});
	}
});
