import assert from "node:assert/strict";
import type { Api } from "../../provider/service/client";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { type Death, mortal } from "../support/mortal";

const numbers = ["13800000001", "13800000002", "13800000003"];
const spring = aDefinition();
const faster = aDefinition({ taskCps: 9 });

/** A campaign that runs, under a name that it has for good. */
async function running({ simulator, engine }: Fixture): Promise<string> {
	assert.deepEqual(await engine.up({ spring }), []);
	const taskId = engine.state.get("spring")?.id ?? "";
	simulator.importNumbers(taskId, numbers);
	assert.equal(simulator.task(taskId)?.status, "RUNNING");
	return taskId;
}

/** Runs an update that ends, with its engine, at one of its calls. */
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

/** Lets people act right before the first calls of an action. */
function before(action: string, act: () => void, times = 1): (api: Api) => Api {
	let left = times;
	return (api) => ({
		async call(operation, parameters) {
			if (operation.action === action && left-- > 0) act();
			return api.call(operation, parameters);
		},
	});
}

/** Which call of an update is the first of an action, from 1. */
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
		it("is finished with the virtualNumber that is declared by then", async () => {
			const next = await killed(fixture, { call: 2, when: "after" }, { spring });
			assert.equal(fixture.simulator.tasks().length, 1, "it was created");

			assert.deepEqual(await next.up({ spring: aDefinition({ virtualNumber: "057100009999" }) }), []);

			assert.equal(fixture.simulator.tasks()[0]?.definition.VirtualNumber, "057100009999");
		});
	},
	{ settings: { updateInInit: "accepted" } },
);

describeSimulator("a campaign that people stop", (fixture) => {
	it("right before an update stops it stays stopped", async () => {
		const taskId = await running(fixture);
		const stop = () => fixture.simulator.setStatus(taskId, "STOPPED");
		const engine = fixture.newEngine({ through: before("StopAiCallTask", stop) }).inherit(fixture.engine);

		assert.deepEqual(await engine.up({ spring: faster }), []);

		assert.equal(fixture.simulator.task(taskId)?.definition.TaskCps, 9);
		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
	});

	it("after a killed update has started it again stays stopped", async () => {
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

describeSimulator("a campaign that people start", (fixture) => {
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

	it("each time that its destruction stops it stays in the stack, and goes once that is over", async () => {
		const taskId = await running(fixture);
		const start = () => fixture.simulator.setStatus(taskId, "RUNNING");
		const through = before("UpdateAiCallTask", start, Number.POSITIVE_INFINITY);
		const engine = fixture.newEngine({ through }).inherit(fixture.engine);

		const errors = await engine.destroy();

		assert.match(errors.join("\n"), /is started again each time it is stopped.+It stays in the stack\. Find out who/);
		assert.equal(engine.state.get("spring")?.id, taskId);
		assert.deepEqual(engine.plan({ spring }), { spring: "same" });
		assert.deepEqual(await fixture.newEngine().inherit(engine).destroy(), []);
		assert.equal(fixture.simulator.task(taskId)?.taskName, `released-${taskId}`);
		assert.equal(fixture.simulator.task(taskId)?.status, "STOPPED");
	});
});

describeSimulator("a removal or replacement that is killed and then taken back", (fixture) => {
	const replacement = { spring: aDefinition({ agentId: otherAgent }) };
	for (const [what, changed, call, status] of [
		["removal, once it has stopped the campaign", {}, 2, "RUNNING"],
		["removal, once it has renamed the task", {}, 4, "STOPPED"],
		["removal, once it has cancelled the numbers", {}, 6, "STOPPED"],
		["replacement, once it has renamed the task", replacement, 4, "STOPPED"],
	] as const) {
		it(`has the campaign back under its name: ${what}`, async () => {
			const taskId = await running(fixture);
			const { through, died } = mortal({ call, when: "after" });
			const doomed = fixture.newEngine({ through }).inherit(fixture.engine);
			await Promise.race([doomed.up(changed), died]);
			const next = fixture.newEngine().inherit(fixture.engine);
			next.state.set("spring", fixture.engine.state.get("spring") ?? assert.fail());

			assert.deepEqual(await next.up({ spring }), []);

			assert.equal(fixture.simulator.task(taskId)?.taskName, "spring");
			assert.equal(fixture.simulator.task(taskId)?.status, status);
			assert.deepEqual(next.plan({ spring }), { spring: "same" });
		});
	}
});
