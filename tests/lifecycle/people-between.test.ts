import assert from "node:assert/strict";
import type { Api } from "../../provider/api/client";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import { numbers } from "../support/flows";
import { mortal } from "../support/mortal";

const spring = aDefinition();
const faster = aDefinition({ taskCps: 9 });

async function upAndRunning({ engine, simulator }: Fixture): Promise<string> {
	assert.deepEqual(await engine.up({ spring }), []);
	const { id } = engine.state.get("spring") ?? assert.fail();
	simulator.importNumbers(id, numbers);
	return id;
}

/** Lets somebody act just before a call of an action, each time or once. */
function before(action: string, act: () => void, times = Number.POSITIVE_INFINITY): { through(api: Api): Api } {
	let left = times;
	return {
		through: (api) => ({
			call(operation, parameters) {
				if (operation.action === action && left-- > 0) act();
				return api.call(operation, parameters);
			},
		}),
	};
}

/** The fixture's stack in the hands of another provider process. */
function engineWith({ engine, newEngine }: Fixture, { through }: { through(api: Api): Api }) {
	const other = newEngine({ through });
	for (const [name, resource] of engine.state) other.state.set(name, resource);
	return other;
}

function sentBy({ simulator }: Fixture, action: string): number {
	return simulator.actions().filter((sent) => sent === action).length;
}

describeSimulator("somebody who starts a campaign while it is released", (fixture) => {
	it("finds it stopped and renamed all the same", async () => {
		const id = await upAndRunning(fixture);
		const start = () => fixture.simulator.setStatus(id, "RUNNING");

		assert.deepEqual(await engineWith(fixture, before("UpdateAiCallTask", start, 1)).destroy(), []);

		assert.equal(fixture.simulator.task(id)?.status, "STOPPED");
		assert.equal(fixture.simulator.task(id)?.taskName, `released-${id}`);
	});

	it("keeps it in the stack when it is started each time, so that it never dials outside of it", async () => {
		const id = await upAndRunning(fixture);
		const start = () => fixture.simulator.setStatus(id, "RUNNING");
		const engine = engineWith(fixture, before("UpdateAiCallTask", start));

		const errors = await engine.destroy();

		assert.match(
			errors.join("\n"),
			/is started again each time it is stopped.+It stays in the stack\. Find out who starts it/,
		);
		assert.equal(engine.state.get("spring")?.id, id);
		assert.deepEqual(await engineWith({ ...fixture, engine }, { through: (api) => api }).destroy(), []);
		assert.equal(fixture.simulator.task(id)?.taskName, `released-${id}`);
	});
});

describeSimulator("somebody who stops a campaign", (fixture) => {
	it("just before its update does, finds it updated and still stopped", async () => {
		const id = await upAndRunning(fixture);
		const stop = () => fixture.simulator.setStatus(id, "STOPPED");
		const engine = engineWith(fixture, before("StopAiCallTask", stop, 1));

		assert.deepEqual(await engine.up({ spring: faster }), []);

		assert.equal(fixture.simulator.task(id)?.definition.TaskCps, 9);
		assert.equal(fixture.simulator.task(id)?.status, "STOPPED");
		assert.equal(sentBy(fixture, "StartAiCallTask"), 0);
		assert.deepEqual(await engine.up({ spring: faster }), []);
		assert.equal(fixture.simulator.task(id)?.status, "STOPPED");
	});

	it("after a killed update has started it again, finds it still stopped after the next run", async () => {
		const id = await upAndRunning(fixture);
		fixture.simulator.advance(60);
		// List, detail, stop, list, update, list, start.
		const { through, died } = mortal({ call: 7, when: "after" });
		await Promise.race([engineWith(fixture, { through }).up({ spring: faster }), died]);
		assert.equal(fixture.simulator.task(id)?.status, "RUNNING");
		fixture.simulator.setStatus(id, "STOPPED");

		assert.deepEqual(await fixture.engine.up({ spring: faster }), []);

		assert.equal(fixture.simulator.task(id)?.status, "STOPPED");
	});
});

describeSimulator("a removal that is killed, of a resource that the program has again", (fixture) => {
	for (const [call, what] of [
		[2, "stopped"],
		[4, "renamed"],
		[6, "emptied"],
	] as const) {
		it(`brings the task back under its name when it was ${what}`, async () => {
			const { engine, simulator } = fixture;
			const id = await upAndRunning(fixture);
			const { through, died } = mortal({ call, when: "after" });
			await Promise.race([engineWith(fixture, { through }).destroy(), died]);
			assert.equal(simulator.task(id)?.status, "STOPPED");
			assert.deepEqual(engine.plan({ spring }), { spring: "update" });

			assert.deepEqual(await engine.up({ spring }), []);

			assert.equal(simulator.task("spring")?.taskId, id);
			assert.equal(simulator.task(id)?.status, what === "stopped" ? "RUNNING" : "STOPPED");
			assert.deepEqual(engine.plan({ spring }), { spring: "same" });
			assert.deepEqual(await engine.up({ spring }), []);
		});
	}
});

describeSimulator(
	"a task that a killed run left, with another value of what the service never reads back",
	(fixture) => {
		it("gets the new value when it is taken over", async () => {
			const { through, died } = mortal({ call: 2, when: "after" });
			await Promise.race([fixture.newEngine({ through }).up({ spring }), died]);
			const changed = aDefinition({ virtualNumber: "057100002222" });

			assert.deepEqual(await fixture.engine.up({ spring: changed }), []);

			assert.equal(fixture.simulator.tasks().length, 1);
			assert.equal(fixture.simulator.task("spring")?.definition.VirtualNumber, "057100002222");
			assert.equal(fixture.simulator.task("spring")?.definition.AgentId, spring.agentId);
			assert.notEqual(spring.agentId, otherAgent);
		});
	},
	{ settings: { callerNumber: "absent", updateInInit: "accepted" } },
);
