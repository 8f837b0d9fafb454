import assert from "node:assert/strict";
import { startSimulator } from "../../simulator";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { aTask, phoneNumbers, windows } from "./support/tasks";

const hour = 3600;

describeSimulator("a task", (fixture) => {
	const create = async (changes: Record<string, string> = {}) =>
		String((await fixture.send("CreateAiCallTask", aTask(changes))).data);
	const statusOf = (taskId: string) => fixture.simulator.task(taskId)?.status;

	it("is created in INIT and stays there without numbers", async () => {
		const taskId = await create();

		fixture.simulator.advance(30 * 24 * hour);

		assert.equal(statusOf(taskId), "INIT");
	});

	it("starts when numbers are imported, if it is IMMEDIATE", async () => {
		const taskId = await create();

		fixture.simulator.importNumbers(taskId, phoneNumbers(1));

		assert.equal(statusOf(taskId), "RUNNING");
	});

	it("starts at TaskStartTime, if it is SCHEDULE", async () => {
		const taskId = await create({ StartType: "SCHEDULE", TaskStartTime: String(mondayMorning + 60_000) });
		fixture.simulator.importNumbers(taskId, phoneNumbers(1));

		const before = statusOf(taskId);
		fixture.simulator.advance(61);

		assert.deepEqual([before, statusOf(taskId)], ["INIT", "RUNNING"]);
		assert.equal(fixture.simulator.task(taskId)?.realStartTime, mondayMorning + 60_000);
	});

	it("is stopped only in RUNNING and started only in STOPPED", async () => {
		const taskId = await create();
		fixture.simulator.importNumbers(taskId, phoneNumbers(1));

		const codes = [];
		for (const action of ["StartAiCallTask", "StopAiCallTask", "StopAiCallTask", "StartAiCallTask"]) {
			codes.push((await fixture.send(action, { TaskId: taskId })).code);
		}

		assert.deepEqual(codes, ["TaskStatus.Invalid", "OK", "TaskStatus.Invalid", "OK"]);
		assert.deepEqual(
			fixture.simulator.task(taskId)?.moves.map(({ to, by }) => [to, by]),
			[
				["INIT", "CreateAiCallTask"],
				["RUNNING", "import"],
				["STOPPED", "StopAiCallTask"],
				["RUNNING", "StartAiCallTask"],
			],
		);
	});

	it("is neither started nor stopped in INIT, or if it does not exist", async () => {
		const taskId = await create();

		for (const action of ["StartAiCallTask", "StopAiCallTask"]) {
			assert.equal((await fixture.send(action, { TaskId: taskId })).code, "TaskStatus.Invalid");
			assert.equal((await fixture.send(action, { TaskId: "1" })).code, "TaskNotExist");
		}
	});

	it("fails to start, with a reason, if its agent is offline", async () => {
		fixture.simulator.setAgent("118012345678901234", { online: false });
		const taskId = await create();

		fixture.simulator.importNumbers(taskId, phoneNumbers(1));

		const task = fixture.simulator.task(taskId);
		assert.equal(task?.status, "FAILED");
		assert.match(task?.startFailedReason ?? "", /智能体未上线/);
	});

	it("reports a start that fails as true and lists the task as FAILED", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED" }]);
		fixture.simulator.setAgent("118012345678901234", { online: false });

		const { data } = await fixture.send("StartAiCallTask", { TaskId: taskId });

		assert.deepEqual([data, statusOf(taskId)], [true, "FAILED"]);
	});
});

describeSimulator("the calls of a task", (fixture) => {
	const running = async (count: number, changes: Record<string, string> = {}) => {
		const taskId = String((await fixture.send("CreateAiCallTask", aTask(changes))).data);
		fixture.simulator.importNumbers(taskId, phoneNumbers(count));
		return taskId;
	};
	const countersOf = (taskId: string) => {
		const counters = fixture.simulator.task(taskId)?.counters;
		assert.ok(counters);
		return counters;
	};

	it("run at most TaskCps at once", async () => {
		const taskId = await running(50, { TaskCps: "5" });

		fixture.simulator.advance(1);

		const { CallingCount, TotalCallCount, TotalCount } = countersOf(taskId);
		assert.deepEqual([CallingCount, TotalCallCount, TotalCount], [5, 5, 50]);
	});

	it("all end, some of them answered", async () => {
		const taskId = await running(200);

		fixture.simulator.advance(7 * 24 * hour);

		const counters = countersOf(taskId);
		assert.equal(counters.SucceedCount + counters.FailedCount, 200);
		assert.ok(counters.SucceedCount > 60 && counters.FailedCount > 30, JSON.stringify(counters));
		assert.deepEqual([counters.CallingCount, counters.CompleteRate], [0, "100%"]);
	});

	it("are placed only within the windows", async () => {
		const taskId = await running(20, { CallTime: windows(["11:00:00", "11:30:00"]) });

		fixture.simulator.advance(hour - 1);
		const before = countersOf(taskId).TotalCallCount;
		fixture.simulator.advance(hour);

		assert.deepEqual([before, countersOf(taskId).TotalCallCount], [0, 20]);
	});

	it("are placed only on the task's days", async () => {
		const taskId = await running(5, { CallDay: '["WEDNESDAY"]' });

		fixture.simulator.advance(24 * hour);
		const onTuesday = countersOf(taskId).TotalCallCount;
		fixture.simulator.advance(24 * hour);

		assert.deepEqual([onTuesday, countersOf(taskId).TotalCallCount], [0, 5]);
	});

	it("are not placed while the task is stopped; those in progress end", async () => {
		const taskId = await running(50);
		fixture.simulator.advance(1);

		await fixture.send("StopAiCallTask", { TaskId: taskId });
		fixture.simulator.advance(hour);

		const { TotalCallCount, CallingCount } = countersOf(taskId);
		assert.deepEqual([TotalCallCount, CallingCount], [5, 0]);
	});

	it("continue when the task starts again", async () => {
		const taskId = await running(50);
		await fixture.send("StopAiCallTask", { TaskId: taskId });
		await fixture.send("StartAiCallTask", { TaskId: taskId });

		fixture.simulator.advance(1.5 * hour);

		assert.equal(countersOf(taskId).TotalCallCount, 50);
	});

	it("are retried as the retry settings say", async () => {
		const once = await running(100, { TaskName: "once" });
		const again = await running(100, {
			TaskName: "again",
			MissCallRetry: "true",
			CallRetryTimes: "2",
			CallRetryInterval: "5",
		});

		fixture.simulator.advance(7 * 24 * hour);

		assert.equal(countersOf(once).TotalCallCount, 100);
		assert.ok(countersOf(again).TotalCallCount > 120);
		assert.ok(countersOf(again).SucceedCount > countersOf(once).SucceedCount);
	});

	it("wait for the retry interval", async () => {
		const taskId = await running(100, {
			TaskCps: "100",
			MissCallRetry: "true",
			CallRetryTimes: "1",
			CallRetryInterval: "60",
		});

		fixture.simulator.advance(50 * 60);

		assert.equal(countersOf(taskId).TotalCallCount, 100);
	});

	it("are not placed to numbers that have expired", async () => {
		const taskId = await running(10, {
			CallTime: windows(["11:00:00", "12:00:00"]),
			CallExpireType: "1",
			CallExpireMinutes: "30",
		});

		fixture.simulator.advance(2 * hour);

		const { FailedCount, TotalCallCount } = countersOf(taskId);
		assert.deepEqual([FailedCount, TotalCallCount], [10, 0]);
	});

	it("expire by date in a stopped task, too", async () => {
		const taskId = await running(10, {
			CallTime: windows(["11:00:00", "12:00:00"]),
			CallExpireType: "2",
			CallExpireDate: "2026-01-05 10:30:00",
		});
		await fixture.send("StopAiCallTask", { TaskId: taskId });

		fixture.simulator.advance(29 * 60);
		const before = countersOf(taskId).FailedCount;
		fixture.simulator.advance(60);

		assert.deepEqual([before, countersOf(taskId).FailedCount], [0, 10]);
	});

	it("have the same results however often they are queried", async () => {
		const taskId = await running(100, { MissCallRetry: "true", CallRetryTimes: "1" });
		const { simulator } = fixture;
		for (let minute = 0; minute < 600; minute++) {
			simulator.advance(60);
			simulator.tasks();
		}
		const often = simulator.task(taskId)?.counters;

		const atOnce = await resultsAtOnce(taskId);

		assert.deepEqual(atOnce, often);
	});

	const resultsAtOnce = async (taskId: string) => {
		const simulator = await startSimulator({ now: () => mondayMorning });
		const [sameId = ""] = simulator.seedTasks([{ ...fixture.simulator.task(taskId)?.definition }]);
		simulator.importNumbers(sameId, phoneNumbers(100));
		simulator.advance(600 * 60);
		const counters = simulator.task(sameId)?.counters;
		await simulator.stop();
		return counters;
	};

	it("are counted by day", async () => {
		const taskId = await running(20);
		fixture.simulator.advance(hour);
		const today = countersOf(taskId);

		fixture.simulator.advance(24 * hour);

		const tomorrow = countersOf(taskId);
		assert.deepEqual([today.DayCallCount, today.DayImportCount], [20, 20]);
		assert.deepEqual([tomorrow.DayCallCount, tomorrow.DayImportCount, tomorrow.DayConnectRate], [0, 0, "0%"]);
		assert.equal(tomorrow.HistoryConnectRate, today.HistoryConnectRate);
	});
});
