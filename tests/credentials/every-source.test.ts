import assert from "node:assert/strict";
import { setups } from "./support/setups";
import { openTestBed, type TestBed } from "./support/test-bed";

const sizes = [1, 2, 20];

describe("credentials for 1, 2 and 20 tasks at once, each operation in a process without any", function () {
	this.timeout(60_000);
	let testBed: TestBed;
	before(async () => {
		testBed = await openTestBed();
	});
	after(() => testBed.close());

	for (const { title, isTemporary, setup, endpoints = [], laterEndpoints = endpoints } of setups) {
		it(`come from ${title}`, async () => {
			const account = await testBed.newAccount({ isTemporary });

			const operations = ["preview", "up", "refresh", "destroy"] as const;
			const { results, output } = await account.run(setup(account), { sizes, operations });

			const expected = sizes.flatMap((tasks) => operations.map((operation) => ({ operation, tasks, errors: [] })));
			assert.deepEqual(results, expected, output);
			const tasks = account.simulator.tasks();
			assert.equal(tasks.length, 23, "each task exists once");
			assert.ok(tasks.every(({ taskId, taskName }) => taskName === `released-${taskId}`));
			const requests = results.flatMap((_, index) => (index === 0 ? endpoints : laterEndpoints));
			assert.deepEqual(testBed.keyServer.requests, requests, "each process requests keys once");
		});
	}
});
