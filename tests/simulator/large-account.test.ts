import assert from "node:assert/strict";
import { seedTasks } from "../../simulator/control/operator-actions";
import { createAiCallTask } from "../../simulator/operations/create-ai-call-task";
import { queryAiCallTaskPage } from "../../simulator/operations/query-ai-call-task-page";
import { createService } from "../../simulator/service";
import { aTask } from "./support/tasks";

const count = 10_000;

/** An account that counts how often an operation reads the definition of one of its tasks. */
function countingAccount() {
	const keys = { accessKeyId: "id", accessKeySecret: "secret" };
	const service = createService({ keys, seed: 1, now: Date.now, settings: {} });
	seedTasks(service, { count, namePrefix: "task " });
	let reads = 0;
	for (const task of service.tasks.byId.values()) {
		const { definition } = task;
		Object.defineProperty(task, "definition", {
			get() {
				reads++;
				return definition;
			},
		});
	}
	return { service, reads: () => reads };
}

describe(`an account of ${count} tasks`, () => {
	it("is listed with one pass over the tasks and the rows of the page", () => {
		const { service, reads } = countingAccount();

		queryAiCallTaskPage.run(service, { PageSize: "100", PageNo: "50" });

		assert.ok(reads() <= count + 2 * 100, `${reads()} reads`);
	});

	it("is sorted once for all pages", () => {
		const { tasks } = countingAccount().service;

		assert.equal(tasks.inOrder("newest"), tasks.inOrder("newest"));
	});

	it("takes another task without reading those it has", () => {
		const { service, reads } = countingAccount();

		createAiCallTask.run(service, aTask());

		assert.equal(reads(), 0);
		assert.equal(service.tasks.byId.size, count + 1);
	});
});
