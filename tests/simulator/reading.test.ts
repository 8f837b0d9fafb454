import assert from "node:assert/strict";
import { z } from "zod";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { sendHandSigned } from "./support/hand-signed";
import { aTask, windows } from "./support/tasks";

const Page = z.object({
	PageNo: z.string(),
	PageSize: z.string(),
	Total: z.string(),
	List: z.array(z.looseObject({ TaskId: z.string(), TaskName: z.string(), Status: z.string() })),
});

describeSimulator("QueryAiCallTaskDetail", (fixture) => {
	it("returns the definition under the names of the detail", async () => {
		const { data: taskId } = await fixture.send(
			"CreateAiCallTask",
			aTask({
				StartType: "SCHEDULE",
				TaskStartTime: String(mondayMorning + 3_600_000),
				CallableTime: windows(["08:00:00", "20:00:00"]),
				MissCallRetry: "true",
				CallRetryReason: '["USER_BUSY"]',
				CallRetryTimes: "2",
				CallRetryInterval: "15",
				CallExpireType: "1",
				CallExpireMinutes: "60",
			}),
		);

		const { data } = await fixture.send("QueryAiCallTaskDetail", { TaskId: String(taskId) });

		assert.deepEqual(data, {
			TaskId: taskId,
			TaskName: "spring",
			AgentId: "118012345678901234",
			AgentName: "智能体1234",
			CallerNumber: "057100001111",
			StartType: "SCHEDULE",
			StartTime: String(mondayMorning + 3_600_000),
			CallDays: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
			CallTimes: [{ StartTime: "09:00:00", EndTime: "12:00:00" }],
			CallableTimes: [{ StartTime: "08:00:00", EndTime: "20:00:00" }],
			RetryEnable: true,
			RetryReasons: ["USER_BUSY"],
			RetryCount: "2",
			RetryInterval: "15",
			ConcurrentCount: "5",
			CallExpireType: "1",
			CallExpireMinutes: "60",
		});
	});

	it("refuses an unknown task", async () => {
		const { status, code } = await fixture.send("QueryAiCallTaskDetail", { TaskId: "118700000000000001" });

		assert.deepEqual([status, code], [400, "TaskNotExist"]);
	});
});

describeSimulator("QueryAiCallTaskPage", (fixture) => {
	const page = async (query: Record<string, string> = {}) =>
		Page.parse((await fixture.send("QueryAiCallTaskPage", query)).data);
	const names = async (query: Record<string, string>) => (await page(query)).List.map(({ TaskName }) => TaskName);

	it("returns pages, newest first, ten rows by default", async () => {
		fixture.simulator.seedTasks({ count: 25, namePrefix: "task " });

		const first = await page();
		const third = await page({ PageNo: "3" });

		assert.deepEqual([first.Total, first.PageNo, first.PageSize, first.List.length], ["25", "1", "10", 10]);
		assert.equal(first.List[0]?.TaskName, "task 25");
		assert.deepEqual(
			third.List.map(({ TaskName }) => TaskName),
			["task 5", "task 4", "task 3", "task 2", "task 1"],
		);
	});

	it("returns an empty list after the last page", async () => {
		fixture.simulator.seedTasks({ count: 3, namePrefix: "task " });

		const { Total, List } = await page({ PageNo: "2" });

		assert.deepEqual([Total, List], ["3", []]);
	});

	it("matches names fuzzily, ids exactly", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([
			{ TaskName: "spring" },
			{ TaskName: "late spring" },
			{ TaskName: "summer" },
		]);

		assert.deepEqual(await names({ TaskName: "spring" }), ["late spring", "spring"]);
		assert.deepEqual(await names({ TaskId: taskId }), ["spring"]);
		assert.deepEqual(await names({ TaskId: taskId.slice(0, 17) }), []);
	});

	it("filters by status name and shows status numbers", async () => {
		fixture.simulator.seedTasks([
			{ TaskName: "init" },
			{ TaskName: "running", status: "RUNNING" },
			{ TaskName: "stopped", status: "STOPPED" },
			{ TaskName: "failed", status: "FAILED" },
		]);

		for (const [number, name] of ["init", "running", "stopped", "failed"].entries()) {
			const { List } = await page({ Status: name.toUpperCase() });

			assert.deepEqual(
				List.map(({ TaskName, Status }) => [TaskName, Status]),
				[[name, String(number)]],
			);
		}
	});

	it("filters by agent name, application and Source", async () => {
		fixture.simulator.seedTasks([
			{ TaskName: "agent's", AgentId: "118000000000004321" },
			{ TaskName: "engine's", Source: 1, ApplicationCode: "APP1" },
		]);

		assert.deepEqual(await names({ AgentName: "4321" }), ["agent's"]);
		assert.deepEqual(await names({ ApplicationCode: "APP1" }), ["engine's"]);
		assert.deepEqual(await names({ Source: "0" }), ["agent's"]);
		assert.deepEqual(await names({ Source: "1" }), ["engine's"]);
	});

	it("shows zeros and 0% for a task without numbers", async () => {
		await fixture.send("CreateAiCallTask", aTask());

		const [row] = (await page()).List;

		assert.deepEqual([row?.TotalCount, row?.CompleteRate, row?.CreateTime], ["0", "0%", String(mondayMorning)]);
		assert.equal("StartType" in (row ?? {}), false);
	});

	for (const [name, value] of [
		["PageNo", "0"],
		["PageSize", "0"],
		["PageSize", "101"],
		["Status", "1"],
		["Source", "x"],
	] as const) {
		it(`refuses ${name} ${value}`, async () => {
			const { status, code, body } = await fixture.send("QueryAiCallTaskPage", { [name]: value });

			assert.deepEqual([status, code], [400, `Invalid${name}`]);
			assert.match(String(body.Message), new RegExp(name));
		});
	}
});

describeSimulator("PageQueryAgentList", (fixture) => {
	it("lists agents by id, name and status", async () => {
		const List = z.object({
			List: z.array(z.object({ AgentId: z.string(), AgentName: z.string(), Status: z.string() })),
		});
		const agents = async (query: Record<string, string>) =>
			List.parse((await fixture.send("PageQueryAgentList", query)).data).List;

		const all = await agents({});
		const online = await agents({ Status: "1" });
		const named = await agents({ AgentName: "旧版" });
		const byId = await agents({ AgentId: all[0]?.AgentId ?? "" });

		assert.deepEqual([all.length, online.length, named.length, byId.length], [4, 2, 1, 1]);
		assert.match(all[0]?.AgentId ?? "", /^1180\d{14}$/);
	});
});

describeSimulator("PageQueryAgentListNew", (fixture) => {
	const agents = async (query: Record<string, string> = {}) =>
		z
			.object({ List: z.array(z.looseObject({ AgentId: z.string(), IsAvailable: z.boolean() })) })
			.parse((await fixture.send("PageQueryAgentListNew", query)).data).List;

	it("lists the same agents by id, name and availability", async () => {
		const all = await agents();
		const available = await agents({ IsAvailable: "true" });
		const named = await agents({ AgentName: "旧版" });
		const byId = await agents({ AgentId: all[0]?.AgentId ?? "" });
		const inbound = await agents({ InboundConfigurableOnly: "true" });

		assert.deepEqual([all.length, available.length, named.length, byId.length, inbound.length], [4, 2, 1, 1, 0]);
		assert.ok(available.every(({ IsAvailable }) => IsAvailable));
	});

	it("sends ids of agents, branches and versions as JSON numbers", async () => {
		const { text } = await sendHandSigned(fixture.simulator, "PageQueryAgentListNew");

		for (const name of ["AgentId", "DeployBranchId", "EffectiveVersionId"])
			assert.match(text, new RegExp(`"${name}":118\\d{15}[,}]`));
	});

	it("uses PageIndex if PageNo is absent", async () => {
		const all = await agents();

		const [second] = await agents({ PageIndex: "2", PageSize: "1" });

		assert.equal(second?.AgentId, all[1]?.AgentId);
	});
});
