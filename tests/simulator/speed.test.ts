import assert from "node:assert/strict";
import { describeSimulator } from "./support/describe-simulator";
import { aTask } from "./support/tasks";

/* Bounds are wide of what is usual, so that a busy machine does not fail them; a quadratic slip does. */
describeSimulator("an account of 10,000 tasks", (fixture) => {
	it("is listed a hundred at a time within milliseconds", async () => {
		fixture.simulator.seedTasks({ count: 10_000, namePrefix: "task " });
		await fixture.ask("QueryAiCallTaskPage", { PageSize: "100" });
		const begun = performance.now();

		for (let page = 1; page <= 100; page++) {
			await fixture.ask("QueryAiCallTaskPage", { PageSize: "100", PageNo: String(page) });
		}

		assert.ok((performance.now() - begun) / 100 < 40, `${(performance.now() - begun) / 100} ms a page`);
	});

	it("takes a thousand more in a few seconds", async () => {
		fixture.simulator.seedTasks({ count: 10_000, namePrefix: "task " });
		const begun = performance.now();

		for (let index = 0; index < 1000; index++) {
			await fixture.ask("CreateAiCallTask", aTask({ TaskName: `new ${index}` }));
		}

		assert.ok(performance.now() - begun < 6000, `${performance.now() - begun} ms`);
		assert.equal(fixture.simulator.tasks().length, 11_000);
	});
});
