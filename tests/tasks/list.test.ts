import assert from "node:assert/strict";
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
		assert.deepEqual(new Set(simulator.actions()), new Set(["QueryAiCallTaskPage"]));
	});

	it("is read again after a query that failed", async () => {
		const { simulator } = fixture;
		const [id] = simulator.seedTasks([{ TaskName: "other" }]);
		const context = fixture.newContext({ configuration: { "aiccs:retrySeconds": "0" } });
		simulator.fault({ action: "QueryAiCallTaskPage", fault: "reset-before" });

		await assert.rejects(aiCallTask.list(context), /QueryAiCallTaskPage failed/);
		const listed = await aiCallTask.list(context);

		assert.deepEqual(listed, [{ id, name: "other" }]);
	});
});
