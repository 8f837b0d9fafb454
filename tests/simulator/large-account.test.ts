import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { importNumbers } from "../../simulator/calls/import-numbers";
import { seedTasks } from "../../simulator/control/operator-actions";
import { cancelAiCallDetails } from "../../simulator/operations/cancel-ai-call-details";
import { createAiCallTask } from "../../simulator/operations/create-ai-call-task";
import { importTaskNumberDatas } from "../../simulator/operations/import-task-number-datas";
import { queryAiCallDetailPage } from "../../simulator/operations/query-ai-call-detail-page";
import { queryAiCallTaskPage } from "../../simulator/operations/query-ai-call-task-page";
import { createService } from "../../simulator/service";
import { mergeSettings } from "../../simulator/settings";
import { mondayMorning } from "./support/describe-simulator";
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

const numberCount = 500_000;

/** A stopped task with that many numbers, imported 1,000 at a time. */
function largeTask() {
	const keys = { accessKeyId: "id", accessKeySecret: "secret" };
	const settings = { detailPageSizeMax: 1000 } as const;
	let real = 0;
	const service = createService({ keys, seed: 1, now: () => mondayMorning, realNow: () => real, settings });
	const [taskId = ""] = seedTasks(service, [{ status: "STOPPED", CallExpireType: 1, CallExpireMinutes: 100_000 }]);
	const task = service.tasks.byId.get(taskId);
	assert.ok(task);
	const batchIds: string[] = [];
	for (let from = 0; from < numberCount; from += 1000) {
		const numbers = Array.from({ length: 1000 }, (_, index) => ({
			phoneNumber: String(13_800_000_000 + from + index),
			outId: `customer-${from + index}`,
			variables: { name: "王" },
		}));
		batchIds.push(importNumbers(service, task, numbers).batchId);
		service.clock.advance(1);
		if (from + 1000 === numberCount / 2) real += 100_000;
	}
	const wait = (seconds: number) => {
		real += 1000 * seconds;
	};
	return { service, TaskId: taskId, batchIds, wait };
}

function heapMegabytes(): number {
	setFlagsFromString("--expose-gc");
	runInNewContext("gc")();
	return process.memoryUsage().heapUsed / 1_000_000;
}

const Page = z.object({ Total: z.number(), List: z.array(z.looseObject({ DetailId: z.string(), OutId: z.string() })) });

describe(`a task of ${numberCount} numbers`, () => {
	let large: ReturnType<typeof largeTask> | undefined;
	let megabytes = 0;
	const task = () => {
		assert.ok(large);
		return large;
	};
	const list = (query: Record<string, string>) =>
		Page.parse(queryAiCallDetailPage.run(task().service, { TaskId: task().TaskId, Status: "0", ...query }));
	const cancel = (query: Record<string, string>) =>
		cancelAiCallDetails.run(task().service, { TaskId: task().TaskId, ...query });
	// A query takes about a millisecond, an import ten; one that passes over all numbers takes 50 or 400. The median,
	// because a busy machine and the garbage collector stop some of them.
	const assertFast = (times: number, request: (index: number) => void, limit = 25) => {
		const taken = Array.from({ length: times }, (_, index) => {
			const start = performance.now();
			request(index);
			return performance.now() - start;
		}).sort((one, other) => one - other);
		const median = taken[times >> 1] ?? 0;
		assert.ok(median < limit, `${median} ms`);
	};

	before(() => {
		const start = heapMegabytes();
		large = largeTask();
		megabytes = heapMegabytes() - start;
	});
	after(() => {
		large = undefined;
	});

	it("takes less than 400 MB", () => {
		assert.ok(megabytes < 400, `${megabytes} MB`);
	});

	for (const [detailOrder, first] of [
		["oldest", 0],
		["newest", numberCount - 1],
		["status-change", numberCount - 1],
	] as const) {
		it(`is listed by page, ${detailOrder}`, () => {
			task().service.settings = mergeSettings(task().service.settings, { detailOrder });
			list({});

			assertFast(40, (index) => {
				const page = list({ PageSize: "100", PageNo: String(1 + index * 125) });

				const place = index * 12_500;
				assert.deepEqual([page.Total, page.List.length], [numberCount, 100]);
				assert.equal(page.List[0]?.OutId, `customer-${Math.abs(first - place)}`);
			});
			task().service.settings = mergeSettings(task().service.settings, { detailOrder: "oldest" });
		});
	}

	it("is listed by page while its last rows do not show yet", () => {
		const { service, wait } = task();
		service.settings = mergeSettings(service.settings, { rowDelayAfterImport: 100, countDelayAfterImport: 100 });

		assertFast(40, () => assert.equal(list({ PageNo: "40000" }).Total, numberCount / 2));
		assertFast(40, () => {
			const { List } = z
				.object({ List: z.array(z.looseObject({})) })
				.parse(queryAiCallTaskPage.run(service, { TaskId: task().TaskId }));
			assert.equal(List[0]?.TotalCount, numberCount / 2);
		});
		wait(100);
		assert.equal(list({}).Total, numberCount);
		service.settings = mergeSettings(service.settings, { rowDelayAfterImport: 0, countDelayAfterImport: 0 });
	});

	it("is found by number, OutId, batch, ids and time of import", () => {
		const { batchIds } = task();
		const ids = JSON.stringify(list({ PageSize: "100", PageNo: "2000" }).List.map(({ DetailId }) => DetailId));

		assertFast(40, (index) => {
			assert.equal(list({ OutId: `customer-${index * 10_000}` }).Total, 1);
			assert.equal(list({ CalledNumber: String(13_800_000_000 + index * 10_000) }).Total, 1);
			assert.equal(list({ BatchId: batchIds[index * 10] ?? "" }).Total, 1000);
			assert.equal(list({ DetailIds: ids }).Total, 100);
			const second = mondayMorning + 1000 * (index + 1);
			assert.equal(list({ StartImportedTime: String(second), EndImportedTime: String(second + 999) }).Total, 1000);
		});
	});

	it("takes another thousand, whatever happens to duplicates", () => {
		const { service, TaskId } = task();
		for (const duplicates of ["accepted", "dropped"] as const) {
			service.settings = mergeSettings(service.settings, { duplicateNumbers: duplicates, duplicateOutIds: duplicates });
			assertFast(
				5,
				(index) => {
					const rows = Array.from({ length: 1000 }, (_, row) => ({
						calleeNumber: String(13_900_000_000 + 1000 * index + row),
						outId: `more-${1000 * index + row}`,
					}));
					importTaskNumberDatas.run(service, { TaskId, DataType: "JSON", PhoneNumberList: JSON.stringify(rows) });
				},
				150,
			);
		}

		assert.equal(list({}).Total, numberCount + 5000);
	});

	it("is cancelled by ids, by batch, and by numbers of a batch", () => {
		const { batchIds } = task();
		const { List } = list({ PageSize: "100", PageNo: "3000" });

		assertFast(40, (index) => {
			cancel({ DetailIdList: JSON.stringify([List[index]?.DetailId]) });
			cancel({ BatchId: batchIds[index] ?? "" });
			cancel({
				BatchId: batchIds[100 + index] ?? "",
				PhoneNumbers: JSON.stringify([String(13_800_000_000 + 1000 * (100 + index))]),
			});
		});

		assert.equal(list({ Status: "2" }).Total, 40 + 40_000 + 40);
	});
});
