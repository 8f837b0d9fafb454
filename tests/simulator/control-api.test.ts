import assert from "node:assert/strict";
import { z } from "zod";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { aTask } from "./support/tasks";

const Tasks = z.array(z.looseObject({ taskId: z.string(), taskName: z.string(), status: z.string() }));

describeSimulator("the control API", (fixture) => {
	const control = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
		const response = await fetch(`${fixture.simulator.url}/_simulator/${path}`, {
			method,
			headers,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const answer: unknown = await response.json();
		return { status: response.status, body: answer };
	};
	const tasks = async () => Tasks.parse((await control("GET", "tasks")).body);

	it("returns tasks with exact ids, definitions and moves", async () => {
		const { data } = await fixture.send("CreateAiCallTask", aTask());

		const [task] = await tasks();

		assert.equal(task?.taskId, data);
		assert.deepEqual(task?.moves, [{ to: "INIT", at: mondayMorning, by: "CreateAiCallTask" }]);
		assert.deepEqual(z.looseObject({ CallDay: z.array(z.string()) }).parse(task?.definition).CallDay.length, 5);
		assert.deepEqual(await tasks(), JSON.parse(JSON.stringify(fixture.simulator.tasks())));
	});

	it("returns one task by id or name", async () => {
		fixture.simulator.seedTasks([{ TaskName: "春 1" }]);

		const found = await control("GET", `tasks/${encodeURIComponent("春 1")}`);
		const missing = await control("GET", "tasks/none");

		assert.deepEqual([found.status, missing.status], [200, 404]);
	});

	it("adds tasks from a list or a count", async () => {
		const some = await control("POST", "tasks", [
			{ TaskName: "a", status: "STOPPED", phoneNumbers: ["13800000000"] },
			{ Source: 1, ApplicationCode: "A" },
		]);
		const many = await control("POST", "tasks", { count: 3, namePrefix: "x", task: { status: "RUNNING" } });

		const Ids = z.object({ taskIds: z.array(z.string()) });
		assert.deepEqual([Ids.parse(some.body).taskIds.length, Ids.parse(many.body).taskIds.length], [2, 3]);
		assert.deepEqual(
			(await tasks()).map(({ taskName, status }) => `${taskName} ${status}`),
			["a STOPPED", "seeded INIT", "x1 RUNNING", "x2 RUNNING", "x3 RUNNING"],
		);
	});

	it("changes, stops and deletes a task, and imports numbers", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "a" }]);

		await control("PATCH", `tasks/${taskId}`, { TaskName: "b", TaskCps: 9 });
		await control("POST", `tasks/${taskId}/numbers`, { phoneNumbers: ["13800000000"] });
		const running = fixture.simulator.task(taskId);
		await control("POST", `tasks/${taskId}/status`, { status: "STOPPED" });
		const stopped = fixture.simulator.task(taskId);
		await control("DELETE", `tasks/${taskId}`);

		assert.deepEqual([running?.taskName, running?.definition.TaskCps, running?.status], ["b", 9, "RUNNING"]);
		assert.deepEqual([stopped?.status, stopped?.moves.at(-1)?.by], ["STOPPED", "console"]);
		assert.deepEqual(fixture.simulator.tasks(), []);
		assert.equal((await fixture.send("CreateAiCallTask", aTask({ TaskName: "b" }))).code, "OK");
	});

	it("returns and clears the request log", async () => {
		await fixture.send("CreateAiCallTask", aTask());
		await fixture.send("CreateAiCallTask", aTask());

		const { body } = await control("GET", "requests");
		await control("DELETE", "requests");

		const Requests = z.array(
			z.looseObject({ action: z.string(), status: z.number(), code: z.string(), done: z.boolean() }),
		);
		assert.deepEqual(
			Requests.parse(body).map(({ action, status, code, done }) => [action, status, code, done]),
			[
				["CreateAiCallTask", 200, "OK", true],
				["CreateAiCallTask", 400, "TaskNameExist", false],
			],
		);
		assert.deepEqual(fixture.simulator.requests(), []);
	});

	it("moves the clock", async () => {
		const advanced = await control("POST", "clock", { advanceSeconds: 60 });
		const set = await control("POST", "clock", { set: "2026-03-01T09:00:00+08:00" });
		const shown = await control("GET", "clock");

		assert.deepEqual(
			[advanced.body, set.body, shown.body],
			[{ now: "2026-01-05T02:01:00.000Z" }, { now: "2026-03-01T01:00:00.000Z" }, { now: "2026-03-01T01:00:00.000Z" }],
		);
	});

	it("adds, returns and clears faults", async () => {
		await control("POST", "faults", { action: "CreateAiCallTask", fault: "throttle", times: 2 });
		const pending = await control("GET", "faults");
		const { code } = await fixture.send("CreateAiCallTask", aTask());
		await control("DELETE", "faults");

		assert.equal(z.array(z.looseObject({ times: z.number() })).parse(pending.body)[0]?.times, 2);
		assert.equal(code, "Throttling.User");
		assert.deepEqual((await control("GET", "faults")).body, []);
	});

	it("lists every setting with its question, values and current value", async () => {
		await control("POST", "settings", { listOrder: "oldest" });

		const { body } = await control("GET", "settings");

		const Settings = z.array(
			z.object({
				name: z.string(),
				question: z.string(),
				values: z.string(),
				initial: z.unknown(),
				value: z.unknown(),
			}),
		);
		const settings = Settings.parse(body);
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

	it("takes an agent offline", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED" }]);
		await control("POST", "agents", { agentId: "118012345678901234", online: false });
		await fixture.send("StartAiCallTask", { TaskId: taskId });

		assert.equal(fixture.simulator.task(taskId)?.status, "FAILED");
	});

	it("refuses malformed requests", async () => {
		const answers = [
			await control("POST", "faults", { fault: "earthquake" }),
			await control("POST", "settings", { listOrder: "random" }),
			await control("POST", "clock", { advanceSeconds: -1 }),
			await control("POST", "tasks", [{ TaskCps: "many" }]),
			await control("POST", "tasks/1/status", { status: "STOPPED" }),
			await control("GET", "nothing"),
		];

		assert.deepEqual(
			answers.map(({ status }) => status),
			[400, 400, 400, 400, 404, 404],
		);
	});

	it("refuses requests from web pages", async () => {
		const { status } = await control("POST", "faults", { fault: "throttle" }, { origin: "https://example.com" });

		assert.equal(status, 403);
	});

	it("is not in the request log", async () => {
		await control("GET", "tasks");

		assert.deepEqual(fixture.simulator.requests(), []);
	});
});
