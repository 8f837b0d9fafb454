import assert from "node:assert/strict";
import { Raw } from "../../provider/definition/values";
import { aiCallTask } from "../../provider/tasks/resource";
import { describeSimulator } from "../support/describe-simulator";

describeSimulator("the list of tasks", (fixture) => {
	it("has every task of the account once, over all pages, engine tasks included, and sends only queries", async () => {
		const { simulator } = fixture;
		const ids = simulator.seedTasks({ count: 230, namePrefix: "other" });
		const [engineTask = ""] = simulator.seedTasks([{ TaskName: "engine", Source: 1, ApplicationCode: "A" }]);

		const listed = await aiCallTask.list(fixture.newContext());

		assert.deepEqual(listed.map(({ id }) => id).sort(), [...ids, engineTask].sort());
		assert.equal(listed.find(({ id }) => id === engineTask)?.name, "engine");
		assert.deepEqual(
			listed.filter(({ shown }) => shown?.source === 1).map(({ id }) => id),
			[engineTask],
		);
		assert.deepEqual(new Set(simulator.actions()), new Set(["QueryAiCallTaskPage"]));
	});

	it("is read again after a query that failed", async () => {
		const { simulator } = fixture;
		const [id] = simulator.seedTasks([{ TaskName: "other" }]);
		const context = fixture.newContext({ configuration: { "aiccs:retrySeconds": "0" } });
		simulator.fault({ action: "QueryAiCallTaskPage", fault: "reset-before" });

		await assert.rejects(aiCallTask.list(context), /QueryAiCallTaskPage failed/);
		const listed = await aiCallTask.list(context);

		assert.deepEqual(
			listed.map((task) => task.id),
			[id],
		);
	});

	it("shows what a task is chosen by: its name, status, agent and when it was created", async () => {
		const { simulator } = fixture;
		const createdAt = Date.parse("2026-01-02T10:00:00+08:00");
		const [id] = simulator.seedTasks([
			{ TaskName: "other", AgentId: "118012345678901234", status: "STOPPED", createTime: createdAt },
		]);

		assert.deepEqual(await aiCallTask.list(fixture.newContext()), [
			{ id, name: "other", status: "STOPPED", agent: "118012345678901234", createdAt },
		]);
	});

	it("answers the later reading of its tasks, those of engines included: one query for each detail", async () => {
		const { simulator } = fixture;
		simulator.configure({ listWithoutSource: "agent-only" });
		simulator.seedTasks([{ TaskName: "one" }, { TaskName: "engine", Source: 1, ApplicationCode: "A" }]);
		const context = fixture.newContext();
		const listed = await aiCallTask.list(context);
		simulator.clearRequests();

		const read = await Promise.all(
			listed.map(({ id, shown = {} }) => aiCallTask.read(context, id, aiCallTask.stateIn(new Raw(shown)))),
		);

		assert.deepEqual(read.map((task) => task?.definition.taskName).sort(), ["engine", "one"]);
		assert.deepEqual(simulator.actions(), ["QueryAiCallTaskDetail", "QueryAiCallTaskDetail"]);
	});
});
