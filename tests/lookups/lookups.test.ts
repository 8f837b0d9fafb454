import assert from "node:assert/strict";
import fc from "fast-check";
import { answer, LookupArgumentsError } from "../../provider/lookups/lookup";
import { lookups } from "../../provider/lookups/lookups";
import type { Settings } from "../../simulator";
import { agent } from "../support/definitions";
import { describeSimulator, type Fixture, openPlace } from "../support/describe-simulator";

type Place = Pick<Fixture, "newContext">;

async function ask({ newContext }: Place, name: string, args: object = {}) {
	const one = lookups.find((lookup) => lookup.name === name);
	assert.ok(one, name);
	return answer(one, newContext(), args);
}

function rowsOf(result: Readonly<Record<string, unknown>>, name: string): Record<string, unknown>[] {
	const rows = result[name];
	assert.ok(Array.isArray(rows), name);
	return rows;
}

const seed = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) => ({ TaskName: `task-${index + 1}`, AgentId: agent, ...more }));

describeSimulator("getAgents", (fixture) => {
	it("has the agents of both lists, with state and publication", async () => {
		const { result, warning } = await ask(fixture, "getAgents");

		const agents = rowsOf(result, "agents");
		assert.equal(warning, undefined);
		assert.deepEqual(
			agents.map(({ agentName, published, status, lists }) => [agentName, published, status, lists]),
			[
				["回访智能体", true, "online", ["PageQueryAgentList", "PageQueryAgentListNew"]],
				["审核中智能体", false, "in review", ["PageQueryAgentList", "PageQueryAgentListNew"]],
				["旧版回访智能体", false, "offline", ["PageQueryAgentList", "PageQueryAgentListNew"]],
				["通知智能体", true, "online", ["PageQueryAgentList", "PageQueryAgentListNew"]],
			],
		);
		for (const { agentId } of agents) assert.match(String(agentId), /^1180\d{14}$/);
	});

	it("filters by a part of the name and by publication", async () => {
		const named = await ask(fixture, "getAgents", { nameContains: "回访" });
		const others = await ask(fixture, "getAgents", { published: false });

		assert.equal(rowsOf(named.result, "agents").length, 2);
		assert.equal(rowsOf(others.result, "agents").length, 2);
	});

	it("names the RAM action that is missing, after one request to each list", async () => {
		fixture.simulator.configure({ deniedActions: "PageQueryAgentListNew" });

		await assert.rejects(
			ask(fixture, "getAgents"),
			/^ApiError: PageQueryAgentListNew failed: Forbidden\.RAM .+one that allows the action aiccs:PageQueryAgentListNew\.$/,
		);
		assert.deepEqual(fixture.simulator.actions().sort(), ["PageQueryAgentList", "PageQueryAgentListNew"]);
	});

	it("passes on a state that is not published, and leaves the publication open", async () => {
		fixture.simulator.configure({ agentStates: "unknown" });

		const { result } = await ask(fixture, "getAgents");

		for (const one of rowsOf(result, "agents")) assert.deepEqual([one.status, one.published], ["9", undefined]);
	});

	it("says that it may lack agents, if the service counts more than it lists", async () => {
		fixture.simulator.configure({ agentTotal: "larger" });

		const { result, warning } = await ask(fixture, "getAgents");

		assert.equal(rowsOf(result, "agents").length, 4);
		assert.match(String(warning), /^getAgents: the answer may lack some\. The service counts 2 agents more/);
		assert.equal(result.incomplete, "The service counts 2 agents more than it lists.");
	});
});

describeSimulator("getTask", (fixture) => {
	const definition = {
		TaskName: "spring",
		AgentId: agent,
		TaskCps: 7,
		phoneNumbers: ["13800000001"],
		status: "RUNNING" as const,
	};

	it("reads a task by id and by name, with definition, status and progress", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([definition, { ...definition, TaskName: "spring 2" }]);

		const byId = await ask(fixture, "getTask", { taskId });
		const byName = await ask(fixture, "getTask", { taskName: "spring" });

		assert.deepEqual(byName, byId);
		const { result } = byId;
		assert.deepEqual(
			[result.taskId, result.taskName, result.status, result.agentId],
			[taskId, "spring", "RUNNING", agent],
		);
		assert.deepEqual(
			[Reflect.get(Object(result.definition), "taskCps"), Reflect.get(Object(result.definition), "agentId")],
			[7, agent],
		);
		assert.equal(Reflect.get(Object(result.progress), "totalCount"), 1);
	});

	it("waits for a task that the service shows late", async () => {
		const place = await openPlace({
			settings: { listDelayAfterCreate: 1, detailDelayAfterCreate: 1 },
			realNow: () => now,
		});
		let now = Date.now();
		try {
			const [taskId = ""] = place.simulator.seedTasks([definition]);
			const context = place.newContext();
			const pass = (milliseconds: number) => {
				now += milliseconds;
			};
			const later = { ...context, sleep: async (milliseconds: number) => pass(milliseconds) };
			const one = lookups.find(({ name }) => name === "getTask");
			assert.ok(one);

			const { result } = await answer(one, later, { taskId });

			assert.equal(result.status, "RUNNING");
		} finally {
			await place.close();
		}
	});

	it("says what to do about a task that is not there", async () => {
		await assert.rejects(
			ask(fixture, "getTask", { taskId: "118799999999999999" }),
			/getTask: the account has no task with the id 118799999999999999\. Check the id \(18 digits, as text\)\. Also check that the credentials/,
		);
		await assert.rejects(
			ask(fixture, "getTask", { taskName: "sprong" }),
			/getTask: the account has no task with this taskName\. Check the name/,
		);
	});

	it("takes either an id or a name", async () => {
		for (const args of [{}, { taskId: "1", taskName: "a" }]) {
			await assert.rejects(ask(fixture, "getTask", args), /getTask: Give either taskId or taskName\./);
		}
		assert.deepEqual(fixture.simulator.actions(), []);
	});
});

describeSimulator("getTasks", (fixture) => {
	const names = async (args: object) =>
		rowsOf((await ask(fixture, "getTasks", args)).result, "tasks").map(({ taskName }) => taskName);

	it("filters by name, status, agent and time of creation", async () => {
		fixture.simulator.seedTasks([
			{ TaskName: "spring north", AgentId: agent, status: "RUNNING", phoneNumbers: ["13800000001"] },
			{ TaskName: "spring south", AgentId: "118000000000000001", status: "STOPPED" },
		]);
		fixture.simulator.advance(86_400);
		fixture.simulator.seedTasks([{ TaskName: "summer", AgentId: agent }]);

		assert.deepEqual(await names({ nameContains: "spring" }), ["spring south", "spring north"].sort().reverse());
		assert.deepEqual(await names({ status: "RUNNING" }), ["spring north"]);
		assert.deepEqual(await names({ status: "7" }), []);
		assert.deepEqual(await names({ agentId: "118000000000000001" }), ["spring south"]);
		assert.deepEqual(await names({ createdFrom: "2026-01-06 00:00:00" }), ["summer"]);
		assert.deepEqual((await names({ createdBefore: "2026-01-06T00:00:00+08:00" })).length, 2);
		assert.deepEqual((await names({})).length, 3);
	});

	it("has engine tasks, marked, also if only their own list has them", async () => {
		fixture.simulator.seedTasks([{ TaskName: "engine's", Source: 1, ApplicationCode: "APP1" }, ...seed(1)]);
		for (const listWithoutSource of ["all", "agent-only"] as const) {
			fixture.simulator.configure({ listWithoutSource });

			const { result } = await ask(fixture, "getTasks");

			const sources = rowsOf(result, "tasks").map(({ taskName, source }) => [taskName, source ?? 0]);
			assert.deepEqual(sources.sort(), [
				["engine's", 1],
				["task-1", 0],
			]);
		}
	});

	it("names arguments that it does not have, and values that it cannot use", async () => {
		const problems: [object, RegExp][] = [
			[{ nameContain: "a" }, /getTasks: nameContain is no argument\. Did you mean nameContains\?/],
			[{ createdFrom: "yesterday" }, /createdFrom is not a point in time\. Use RFC 3339/],
			[{ agentId: "x" }, /agentId is not an id\./],
			[{ nameContains: "" }, /nameContains is empty\./],
			[{ status: 1 }, /status is not text\./],
		];
		for (const [args, message] of problems) {
			await assert.rejects(ask(fixture, "getTasks", args), (error) => {
				assert.ok(error instanceof LookupArgumentsError);
				assert.match(error.message, message);
				return true;
			});
		}
		assert.deepEqual(fixture.simulator.actions(), []);
	});
});

describeSimulator("getCallResults", (fixture) => {
	it("counts numbers by state and result, and has no number, outId or id of a call", async () => {
		const phoneNumbers = Array.from({ length: 30 }, (_, index) => String(13_800_000_000 + index));
		const [taskId = ""] = fixture.simulator.seedTasks([
			{
				TaskName: "spring",
				AgentId: agent,
				TaskCps: 5,
				StartType: "IMMEDIATE",
				CallDay: ["MONDAY"],
				CallTime: [{ startTime: "09:00:00", endTime: "23:00:00" }],
				phoneNumbers,
				status: "RUNNING",
			},
		]);
		fixture.simulator.advance(120);

		const { result } = await ask(fixture, "getCallResults", { taskId });

		const counts = (value: unknown) => Object.values(Object(value)).map(Number);
		const sum = (value: unknown) => counts(value).reduce((total, one) => total + one, 0);
		const expected = new Map<string, number>();
		for (const { callResult: one } of fixture.simulator.details(taskId)) {
			if (one !== undefined) expected.set(one, (expected.get(one) ?? 0) + 1);
		}
		assert.equal(result.numbers, 30);
		assert.equal(sum(result.byStatus), 30);
		assert.equal(sum(result.byResult) + Number(result.withoutResult), 30);
		assert.ok(expected.size > 0);
		assert.deepEqual(result.byResult, Object.fromEntries([...expected].sort()));
		const text = JSON.stringify({ ...result, taskId: "" });
		assert.doesNotMatch(text, /\d{5}/);
	});

	it("has no numbers for a task without any, and refuses a task that is not there", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks(seed(1));

		const { result } = await ask(fixture, "getCallResults", { taskId });

		assert.deepEqual(result, { taskId, numbers: 0, byStatus: {}, byResult: {}, withoutResult: 0 });
		await assert.rejects(
			ask(fixture, "getCallResults", { taskId: "118799999999999999" }),
			/TaskNotExist|no task with the id/,
		);
	});
});

describe("lookups in any reading of the service", () => {
	const reading = fc.record({
		agentLists: fc.constantFrom("both" as const, "old" as const, "new" as const),
		agentStates: fc.constantFrom("shown" as const, "absent" as const, "unknown" as const),
		agentTotal: fc.constantFrom("exact" as const, "absent" as const),
		nullFields: fc.constantFrom("omitted" as const, "null" as const),
		pageSizeMax: fc.integer({ min: 1, max: 120 }),
		pageSizeAboveMax: fc.constant("clamped" as const),
		listOrder: fc.constantFrom("newest" as const, "oldest" as const, "id" as const),
		listWithoutSource: fc.constantFrom("all" as const, "agent-only" as const),
		refusalStyle: fc.constantFrom("http-400" as const, "ok-200" as const),
	});

	it("have every agent and every task, each once", async function () {
		this.timeout(120_000);
		await fc.assert(
			fc.asyncProperty(reading, fc.integer({ min: 0, max: 130 }), async (settings: Partial<Settings>, count) => {
				const place = await openPlace({ settings });
				try {
					place.simulator.seedTasks(seed(count));
					for (let one = 0; one < count % 40; one++)
						place.simulator.setAgent(`1180000000000${10_000 + one}`, { online: one % 2 === 0 });

					const tasks = rowsOf((await ask(place, "getTasks")).result, "tasks");
					const agents = rowsOf((await ask(place, "getAgents")).result, "agents");

					assert.equal(new Set(tasks.map(({ taskId }) => taskId)).size, count);
					assert.equal(tasks.length, count);
					assert.equal(agents.length, 4 + (count % 40));
					const published = agents.filter((one) => one.published === true).length;
					assert.equal(published, settings.agentStates === "shown" ? 2 + Math.ceil((count % 40) / 2) : 0);
				} finally {
					await place.close();
				}
			}),
			{ numRuns: 25, seed: 15 },
		);
	});
});
