import assert from "node:assert/strict";
import { z } from "zod";
import { startSimulator } from "../../simulator";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { phoneNumbers } from "./support/tasks";

describeSimulator("the book of calls", (fixture) => {
	const running = (changes: object = {}) => fixture.simulator.seedTasks([{ status: "RUNNING", ...changes }])[0] ?? "";
	const get = async (path: string) => {
		const response = await fetch(`${fixture.simulator.url}/_simulator/${path}`);
		return { status: response.status, body: z.unknown().parse(await response.json()) };
	};

	it("has every call that was placed until now, those in progress without a result", () => {
		const taskId = running({ TaskCps: 2, phoneNumbers: phoneNumbers(3) });

		const begun = fixture.simulator.calls();
		fixture.simulator.advance(3600);
		const ended = fixture.simulator.calls();

		assert.deepEqual(
			begun.map((call) => [call.taskId, call.phoneNumber, call.attempt, call.at, call.result]),
			phoneNumbers(2).map((number) => [taskId, number, 1, mondayMorning, undefined]),
		);
		assert.equal(ended.length, 3);
		assert.ok(ended.every(({ result }) => result !== undefined));
		assert.equal(fixture.simulator.task(taskId)?.counters.TotalCallCount, 3);
	});

	it("has each attempt of a number with its own result, in the order in which the calls began", () => {
		const retry = { MissCallRetry: true, CallRetryTimes: 2, CallRetryInterval: 5 };
		const taskId = running({ TaskCps: 50, phoneNumbers: phoneNumbers(50), ...retry });
		running({ TaskName: "other", phoneNumbers: phoneNumbers(20) });
		fixture.simulator.advance(3600);

		const calls = fixture.simulator.calls();

		const times = calls.map(({ at }) => at);
		assert.deepEqual(times, [...times].sort());
		for (const { detailId, attempts, callResult } of fixture.simulator.details(taskId)) {
			const own = calls.filter((call) => call.detailId === detailId);
			assert.deepEqual(
				own.map(({ attempt }) => attempt),
				Array.from({ length: attempts }, (_, index) => index + 1),
			);
			assert.equal(own.at(-1)?.result, callResult);
			assert.ok(own.slice(0, -1).every(({ result }) => result !== "ANSWERED"));
		}
		assert.ok(calls.some(({ attempt }) => attempt === 3));
	});

	it("keeps the calls of a deleted task", () => {
		const taskId = running({ phoneNumbers: phoneNumbers(1) });
		fixture.simulator.advance(3600);

		fixture.simulator.removeTask(taskId);

		assert.deepEqual(
			fixture.simulator.calls().map((call) => call.taskId),
			[taskId],
		);
	});

	it("names the outId, and has no call of a number that was cancelled in time", async () => {
		const TaskId = running({ status: "STOPPED" });
		const rows = phoneNumbers(2).map((calleeNumber, index) => ({ calleeNumber, outId: `out-${index}` }));
		await fixture.simulator.perform("ImportTaskNumberDatas", {
			TaskId,
			DataType: "JSON",
			PhoneNumberList: JSON.stringify(rows),
		});
		const [first] = fixture.simulator.details(TaskId);
		await fixture.send("CancelAiCallDetails", { TaskId, DetailIdList: `[${first?.detailId}]` });

		fixture.simulator.setStatus(TaskId, "RUNNING");
		fixture.simulator.advance(3600);

		assert.deepEqual(
			fixture.simulator.calls().map(({ phoneNumber, outId }) => [phoneNumber, outId]),
			[["13800000001", "out-1"]],
		);
	});

	it("has the same calls however often it is opened", async () => {
		const retry = { MissCallRetry: true, CallRetryTimes: 3, CallExpireType: 1, CallExpireMinutes: 15 };
		const books = [];
		for (const seconds of [1800, 60, 7]) {
			const simulator = await startSimulator({
				now: () => mondayMorning,
				settings: { detailPageSizeMax: 1000, detailOrder: "status-change" },
			});
			const [TaskId = "", other = ""] = simulator.seedTasks([
				{ status: "RUNNING", TaskCps: 5, phoneNumbers: phoneNumbers(80), ...retry },
				{ status: "RUNNING", TaskCps: 5, phoneNumbers: phoneNumbers(80) },
			]);
			for (let passed = 0; passed < 1800; passed += seconds) {
				simulator.advance(Math.min(seconds, 1800 - passed));
				if (seconds === 7) simulator.task(other);
				simulator.calls();
			}
			const lists = [];
			for (const Status of ["0", "1", "2"]) {
				const { body } = await simulator.perform("QueryAiCallDetailPage", { TaskId, Status, PageSize: "1000" });
				lists.push(body.match(/"DetailId":"\d+"/g));
			}
			books.push({ calls: simulator.calls(), details: simulator.details(TaskId), lists });
			await simulator.stop();
		}

		const [once, ...often] = books;
		for (const book of often) assert.deepEqual(book, once);
		assert.ok(once?.calls.some(({ attempt }) => attempt > 1));
		assert.ok(once?.details.some(({ attempts, callResult }) => attempts === 1 && callResult === "CANCEL"));
	});

	it("is answered by the control API, as are the numbers of a task", async () => {
		const taskId = running({ phoneNumbers: phoneNumbers(3) });
		fixture.simulator.advance(60);

		const calls = await get("calls");
		const numbers = await get(`tasks/${taskId}/numbers`);

		assert.deepEqual(calls, { status: 200, body: fixture.simulator.calls() });
		assert.deepEqual(numbers, { status: 200, body: fixture.simulator.details(taskId) });
		assert.equal((await get("tasks/1/numbers")).status, 404);
	});
});

describeSimulator("the numbers of a task, as stored", (fixture) => {
	it("have everything that was imported, and a status", async () => {
		const [TaskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED" }]);
		const PhoneNumberList = JSON.stringify([
			{ calleeNumber: "13800000001", outId: "a", name: "王" },
			{ calleeNumber: "13800000002" },
		]);
		const { body } = await fixture.simulator.perform("ImportTaskNumberDatas", {
			TaskId,
			DataType: "JSON",
			PhoneNumberList,
			EncryptionType: "2",
		});
		const batchId = /"Data":(\d+)/.exec(body)?.[1];

		const [first, second] = fixture.simulator.details(TaskId);

		assert.deepEqual(first, {
			detailId: first?.detailId,
			batchId,
			phoneNumber: "13800000001",
			outId: "a",
			status: "waiting",
			attempts: 0,
			variables: { name: "王" },
			encryptionType: 2,
			importedTime: mondayMorning,
		});
		assert.deepEqual([second?.variables, second && "outId" in second], [{}, false]);
	});

	it("pass through each status", async () => {
		const retry = { MissCallRetry: true, CallRetryTimes: 1, CallRetryInterval: 60 };
		const [taskId = ""] = fixture.simulator.seedTasks([
			{ status: "RUNNING", TaskCps: 30, phoneNumbers: phoneNumbers(60), ...retry },
		]);
		const [, , last] = [...fixture.simulator.details(taskId)].reverse();
		await fixture.send("CancelAiCallDetails", { TaskId: taskId, DetailIdList: `[${last?.detailId}]` });
		const seen = new Set<string>();
		for (let minutes = 0; minutes < 120; minutes++) {
			for (const { status } of fixture.simulator.details(taskId)) seen.add(status);
			fixture.simulator.advance(60);
		}

		assert.deepEqual([...seen].sort(), ["calling", "cancelled", "ended", "failed", "waiting", "waiting-retry"]);
	});

	it("are unknown for an unknown task", () => {
		assert.throws(() => fixture.simulator.details("1"), /Task 1 does not exist/);
	});
});
