import assert from "node:assert/strict";
import { z } from "zod";
import { AnswerLost, type FaultOrder, startSimulator } from "../../simulator";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { sendHandSigned } from "./support/hand-signed";
import { aTask, phoneNumbers } from "./support/tasks";

const Body = z.looseObject({ Code: z.string(), Message: z.string() });

describeSimulator("a request within the process", (fixture) => {
	const perform = async (action: string, parameters: Record<string, string> = {}) => {
		const { status, body } = await fixture.simulator.perform(action, parameters);
		return { status, ...Body.parse(JSON.parse(body)) };
	};

	it("is answered as over HTTP", async () => {
		const [TaskId = ""] = fixture.simulator.seedTasks([{ phoneNumbers: phoneNumbers(3), status: "STOPPED" }]);
		const bare = (text: string) => text.replace(/"(RequestId|HostId)":"[^"]*"/g, "").replace(/requestId=[-\w]+/, "");
		const requests: [string, Record<string, string>][] = [
			["QueryAiCallTaskDetail", { TaskId }],
			["QueryAiCallDetailPage", { TaskId, Status: "0" }],
			["StopAiCallTask", { TaskId }],
			["StopAiCallTask", {}],
			["StopAiCallTask", { TaskId: "1" }],
			["QueryAiVoiceAgentDetail", {}],
			["NoSuchAction", {}],
		];

		for (const [action, parameters] of requests) {
			const within = await fixture.simulator.perform(action, parameters);
			const overHttp = await sendHandSigned(fixture.simulator, action, parameters, { form: true });

			assert.deepEqual([within.status, bare(within.body)], [overHttp.status, bare(overHttp.text)], action);
		}
	});

	it("takes effect and is logged with its numbers masked", async () => {
		const { status, body } = await fixture.simulator.perform("CreateAiCallTask", aTask());
		const TaskId = fixture.simulator.task("spring")?.taskId ?? "";
		const rows = phoneNumbers(2).map((calleeNumber) => ({ calleeNumber }));

		await perform("ImportTaskNumberDatas", { TaskId, DataType: "JSON", PhoneNumberList: JSON.stringify(rows) });

		assert.equal(status, 200);
		assert.ok(body.includes(`"Data":${TaskId}`));
		assert.equal(fixture.simulator.task(TaskId)?.counters.TotalCount, 2);
		const [creation, imports] = fixture.simulator.requests();
		assert.deepEqual(
			[creation?.action, creation?.status, creation?.done, creation?.at],
			["CreateAiCallTask", 200, true, mondayMorning],
		);
		assert.equal(imports?.action, "ImportTaskNumberDatas");
		assert.doesNotMatch(JSON.stringify(imports), /1380000/);
	});

	it("is subject to settings", async () => {
		fixture.simulator.configure({ refusalStyle: "ok-200", unknownTaskCode: "NoSuchTask" });

		const { status, Code } = await perform("StopAiCallTask", { TaskId: "1" });

		assert.deepEqual([status, Code], [200, "NoSuchTask"]);
	});

	it("is answered in error by the faults that answer", async () => {
		const codes = [];
		for (const fault of ["throttle", "error-500", "success-false", "expired-token"] as const) {
			fixture.simulator.fault({ fault });
			codes.push((await perform("PageQueryAgentList")).Code);
		}

		assert.deepEqual(codes, ["Throttling.User", "InternalError", "SystemError", "InvalidSecurityToken.Expired"]);
	});

	it("rejects with AnswerLost, at once, if a fault loses the answer", async () => {
		const lost = async (order: FaultOrder) => {
			const taskName = `${order.fault} ${order.when}`;
			fixture.simulator.fault(order);
			await assert.rejects(
				fixture.simulator.perform("CreateAiCallTask", aTask({ TaskName: taskName })),
				(error) => error instanceof AnswerLost && error.fault === order.fault && error.action === "CreateAiCallTask",
			);
			const { done, status } = fixture.simulator.requests().at(-1) ?? {};
			return [done, status, fixture.simulator.task(taskName) !== undefined];
		};

		for (const fault of ["reset-before", "timeout-before", "kill"] as const)
			assert.deepEqual(await lost({ fault }), [false, 0, false], fault);
		for (const fault of ["reset-after", "timeout-after"] as const)
			assert.deepEqual(await lost({ fault }), [true, 0, true], fault);
		assert.deepEqual(await lost({ fault: "kill", when: "after" }), [true, 0, true]);
	});
});

describe("the option realNow", () => {
	it("passes the delays of settings, and does not change when signatures are valid", async () => {
		let now = 5_000;
		const simulator = await startSimulator({
			now: () => mondayMorning,
			realNow: () => now,
			settings: { listDelayAfterCreate: 2, detailDelayAfterCreate: 4 },
		});
		try {
			const { body } = await simulator.perform("CreateAiCallTask", aTask());
			const TaskId = /"Data":(\d+)/.exec(body)?.[1] ?? "";
			const seen = async () => {
				const list = await simulator.perform("QueryAiCallTaskPage", {});
				const detail = await simulator.perform("QueryAiCallTaskDetail", { TaskId });
				return [list.body.includes("spring"), detail.status];
			};

			const read = [await seen()];
			now += 2_000;
			read.push(await seen());
			now += 2_000;
			read.push(await seen());

			assert.deepEqual(read, [
				[false, 400],
				[true, 400],
				[true, 200],
			]);
			assert.equal((await sendHandSigned(simulator, "PageQueryAgentList")).status, 200);
		} finally {
			await simulator.stop();
		}
	});
});
