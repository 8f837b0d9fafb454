import assert from "node:assert/strict";
import { describeSimulator } from "./support/describe-simulator";
import { aTask } from "./support/tasks";

describeSimulator("an account of 10,000 tasks", (fixture) => {
	it("is listed in pages of a hundred, each task once, and takes more tasks", async () => {
		const seeded = fixture.simulator.seedTasks({ count: 10_000, namePrefix: "task " });

		const listed: string[] = [];
		for (let page = 1; page <= 100; page++) {
			const { body } = await fixture.ask("QueryAiCallTaskPage", { PageSize: "100", PageNo: String(page) });
			listed.push(...[...JSON.stringify(body).matchAll(/"TaskId":"?(\d+)/g)].map(([, id = ""]) => id));
		}
		assert.deepEqual(listed.sort(), seeded.sort());

		for (let index = 0; index < 100; index++) {
			await fixture.ask("CreateAiCallTask", aTask({ TaskName: `new ${index}` }));
		}
		assert.equal(fixture.simulator.tasks().length, 10_100);
	});
});
