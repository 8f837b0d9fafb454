import assert from "node:assert/strict";
import { z } from "zod";
import { describeSimulator, MONDAY_MORNING } from "./support/describe-simulator";
import { aTask } from "./support/tasks";

const TASKS = z.array(z.looseObject({ taskId: z.string(), taskName: z.string(), status: z.string() }));

describeSimulator("the control door", (fixture) => {
	const door = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
		const response = await fetch(`${fixture.simulator.url}/_simulator/${path}`, {
			method,
			headers,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const answer: unknown = await response.json();
		return { status: response.status, body: answer };
	};
	const tasks = async () => TASKS.parse((await door("GET", "tasks")).body);

	it("shows tasks with exact ids, definitions and moves", async () => {
		const { data } = await fixture.ask("CreateAiCallTask", aTask());

		const [task] = await tasks();

		assert.equal(task?.taskId, data);
		assert.deepEqual(task?.moves, [{ to: "INIT", at: MONDAY_MORNING, by: "CreateAiCallTask" }]);
		assert.deepEqual(z.looseObject({ CallDay: z.array(z.string()) }).parse(task?.definition).CallDay.length, 5);
		assert.deepEqual(await tasks(), JSON.parse(JSON.stringify(fixture.simulator.tasks())));
	});

	it("shows one task by id or name", async () => {
		fixture.simulator.seedTasks([{ TaskName: "春 1" }]);

		const found = await door("GET", `tasks/${encodeURIComponent("春 1")}`);
		const missing = await door("GET", "tasks/none");

		assert.deepEqual([found.status, missing.status], [200, 404]);
	});

	it("seeds tasks one by one or by the number", async () => {
		const some = await door("POST", "tasks", [
			{ TaskName: "a", status: "STOPPED", phoneNumbers: ["13800000000"] },
			{ Source: 1, ApplicationCode: "A" },
		]);
		const many = await door("POST", "tasks", { count: 3, namePrefix: "x", task: { status: "RUNNING" } });

		const IDS = z.object({ taskIds: z.array(z.string()) });
		assert.deepEqual([IDS.parse(some.body).taskIds.length, IDS.parse(many.body).taskIds.length], [2, 3]);
		assert.deepEqual(
			(await tasks()).map(({ taskName, status }) => `${taskName} ${status}`),
			["a STOPPED", "stranger INIT", "x1 RUNNING", "x2 RUNNING", "x3 RUNNING"],
		);
	});

	it("lets somebody change, stop, feed and remove a task as the console does", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "a" }]);

		await door("PATCH", `tasks/${taskId}`, { TaskName: "b", TaskCps: 9 });
		await door("POST", `tasks/${taskId}/numbers`, { phoneNumbers: ["13800000000"] });
		const running = fixture.simulator.task(taskId);
		await door("POST", `tasks/${taskId}/status`, { status: "STOPPED" });
		const stopped = fixture.simulator.task(taskId);
		await door("DELETE", `tasks/${taskId}`);

		assert.deepEqual([running?.taskName, running?.definition.TaskCps, running?.status], ["b", 9, "RUNNING"]);
		assert.deepEqual([stopped?.status, stopped?.moves.at(-1)?.by], ["STOPPED", "console"]);
		assert.deepEqual(fixture.simulator.tasks(), []);
		assert.equal((await fixture.ask("CreateAiCallTask", aTask({ TaskName: "b" }))).code, "OK");
	});

	it("shows and clears the requests", async () => {
		await fixture.ask("CreateAiCallTask", aTask());
		await fixture.ask("CreateAiCallTask", aTask());

		const { body } = await door("GET", "requests");
		await door("DELETE", "requests");

		const REQUESTS = z.array(
			z.looseObject({ action: z.string(), status: z.number(), code: z.string(), done: z.boolean() }),
		);
		assert.deepEqual(
			REQUESTS.parse(body).map(({ action, status, code, done }) => [action, status, code, done]),
			[
				["CreateAiCallTask", 200, "OK", true],
				["CreateAiCallTask", 400, "TaskNameExist", false],
			],
		);
		assert.deepEqual(fixture.simulator.requests(), []);
	});

	it("moves the clock", async () => {
		const advanced = await door("POST", "clock", { advanceSeconds: 60 });
		const set = await door("POST", "clock", { set: "2026-03-01T09:00:00+08:00" });
		const shown = await door("GET", "clock");

		assert.deepEqual(
			[advanced.body, set.body, shown.body],
			[{ now: "2026-01-05T02:01:00.000Z" }, { now: "2026-03-01T01:00:00.000Z" }, { now: "2026-03-01T01:00:00.000Z" }],
		);
	});

	it("orders, shows and clears faults", async () => {
		await door("POST", "faults", { action: "CreateAiCallTask", fault: "throttle", times: 2 });
		const pending = await door("GET", "faults");
		const { code } = await fixture.ask("CreateAiCallTask", aTask());
		await door("DELETE", "faults");

		assert.equal(z.array(z.looseObject({ times: z.number() })).parse(pending.body)[0]?.times, 2);
		assert.equal(code, "Throttling.User");
		assert.deepEqual((await door("GET", "faults")).body, []);
	});

	it("lists every setting with its question, its values and the one in force", async () => {
		await door("POST", "settings", { listOrder: "oldest" });

		const { body } = await door("GET", "settings");

		const SETTINGS = z.array(
			z.object({
				name: z.string(),
				question: z.string(),
				values: z.string(),
				initial: z.unknown(),
				value: z.unknown(),
			}),
		);
		const settings = SETTINGS.parse(body);
		assert.deepEqual(
			settings.find(({ name }) => name === "listOrder"),
			{
				name: "listOrder",
				question: "In which order are tasks listed?",
				values: "newest | oldest | id",
				initial: "newest",
				value: "oldest",
			},
		);
		assert.ok(settings.every(({ question, values }) => question.endsWith("?") && values !== ""));
	});

	it("puts an agent offline and online", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED" }]);
		await door("POST", "agents", { agentId: "118012345678901234", online: false });
		await fixture.ask("StartAiCallTask", { TaskId: taskId });

		assert.equal(fixture.simulator.task(taskId)?.status, "FAILED");
	});

	it("says what is wrong with an order", async () => {
		const answers = [
			await door("POST", "faults", { fault: "earthquake" }),
			await door("POST", "settings", { listOrder: "random" }),
			await door("POST", "clock", { advanceSeconds: -1 }),
			await door("POST", "tasks", [{ TaskCps: "many" }]),
			await door("POST", "tasks/1/status", { status: "STOPPED" }),
			await door("GET", "nothing"),
		];

		assert.deepEqual(
			answers.map(({ status }) => status),
			[400, 400, 400, 400, 404, 404],
		);
	});

	it("stays shut for web pages", async () => {
		const { status } = await door("POST", "faults", { fault: "throttle" }, { origin: "https://example.com" });

		assert.equal(status, 403);
	});

	it("is no part of the record of requests", async () => {
		await door("GET", "tasks");

		assert.deepEqual(fixture.simulator.requests(), []);
	});
});
