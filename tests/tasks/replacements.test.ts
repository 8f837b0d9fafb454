import assert from "node:assert/strict";
import { ownerKeyOf } from "../../provider/run/owner";
import { createTask } from "../../provider/tasks/create";
import { deleteTask } from "../../provider/tasks/delete";
import { creations } from "../../provider/tasks/recovery";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { ownerOf } from "../support/engine";
import { numbers } from "../support/flows";

const spring = aDefinition();
const elsewhere = aDefinition({ agentId: otherAgent });
const settings = { updateInInit: "accepted", stopInInit: "accepted", startInInit: "accepted" } as const;

describeSimulator("a preview of a replacement without a diff", (fixture) => {
	it("warns that the campaign is running and loses its numbers, even under a new name", async () => {
		const { engine, simulator } = fixture;
		await engine.up({ spring });
		simulator.importNumbers(engine.state.get("spring")?.id ?? "", numbers);

		const same = await engine.preview({ spring: elsewhere });
		const renamed = await engine.preview({ spring: { ...elsewhere, taskName: "summer" } });

		assert.match(same.spring?.join() ?? "", /^warning: The campaign is running and is replaced: [^,]+$/);
		assert.match(renamed.spring?.join() ?? "", /^warning: The campaign is running and is replaced: [^,]+$/);
		assert.equal(simulator.task("spring")?.status, "RUNNING");
	});

	it("warns that an INIT task may keep its name", async () => {
		const { engine } = fixture;
		await engine.up({ spring });

		const { spring: shown } = await engine.preview({ spring: elsewhere });

		assert.match(shown?.join() ?? "", /^warning: The task is INIT .+ give the new task another taskName/);
	});

	it("refuses the same name if onDestroy makes the old task keep it", async () => {
		const { engine, simulator } = fixture;
		await engine.up({ spring: { ...spring, onDestroy: "leave" } });
		simulator.setStatus(engine.state.get("spring")?.id ?? "", "STOPPED");

		const { spring: shown } = await engine.preview({ spring: { ...elsewhere, onDestroy: "leave" } });
		const { spring: renamed } = await engine.preview({
			spring: { ...elsewhere, taskName: "summer", onDestroy: "leave" },
		});

		assert.match(shown?.join() ?? "", /^error: onDestroy makes the old task keep its name/);
		assert.deepEqual(renamed, []);
	});
});

describeSimulator(
	"adoptTaskId that stays in the program",
	(fixture) => {
		const adopted = async () => {
			const [taskId = ""] = fixture.simulator.seedTasks([
				{ TaskName: "spring", AgentId: spring.agentId ?? "", status: "STOPPED" },
			]);
			assert.deepEqual(await fixture.engine.up({ spring: { ...spring, adoptTaskId: taskId } }), []);
			return taskId;
		};

		it("does not prevent a replacement, in a preview and in the update after it", async () => {
			const { engine, simulator } = fixture;
			const adoptTaskId = await adopted();
			const program = { spring: { ...elsewhere, adoptTaskId } };

			assert.deepEqual((await engine.preview(program)).spring, []);
			assert.deepEqual(await engine.up(program), []);

			assert.equal(simulator.task(adoptTaskId)?.taskName, `released-${adoptTaskId}`);
			assert.equal(simulator.task("spring")?.definition.AgentId, otherAgent);
			assert.deepEqual(await engine.plan(program), { spring: "same" });
		});

		it("does not adopt the old task again after it was replaced", async () => {
			const { engine, simulator } = fixture;
			const adoptTaskId = await adopted();
			await engine.up({ spring: { ...elsewhere, adoptTaskId } });
			const second = engine.state.get("spring")?.id ?? "";

			assert.deepEqual(await engine.up({ spring: { ...elsewhere, adoptTaskId } }, { replace: ["spring"] }), []);
			assert.deepEqual((await engine.preview({ spring: { ...spring, adoptTaskId } })).spring?.length, 1, "it is INIT");
			assert.deepEqual(await engine.up({ spring: { ...spring, adoptTaskId } }), []);

			assert.equal(simulator.task(adoptTaskId)?.taskName, `released-${adoptTaskId}`);
			assert.equal(simulator.task(second)?.taskName, `released-${second}`);
			assert.equal(simulator.tasks().length, 4);
			assert.equal(simulator.task("spring")?.taskId, engine.state.get("spring")?.id);
		});

		it("has no effect on a resource that has a task: the name of the other task is taken", async () => {
			const { engine, simulator } = fixture;
			await engine.up({ spring });
			const [taskId = ""] = simulator.seedTasks([{ TaskName: "summer", status: "STOPPED" }]);
			const program = { spring: { ...spring, taskName: "summer", adoptTaskId: taskId } };

			const { spring: shown } = await engine.preview(program);
			const errors = await engine.up(program);

			const message = `taskName is already held by task ${taskId} (STOPPED`;
			for (const text of [shown?.join() ?? "", errors.join()]) {
				assert.ok(text.includes(message), text);
				assert.ok(
					text.endsWith("Choose another name; or free the name by renaming that task.") || text.includes("INIT"),
				);
				assert.doesNotMatch(text, /adoptTaskId/);
			}
		});
	},
	{ settings },
);

describeSimulator(
	"a task that another resource should have taken over",
	(fixture) => {
		it("is not released in the run in which that fails", async () => {
			const { engine, simulator, newContext } = fixture;
			await engine.up({ "old-name": spring });
			const { id, outputs } = engine.state.get("old-name") ?? assert.fail();
			simulator.importNumbers(id, numbers);
			// With --continue-on-error the deletion follows even a failed creation.
			const context = newContext();
			const adopting = { ...elsewhere, adoptTaskId: id };

			await assert.rejects(
				createTask(context, ownerKeyOf(ownerOf("new-name")), adopting),
				/agentId differs from the adopted task/,
			);
			await assert.rejects(
				deleteTask(context, id, outputs),
				/stays in the stack: resource .+ should have got the task/,
			);

			assert.equal(simulator.task("spring")?.status, "RUNNING");
		});

		it("is not released in the run in which its name was refused to another resource", async () => {
			const { engine, simulator, newContext } = fixture;
			await engine.up({ "old-name": spring });
			const { id, outputs } = engine.state.get("old-name") ?? assert.fail();
			const context = newContext();

			await assert.rejects(createTask(context, ownerKeyOf(ownerOf("new-name")), spring), /taskName is already held/);
			await assert.rejects(deleteTask(context, id, outputs), /stays in the stack/);

			assert.equal(simulator.task("spring")?.taskId, id);
		});

		for (const isFirst of [true, false]) {
			it(`is not taken over by the resource whose killed run created it, declared ${isFirst ? "before" : "after"} it`, async () => {
				const { engine, simulator, newContext } = fixture;
				const agentId = spring.agentId ?? "";
				const [taskId = ""] = simulator.seedTasks([{ TaskName: "spring", AgentId: agentId, status: "STOPPED" }]);
				const context = newContext();
				creations.record(context, ownerKeyOf(ownerOf("one")), { at: context.now(), taskName: "spring", agentId });
				const two = { ...spring, adoptTaskId: taskId };
				assert.deepEqual(await engine.up({ two }), []);

				const one = { ...spring, taskName: "summer" };
				assert.deepEqual(await engine.up(isFirst ? { one, two } : { two, one }), []);

				assert.equal(simulator.task(taskId)?.taskName, "spring");
				assert.equal(simulator.task("summer")?.taskId, engine.state.get("one")?.id);
				assert.equal(engine.state.get("two")?.id, taskId);
			});
		}
	},
	{ settings },
);
