import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { AnswerLost, type Settings, startSimulator } from "../../simulator";
import { readBackFields, shownParameters } from "../../simulator/task-definition";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { anUpdate, aTask, phoneNumbers, windows, without } from "./support/tasks";

const Row = z.looseObject({ TaskName: z.string() });
const List = z.object({ PageSize: z.string(), List: z.array(Row) });
const inAnHour = String(mondayMorning + 3_600_000);
const anHourAgo = String(mondayMorning - 3_600_000);

describeSimulator("the setting", (fixture) => {
	const set = (settings: Partial<Settings>) => fixture.simulator.configure(settings);
	const create = (changes: Record<string, string> = {}) => fixture.send("CreateAiCallTask", aTask(changes));
	const idOf = async (changes: Record<string, string> = {}) => String((await create(changes)).data);
	const seed = (...seeds: object[]) => fixture.simulator.seedTasks(seeds);
	const stopped = (changes: object = {}) => seed({ TaskName: "spring", status: "STOPPED", ...changes })[0] ?? "";
	const update = (taskId: string, changes: Record<string, string> = {}) =>
		fixture.send("UpdateAiCallTask", anUpdate(taskId, changes));
	const statusOf = (taskId: string) => fixture.simulator.task(taskId)?.status;
	const detail = async (TaskId: string) =>
		z.looseObject({}).parse((await fixture.send("QueryAiCallTaskDetail", { TaskId })).data);
	const list = async (query: Record<string, string> = {}) =>
		List.parse((await fixture.send("QueryAiCallTaskPage", query)).data);
	const names = async (query: Record<string, string> = {}) => (await list(query)).List.map(({ TaskName }) => TaskName);

	it("refusalStyle", async () => {
		set({ refusalStyle: "ok-200" });
		await create();

		const business = await create();
		const gateway = await create({ TaskCps: "0" });

		assert.deepEqual([business.status, business.code, business.body.Success], [200, "TaskNameExist", false]);
		assert.deepEqual([gateway.status, gateway.code], [400, "InvalidTaskCps"]);
	});

	it("parameterRefusal", async () => {
		const refused = async () => [
			(await fixture.send("StartAiCallTask")).code,
			(await create({ TaskCps: "0" })).code,
			(await create({ StartType: "SCHEDULE" })).code,
		];

		const named = await refused();
		set({ parameterRefusal: "plain" });
		const plain = await refused();

		assert.deepEqual(named, ["MissingTaskId", "InvalidTaskCps", "MissingTaskStartTime"]);
		assert.deepEqual(plain, ["MissingParameter", "InvalidParameter", "MissingParameter"]);
	});

	it("unknownTask", async () => {
		set({ unknownTask: "empty" });

		const { status, code, data } = await fixture.send("QueryAiCallTaskDetail", { TaskId: "1" });

		assert.deepEqual([status, code, data], [200, "OK", undefined]);
	});

	it("duplicateNameCode, unknownTaskCode, wrongStatusCode", async () => {
		set({ duplicateNameCode: "A", unknownTaskCode: "B", wrongStatusCode: "C" });
		const TaskId = await idOf();

		const codes = [
			(await create()).code,
			(await fixture.send("StopAiCallTask", { TaskId: "1" })).code,
			(await fixture.send("StopAiCallTask", { TaskId })).code,
		];

		assert.deepEqual(codes, ["A", "B", "C"]);
	});

	for (const [name, action, from, to] of [
		["updateInInit", "UpdateAiCallTask", "INIT", "INIT"],
		["updateInFailed", "UpdateAiCallTask", "FAILED", "FAILED"],
		["startInInit", "StartAiCallTask", "INIT", "RUNNING"],
		["startInFailed", "StartAiCallTask", "FAILED", "RUNNING"],
		["startInRunning", "StartAiCallTask", "RUNNING", "RUNNING"],
		["stopInInit", "StopAiCallTask", "INIT", "STOPPED"],
		["stopInFailed", "StopAiCallTask", "FAILED", "STOPPED"],
		["stopInStopped", "StopAiCallTask", "STOPPED", "STOPPED"],
	] as const) {
		it(name, async () => {
			const [TaskId = ""] = seed({ TaskName: "spring", status: from });
			const parameters = action === "UpdateAiCallTask" ? anUpdate(TaskId) : { TaskId };

			const refused = await fixture.send(action, parameters);
			set({ [name]: "accepted" });
			const accepted = await fixture.send(action, parameters);

			assert.deepEqual([refused.code, accepted.code, statusOf(TaskId)], ["TaskStatus.Invalid", "OK", to]);
		});
	}

	it("failedStart", async () => {
		set({ failedStart: "answers-false" });
		const TaskId = stopped();
		fixture.simulator.setAgent("118012345678901234", { online: false });

		const { code, data } = await fixture.send("StartAiCallTask", { TaskId });

		assert.deepEqual([code, data, statusOf(TaskId)], ["OK", false, "FAILED"]);
	});

	it("createWithPastStart", async () => {
		const past = { StartType: "SCHEDULE", TaskStartTime: anHourAgo };
		const statuses = [];
		for (const createWithPastStart of ["starts", "waits"] as const) {
			set({ createWithPastStart });
			statuses.push(statusOf(await idOf({ TaskName: createWithPastStart, ...past })));
		}
		set({ createWithPastStart: "refused" });

		const { code } = await create(past);

		assert.deepEqual([...statuses, code], ["RUNNING", "INIT", "InvalidTaskStartTime"]);
	});

	it("scheduleWithoutNumbers", async () => {
		set({ scheduleWithoutNumbers: "stays-init" });
		const taskId = await idOf({ StartType: "SCHEDULE", TaskStartTime: inAnHour });
		fixture.simulator.advance(7200);
		const before = statusOf(taskId);

		fixture.simulator.importNumbers(taskId, phoneNumbers(1));

		assert.deepEqual([before, statusOf(taskId)], ["INIT", "RUNNING"]);
	});

	it("updateToImmediate", async () => {
		const statuses = [];
		for (const updateToImmediate of ["stays-stopped", "starts"] as const) {
			set({ updateToImmediate });
			const taskId = stopped({ TaskName: updateToImmediate, phoneNumbers: phoneNumbers(1) });
			await update(taskId, { TaskName: updateToImmediate });
			statuses.push(statusOf(taskId));
		}

		assert.deepEqual(statuses, ["STOPPED", "RUNNING"]);
	});

	it("updateWithFutureStart", async () => {
		const taskIds = [];
		for (const updateWithFutureStart of ["stays-stopped", "starts-at-time"] as const) {
			set({ updateWithFutureStart });
			const taskId = stopped({ TaskName: updateWithFutureStart });
			await update(taskId, { TaskName: updateWithFutureStart, StartType: "SCHEDULE", TaskStartTime: inAnHour });
			taskIds.push(taskId);
		}
		const before = taskIds.map(statusOf);

		fixture.simulator.advance(7200);

		assert.deepEqual(
			[before, taskIds.map(statusOf)],
			[
				["STOPPED", "STOPPED"],
				["STOPPED", "RUNNING"],
			],
		);
	});

	it("updateWithPastStart", async () => {
		const past = { StartType: "SCHEDULE", TaskStartTime: anHourAgo };
		const results = [];
		for (const updateWithPastStart of ["stays-stopped", "starts", "refused"] as const) {
			set({ updateWithPastStart });
			const taskId = stopped({ TaskName: updateWithPastStart });
			const { code } = await update(taskId, { TaskName: updateWithPastStart, ...past });
			results.push([code, statusOf(taskId)]);
		}

		assert.deepEqual(results, [
			["OK", "STOPPED"],
			["OK", "RUNNING"],
			["InvalidTaskStartTime", "STOPPED"],
		]);
	});

	it("updateOmitted", async () => {
		const taskId = stopped({ MissCallRetry: true, CallRetryTimes: 2, CallRetryReason: ["USER_BUSY"] });
		set({ updateOmitted: "keep" });
		await update(taskId, { CallRetryReason: "[]" });
		const kept = fixture.simulator.task(taskId)?.definition;
		set({ updateOmitted: "reset" });

		await update(taskId);

		const reset = fixture.simulator.task(taskId)?.definition;
		assert.deepEqual([kept?.MissCallRetry, kept?.CallRetryTimes, kept?.CallRetryReason], [true, 2, []]);
		assert.deepEqual(
			[reset?.MissCallRetry, reset?.CallRetryTimes, reset?.CallRetryReason],
			[false, undefined, undefined],
		);
	});

	it("cancelByTaskOnly", async () => {
		set({ cancelByTaskOnly: "refused" });

		const { code } = await fixture.send("CancelAiCallDetails", { TaskId: stopped() });

		assert.equal(code, "MissingDetailIdList");
	});

	it("virtualNumber", async () => {
		const agents = without(aTask({ TaskName: "agent's" }), "VirtualNumber");
		const engines = without({ ...aTask({ TaskName: "engine's", Source: "1", ApplicationCode: "A" }) }, "VirtualNumber");
		const codes = [];
		for (const virtualNumber of ["required", "agent-tasks", "optional"] as const) {
			set({ virtualNumber, nameScope: "account" });
			for (const parameters of [agents, engines]) {
				const TaskName = `${parameters.TaskName} ${virtualNumber}`;
				codes.push((await fixture.send("CreateAiCallTask", { ...parameters, TaskName })).code);
			}
		}

		assert.deepEqual(codes, [...Array.from({ length: 3 }, () => "MissingVirtualNumber"), "OK", "OK", "OK"]);
	});

	it("agents", async () => {
		set({ agents: "listed" });
		const { List } = z
			.object({ List: z.array(z.object({ AgentId: z.string() })) })
			.parse((await fixture.send("PageQueryAgentList")).data);

		const codes = [(await create()).code, (await create({ AgentId: List[0]?.AgentId ?? "" })).code];

		assert.deepEqual(codes, ["AgentNotExist", "OK"]);
	});

	it("defaultTaskCps", async () => {
		set({ defaultTaskCps: 9 });

		await fixture.send("CreateAiCallTask", without(aTask(), "TaskCps"));

		assert.equal(fixture.simulator.task("spring")?.definition.TaskCps, 9);
	});

	it("updateRetryIntervalMax", async () => {
		set({ updateRetryIntervalMax: "720" });

		const { code } = await update(stopped(), { CallRetryInterval: "720" });

		assert.equal(code, "OK");
	});

	it("retryFields", async () => {
		set({ retryFields: "required" });

		const codes = [(await create({ MissCallRetry: "true" })).code, (await create()).code];

		assert.deepEqual(codes, ["MissingCallRetryReason", "OK"]);
	});

	it("emptyLists", async () => {
		const codes = [(await create({ CallRetryReason: "[]", CallableTime: "[]" })).code];
		set({ emptyLists: "refused" });
		for (const name of ["CallRetryReason", "CallableTime"]) codes.push((await create({ [name]: "[]" })).code);

		assert.deepEqual(codes, ["OK", "InvalidCallRetryReason", "InvalidCallableTime"]);
	});

	it("overlappingWindows", async () => {
		const overlapping = { CallTime: windows(["10:00:00", "12:00:00"], ["09:00:00", "10:00:01"]) };
		const touching = { CallTime: windows(["10:00:00", "12:00:00"], ["09:00:00", "10:00:00"]) };
		const codes = [(await create({ TaskName: "a", ...overlapping })).code];
		set({ overlappingWindows: "refused" });
		codes.push(
			(await create({ TaskName: "b", ...overlapping })).code,
			(await create({ TaskName: "c", ...touching })).code,
		);

		assert.deepEqual(codes, ["OK", "InvalidCallTime", "OK"]);
	});

	it("maxWindows", async () => {
		set({ maxWindows: 1 });

		const { code } = await create({ CallTime: windows(["09:00:00", "10:00:00"], ["11:00:00", "12:00:00"]) });

		assert.equal(code, "InvalidCallTime");
	});

	it("taskNameMaxLength, taskNameCharset, taskNameTrim", async () => {
		const awkward = "🌱 spring!";
		const codes = [(await create({ TaskName: awkward })).code];
		set({ taskNameMaxLength: 8 });
		codes.push((await create({ TaskName: "春".repeat(8) })).code, (await create({ TaskName: "春".repeat(9) })).code);
		set({ taskNameCharset: "word", taskNameMaxLength: 0 });
		codes.push((await create({ TaskName: "春_1-a" })).code, (await create({ TaskName: "a b" })).code);
		set({ taskNameTrim: "trimmed" });
		codes.push((await create({ TaskName: "  summer " })).code, (await create({ TaskName: "summer" })).code);

		assert.deepEqual(codes, ["OK", "OK", "InvalidTaskName", "OK", "InvalidTaskName", "OK", "TaskNameExist"]);
	});

	it("nameFreedByRename", async () => {
		set({ nameFreedByRename: "never" });
		const taskId = stopped();
		await update(taskId, { TaskName: "summer" });

		const codes = [(await create()).code, (await update(taskId)).code];

		assert.deepEqual(codes, ["TaskNameExist", "OK"]);
	});

	it("nameLikeness", async () => {
		const alike = ["Café A", "café a", "Cafe\u0301 A", "Ｃａｆé Ａ"];
		const createAll = async () => {
			const codes = [];
			for (const TaskName of alike) codes.push((await create({ TaskName })).code);
			return codes;
		};
		const distinct = await createAll();
		for (const { taskId } of fixture.simulator.tasks()) fixture.simulator.removeTask(taskId);
		set({ nameLikeness: "same" });

		const same = await createAll();

		assert.deepEqual(distinct, ["OK", "OK", "OK", "OK"]);
		assert.deepEqual(same, ["OK", "TaskNameExist", "TaskNameExist", "TaskNameExist"]);
		assert.deepEqual(await names({ TaskName: "CAFÉ" }), ["Café A"]);
	});

	it("nameLikeness, for the new and the former name of a rename", async () => {
		set({ nameLikeness: "same", nameFreedByRename: "never" });
		const taskId = stopped();
		seed({ TaskName: "summer" });

		const codes = [
			(await update(taskId, { TaskName: "Summer" })).code,
			(await update(taskId, { TaskName: "SPRING" })).code,
			(await update(taskId, { TaskName: "autumn" })).code,
			(await create({ TaskName: "Spring" })).code,
		];

		assert.deepEqual(codes, ["TaskNameExist", "OK", "OK", "TaskNameExist"]);
		assert.deepEqual(fixture.simulator.task(taskId)?.names, ["spring", "SPRING", "autumn"]);
	});

	it("nameScope", async () => {
		const engines = { Source: "1", ApplicationCode: "A" };
		await create();
		const codes = [(await create(engines)).code];
		set({ nameScope: "source" });
		codes.push((await create(engines)).code, (await create(engines)).code);

		assert.deepEqual(codes, ["TaskNameExist", "OK", "TaskNameExist"]);
	});

	it("callerNumber", async () => {
		const taskId = await idOf();
		const read = [];
		for (const callerNumber of ["same", "absent", "other"] as const) {
			set({ callerNumber });
			read.push((await detail(taskId)).CallerNumber);
		}

		assert.deepEqual(read.slice(0, 2), ["057100001111", undefined]);
		assert.notEqual(read[2], "057100001111");
	});

	it("readBackOrder", async () => {
		const taskId = await idOf({
			CallDay: '["FRIDAY","MONDAY"]',
			CallTime: windows(["14:00:00", "15:00:00"], ["09:00:00", "10:00:00"]),
			CallRetryReason: '["USER_BUSY","NO_ANSWER"]',
		});
		const asSent = await detail(taskId);
		set({ readBackOrder: "sorted" });

		const sorted = await detail(taskId);

		assert.deepEqual(
			[asSent.CallDays, asSent.RetryReasons],
			[
				["FRIDAY", "MONDAY"],
				["USER_BUSY", "NO_ANSWER"],
			],
		);
		assert.deepEqual(
			[sorted.CallDays, sorted.RetryReasons],
			[
				["MONDAY", "FRIDAY"],
				["NO_ANSWER", "USER_BUSY"],
			],
		);
		assert.deepEqual(sorted.CallTimes, [
			{ StartTime: "09:00:00", EndTime: "10:00:00" },
			{ StartTime: "14:00:00", EndTime: "15:00:00" },
		]);
	});

	it("nullFields", async () => {
		const taskId = await idOf();
		const omitted = await detail(taskId);
		set({ nullFields: "null" });

		const nulls = await detail(taskId);

		assert.deepEqual(["LineEncoding" in omitted, nulls.LineEncoding, nulls.RetryReasons], [false, null, null]);
	});

	it("immediateStartTime", async () => {
		const taskId = await idOf();
		const read = [];
		for (const immediateStartTime of ["null", "zero", "create-time"] as const) {
			set({ immediateStartTime });
			read.push((await detail(taskId)).StartTime);
		}

		assert.deepEqual(read, [undefined, "0", String(mondayMorning)]);
	});

	it("timeFormat", async () => {
		set({ timeFormat: "HH:mm" });

		const { CallTimes } = await detail(await idOf());

		assert.deepEqual(CallTimes, [{ StartTime: "09:00", EndTime: "12:00" }]);
	});

	it("callableTimes", async () => {
		const sent = await idOf({ TaskName: "sent", CallableTime: windows(["08:00:00", "20:00:00"]) });
		const unsent = await idOf({ TaskName: "unsent" });
		const read = [];
		for (const callableTimes of ["as-sent", "call-time", "instance-hours", "absent"] as const) {
			set({ callableTimes });
			for (const taskId of [sent, unsent])
				read.push(JSON.stringify((await detail(taskId)).CallableTimes)?.slice(15, 20));
		}

		assert.deepEqual(read, ["08:00", undefined, "08:00", "09:00", "10:00", "10:00", undefined, undefined]);
	});

	const everything: Record<string, string> = {
		// A parameter that is not named below is text.
		...Object.fromEntries(shownParameters.map(({ name, others }) => [name, String(others.at(-1))])),
		...aTask({}),
		StartType: "SCHEDULE",
		TaskStartTime: inAnHour,
		ApplicationCode: "APP1",
		CallableTime: windows(["08:00:00", "20:00:00"]),
		MissCallRetry: "true",
		CallRetryReason: '["USER_BUSY"]',
		CallRetryTimes: "2",
		CallRetryInterval: "7",
		TaskCps: "7",
		PhoneType: "1",
		LineEncoding: "JILIANG_1_NET",
		LinePhoneNum: "057100002222",
		CallExpireType: "2",
		CallExpireMinutes: "30",
		CallExpireDate: "2026-02-01 10:00:00",
	};
	const otherwise = {
		TaskName: "summer",
		StartType: "IMMEDIATE",
		CallDay: '["SUNDAY"]',
		CallTime: windows(["10:30:00", "11:30:00"]),
		VirtualNumber: "057199990001",
		MissCallRetry: "false",
		PhoneType: "0",
		TaskCps: "11",
	};
	const rowOf = async (taskId: string) => z.looseObject({}).parse((await list({ TaskId: taskId })).List[0]);
	const fieldOf = async (taskId: string, name: string) => JSON.stringify((await detail(taskId))[name]);

	for (const name of readBackFields) {
		it(`readBackOtherwise ${name} changes that field in detail and row, and nothing else`, async () => {
			const taskId = await idOf(everything);
			const asSent = await detail(taskId);
			set({ readBackOtherwise: name });

			const { [name]: other, ...rest } = await detail(taskId);
			const again = await detail(taskId);
			const row = await rowOf(taskId);

			assert.notDeepEqual(other, asSent[name]);
			assert.equal(typeof other, typeof asSent[name]);
			assert.deepEqual(again[name], other);
			assert.deepEqual({ ...rest, [name]: asSent[name] }, asSent);
			if (name in row) assert.deepEqual(row[name], other);
			assert.equal(fixture.simulator.task(taskId)?.taskName, "spring");
		});
	}

	it("readBackOtherwise differs from what was sent, even from its usual value", async () => {
		const taskId = stopped();
		set({
			readBackOtherwise: "TaskName,StartType,CallDays,CallTimes,CallerNumber,RetryEnable,PhoneType,ConcurrentCount",
		});
		await update(taskId, otherwise);

		const shown = await detail(taskId);

		assert.notEqual(shown.TaskName, "summer");
		assert.notEqual(shown.StartType, "IMMEDIATE");
		assert.notDeepEqual(shown.CallDays, ["SUNDAY"]);
		assert.notDeepEqual(shown.CallTimes, [{ StartTime: "10:30:00", EndTime: "11:30:00" }]);
		assert.notEqual(shown.CallerNumber, "057199990001");
		assert.notEqual(shown.RetryEnable, false);
		assert.notEqual(shown.PhoneType, "0");
		assert.notEqual(shown.ConcurrentCount, "11");
		const { List } = await list({ TaskName: String(shown.TaskName) });
		assert.deepEqual(
			List.map((row) => [row.TaskName, row.ConcurrentCount]),
			[[shown.TaskName, shown.ConcurrentCount]],
		);
	});

	it("readBackOtherwiseAs as-created shows the value at creation", async () => {
		set({ readBackOtherwise: "TaskName,CallDays,ConcurrentCount", readBackOtherwiseAs: "as-created" });
		const taskId = stopped();
		const atCreation = await detail(taskId);

		await update(taskId, otherwise);

		const after = await detail(taskId);
		const row = await rowOf(taskId);
		for (const name of ["TaskName", "CallDays", "ConcurrentCount"])
			assert.deepEqual(after[name], atCreation[name], name);
		assert.deepEqual([row.TaskName, row.ConcurrentCount], [atCreation.TaskName, atCreation.ConcurrentCount]);
		assert.equal(after.CallerNumber, otherwise.VirtualNumber);
		assert.deepEqual(await names({ TaskName: "spring" }), ["spring"]);
		const definition = fixture.simulator.task(taskId)?.definition;
		assert.deepEqual([definition?.TaskName, definition?.TaskCps], ["summer", 11]);
	});

	for (const name of readBackFields) {
		it(`readBackOtherwiseAs changing shows another ${name} at each read`, async () => {
			const taskId = await idOf(everything);
			set({ readBackOtherwise: name, readBackOtherwiseAs: "changing" });

			const read = [];
			for (let times = 0; times < 4; times++) {
				read.push(await fieldOf(taskId, name));
				await list();
			}

			for (const index of [1, 2, 3]) assert.notEqual(read[index], read[index - 1]);
		});
	}

	it("agentLists", async () => {
		const lists = async () => {
			const counts = [];
			for (const action of ["PageQueryAgentList", "PageQueryAgentListNew"])
				counts.push(z.object({ Total: z.string() }).parse((await fixture.send(action)).data).Total);
			return counts;
		};
		const branches = async () => {
			const TaskId = fixture.simulator.tasks()[0]?.taskId ?? "";
			const { data } = await fixture.send("QueryAiCallDetailPage", { TaskId, Status: "0" });
			return z
				.object({ List: z.array(z.looseObject({})) })
				.parse(data)
				.List.map((row) => "BranchId" in row);
		};
		seed({ TaskName: "spring", phoneNumbers: phoneNumbers(1), status: "STOPPED" });
		const read = [];
		for (const agentLists of ["both", "old", "new"] as const) {
			set({ agentLists });
			read.push([...(await lists()), ...(await branches())]);
		}

		assert.deepEqual(read, [
			["4", "4", true],
			["4", "0", false],
			["0", "4", true],
		]);
	});

	describe("of the lists of agents:", () => {
		const known = "118012345678901234";
		const Rows = z.object({ Total: z.string().optional(), List: z.array(z.looseObject({ AgentId: z.string() })) });
		/** The rows of both lists, the older one first. */
		const agents = async (query: Record<string, string> = {}) => {
			const read = [];
			for (const action of ["PageQueryAgentList", "PageQueryAgentListNew"])
				read.push(Rows.parse((await fixture.send(action, query)).data));
			return read;
		};
		/** In each list, how many rows there are, and whether the published agent is one of them. */
		const isShown = async (query?: Record<string, string>) =>
			(await agents(query)).map(({ List }) => [List.length, List.some(({ AgentId }) => AgentId === known)]);
		/** What each list shows of the state of the published agent. */
		const states = async () => {
			const [older, branched] = await agents({ AgentId: known });
			return [older?.List[0]?.Status, branched?.List[0]?.IsAvailable];
		};

		it("agentsLeftOut", async () => {
			fixture.simulator.setAgent(known, { online: true });
			const read = [];
			for (const agentsLeftOut of ["none", "unless-asked", "all"] as const) {
				set({ agentsLeftOut });
				read.push([...(await isShown()), ...(await isShown({ AgentId: known }))]);
			}

			assert.deepEqual(read, [
				[
					[5, true],
					[5, true],
					[1, true],
					[1, true],
				],
				[
					[2, false],
					[2, false],
					[1, true],
					[1, true],
				],
				[
					[2, false],
					[2, false],
					[0, false],
					[0, false],
				],
			]);
		});

		it("agentStates", async () => {
			const read = [];
			for (const agentStates of ["shown", "absent", "unknown"] as const) {
				set({ agentStates });
				read.push(await states());
			}

			assert.deepEqual(read, [
				["1", true],
				[undefined, undefined],
				["9", undefined],
			]);
		});

		it("agentTotal", async () => {
			const read = [];
			for (const agentTotal of ["exact", "absent", "larger"] as const) {
				set({ agentTotal });
				read.push((await agents()).map(({ Total, List }) => [Total, List.length]));
			}

			assert.deepEqual(read, [
				[
					["4", 4],
					["4", 4],
				],
				[
					[undefined, 4],
					[undefined, 4],
				],
				[
					["5", 4],
					["5", 4],
				],
			]);
		});

		it("listDelayAfterPublish", async () => {
			set({ listDelayAfterPublish: 0.3 });
			fixture.simulator.setAgent(known, { online: false });

			const early = await states();
			await wait(310);
			const late = await states();

			assert.deepEqual(
				[early, late],
				[
					["1", true],
					["2", false],
				],
			);
		});
	});

	it("deniedActions", async () => {
		set({ deniedActions: "PageQueryAgentList,QueryAiCallTaskPage" });
		const answers = [];
		for (const action of ["PageQueryAgentList", "QueryAiCallTaskPage", "PageQueryAgentListNew"]) {
			const { status, code } = await fixture.send(action);
			answers.push([status, code]);
		}

		assert.deepEqual(answers, [
			[403, "Forbidden.RAM"],
			[403, "Forbidden.RAM"],
			[200, "OK"],
		]);
	});

	it("callExpireTime", async () => {
		const expiries: Record<string, string>[] = [
			{ CallExpireType: "0" },
			{ CallExpireType: "1", CallExpireMinutes: "30" },
			{ CallExpireType: "2", CallExpireDate: "2026-02-01 10:00:00" },
		];
		const read = [];
		for (const callExpireTime of ["text", "milliseconds"] as const) {
			set({ callExpireTime });
			for (const [index, expiry] of expiries.entries()) {
				const TaskId = await idOf({ TaskName: `${callExpireTime} ${index}`, ...expiry });
				fixture.simulator.importNumbers(TaskId, phoneNumbers(1));
				const { data } = await fixture.send("QueryAiCallDetailPage", { TaskId, Status: "0" });
				read.push(z.object({ List: z.array(z.looseObject({})) }).parse(data).List[0]?.CallExpireTime);
			}
		}

		assert.deepEqual(read, [
			undefined,
			"2026-01-05 10:30:00",
			"2026-02-01 10:00:00",
			undefined,
			String(mondayMorning + 30 * 60_000),
			String(Date.parse("2026-02-01T10:00:00+08:00")),
		]);
	});

	const importRows = (TaskId: string, rows: readonly Record<string, string>[]) =>
		fixture.send(
			"ImportTaskNumberDatas",
			{ TaskId, DataType: "JSON" },
			{ form: { PhoneNumberList: JSON.stringify(rows) } },
		);
	const numbersIn = async (TaskId: string, Status: string) => {
		const { data } = await fixture.send("QueryAiCallDetailPage", { TaskId, Status });
		return z
			.object({ List: z.array(z.looseObject({ CalledNumber: z.string() })) })
			.parse(data)
			.List.map(({ CalledNumber }) => CalledNumber);
	};

	for (const [name, first, second] of [
		["duplicateNumbers", { calleeNumber: "13800000001", outId: "a" }, { calleeNumber: "13800000001", outId: "b" }],
		["duplicateOutIds", { calleeNumber: "13800000001", outId: "a" }, { calleeNumber: "13800000002", outId: "a" }],
		["badNumbers", { calleeNumber: "13800000001", outId: "a" }, { calleeNumber: "1380000XXXX", outId: "b" }],
	] as const) {
		it(`${name}, in one import and in two`, async () => {
			const results = [];
			for (const rule of ["accepted", "dropped", "refused"] as const) {
				set({ [name]: rule });
				const inOne = stopped({ TaskName: `${rule} one` });
				const inTwo = stopped({ TaskName: `${rule} two` });
				const codes = [
					(await importRows(inOne, [first, second])).code,
					(await importRows(inTwo, [first])).code,
					(await importRows(inTwo, [second])).code,
				];
				results.push([...codes, (await numbersIn(inOne, "0")).length, (await numbersIn(inTwo, "0")).length]);
			}

			assert.deepEqual(results, [
				["OK", "OK", "OK", 2, 2],
				["OK", "OK", "OK", 1, 1],
				["InvalidPhoneNumberList", "OK", "InvalidPhoneNumberList", 0, 1],
			]);
		});
	}

	it("duplicateOutIds dropped returns the DetailId of the existing row", async () => {
		set({ duplicateOutIds: "dropped" });
		const TaskId = stopped();
		const one = { TaskId, PhoneNumber: "13800000001", OutId: "a" };
		const send = async () => JSON.stringify((await fixture.send("ImportOneTaskPhoneNumber", one)).data);

		assert.equal(await send(), await send());
		assert.deepEqual(await numbersIn(TaskId, "0"), ["13800000001"]);
	});

	it("duplicateNumbers dropped returns the DetailId of the row with the number, whatever the outId", async () => {
		set({ duplicateNumbers: "dropped" });
		const TaskId = stopped();
		await importRows(TaskId, [
			{ calleeNumber: "13800000001", outId: "a" },
			{ calleeNumber: "13800000002", outId: "b" },
		]);

		const { data } = await fixture.send("ImportOneTaskPhoneNumber", { TaskId, PhoneNumber: "13800000001", OutId: "b" });

		assert.deepEqual(data, { DetailId: fixture.simulator.details(TaskId)[0]?.detailId });
	});

	it("badNumbers fails", async () => {
		set({ badNumbers: "fails" });
		const TaskId = await idOf();

		await importRows(TaskId, [{ calleeNumber: "1380000XXXX" }, { calleeNumber: "13800000001" }]);

		const { counters } = fixture.simulator.task(TaskId) ?? {};
		assert.deepEqual([counters?.TotalCount, counters?.FailedCount], [2, 1]);
		assert.deepEqual([await numbersIn(TaskId, "0"), await numbersIn(TaskId, "2")], [["13800000001"], ["1380000XXXX"]]);
	});

	for (const [name, status] of [
		["importIntoInit", "INIT"],
		["importIntoRunning", "RUNNING"],
		["importIntoFailed", "FAILED"],
	] as const) {
		it(name, async () => {
			const [TaskId = ""] = seed({ TaskName: "spring", status, StartType: "SCHEDULE" });

			const accepted = await importRows(TaskId, [{ calleeNumber: "13800000001" }]);
			set({ [name]: "refused" });
			const refused = await importRows(TaskId, [{ calleeNumber: "13800000002" }]);
			const one = await fixture.send("ImportOneTaskPhoneNumber", { TaskId, PhoneNumber: "13800000003" });

			assert.deepEqual([accepted.code, refused.code, one.code], ["OK", "TaskStatus.Invalid", "TaskStatus.Invalid"]);
			assert.deepEqual([statusOf(TaskId), fixture.simulator.details(TaskId).length], [status, 1]);
		});
	}

	it("importIntoStopped", async () => {
		const results = [];
		for (const importIntoStopped of ["stays-stopped", "starts", "refused"] as const) {
			set({ importIntoStopped });
			const taskId = stopped({ TaskName: importIntoStopped });
			const { code } = await importRows(taskId, [{ calleeNumber: "13800000001" }]);
			results.push([code, statusOf(taskId), fixture.simulator.details(taskId).length]);
		}

		assert.deepEqual(results, [
			["OK", "STOPPED", 1],
			["OK", "RUNNING", 1],
			["TaskStatus.Invalid", "STOPPED", 0],
		]);
	});

	it("importOnLostAnswer takes some rows of a batch, neither all nor the first ones, if its answer is lost", async () => {
		set({ importOnLostAnswer: "part" });
		const numbers = phoneNumbers(20);
		const rows = numbers.map((calleeNumber) => ({ calleeNumber }));
		const patterns = new Set<string>();
		for (const fault of ["reset-after", "timeout-after", "bad-json", "error-500", "html-503"] as const) {
			const taskId = stopped({ TaskName: fault });
			fixture.simulator.fault({ fault, done: true, holdSeconds: 0.01 });
			await importRows(taskId, rows).catch(() => undefined);

			const taken = new Set(fixture.simulator.details(taskId).map(({ phoneNumber }) => phoneNumber));
			const pattern = numbers.map((number) => (taken.has(number) ? "1" : "0")).join("");
			assert.match(pattern, /0.*1/, fault);
			patterns.add(pattern);
		}
		assert.ok(patterns.size > 1);
	});

	it("importOnLostAnswer takes the same rows again with the same seed", async () => {
		const taken = [];
		for (const _ of [1, 2]) {
			const simulator = await startSimulator({ seed: 7, settings: { importOnLostAnswer: "part" } });
			const [TaskId = ""] = simulator.seedTasks([{ status: "STOPPED" }]);
			const PhoneNumberList = JSON.stringify(phoneNumbers(9).map((calleeNumber) => ({ calleeNumber })));
			simulator.fault({ fault: "reset-after" });
			await assert.rejects(
				simulator.perform("ImportTaskNumberDatas", { TaskId, DataType: "JSON", PhoneNumberList }),
				AnswerLost,
			);
			taken.push(simulator.details(TaskId).map(({ phoneNumber }) => phoneNumber));
			await simulator.stop();
		}

		assert.deepEqual(taken[0], taken[1]);
	});

	it("importOnLostAnswer concerns lost answers only", async () => {
		const rows = phoneNumbers(20).map((calleeNumber) => ({ calleeNumber }));
		const lost = stopped({ TaskName: "lost" });
		fixture.simulator.fault({ fault: "reset-after" });
		await assert.rejects(importRows(lost, rows));
		set({ importOnLostAnswer: "part" });
		const answered = stopped({ TaskName: "answered" });
		await importRows(answered, rows);
		const delayed = stopped({ TaskName: "delayed" });
		fixture.simulator.fault({ fault: "delay", seconds: 0 });
		await importRows(delayed, rows);

		const counts = [lost, answered, delayed].map((taskId) => fixture.simulator.details(taskId).length);

		assert.deepEqual(counts, [20, 20, 20]);
	});

	it("detailOrder", async () => {
		const TaskId = stopped({ phoneNumbers: phoneNumbers(4) });
		const [, second] = fixture.simulator.details(TaskId);
		await fixture.send("CancelAiCallDetails", { TaskId, DetailIdList: `[${second?.detailId}]` });
		await fixture.send("CancelAiCallDetails", {
			TaskId,
			DetailIdList: `[${fixture.simulator.details(TaskId)[0]?.detailId}]`,
		});
		const orders = [];
		for (const detailOrder of ["oldest", "newest", "status-change"] as const) {
			set({ detailOrder });
			orders.push(
				[...(await numbersIn(TaskId, "0")), ...(await numbersIn(TaskId, "2"))].map((number) => number.slice(-1)),
			);
		}

		assert.deepEqual(orders, [
			["2", "3", "0", "1"],
			["3", "2", "1", "0"],
			["3", "2", "0", "1"],
		]);
	});

	it("pendingWhileCalling", async () => {
		const [TaskId = ""] = seed({ TaskName: "spring", phoneNumbers: phoneNumbers(3), TaskCps: 2 });
		fixture.simulator.advance(1);
		const phases = [];
		for (const pendingWhileCalling of ["listed", "completed"] as const) {
			set({ pendingWhileCalling });
			phases.push([(await numbersIn(TaskId, "0")).length, (await numbersIn(TaskId, "1")).length]);
		}

		assert.deepEqual(phases, [
			[3, 0],
			[1, 2],
		]);
	});

	it("cancelledNumbers", async () => {
		const shown = [];
		for (const cancelledNumbers of ["failed", "failed-without-result", "vanishes"] as const) {
			set({ cancelledNumbers });
			const TaskId = stopped({ TaskName: cancelledNumbers, phoneNumbers: phoneNumbers(3) });
			const [one] = fixture.simulator.details(TaskId);
			await fixture.send("CancelAiCallDetails", { TaskId, DetailIdList: `[${one?.detailId}]` });
			const { data } = await fixture.send("QueryAiCallDetailPage", { TaskId, Status: "2" });
			const { List } = z.object({ List: z.array(z.looseObject({})) }).parse(data);
			const [row] = (await list({ TaskId })).List;
			const again = await fixture.send("CancelAiCallDetails", { TaskId, DetailIdList: `[${one?.detailId}]` });
			shown.push([
				List.map(({ Status, CallResult }) => [Status, CallResult]),
				[row?.TotalCount, row?.FailedCount, row?.CompleteRate],
				z.looseObject({}).parse(again.data).ResultCode,
				(await fixture.send("QueryConversationDetailInfoNew", { TaskId, DetailId: one?.detailId ?? "" })).code,
				fixture.simulator.details(TaskId)[0]?.status,
			]);
		}

		assert.deepEqual(shown, [
			[[["5", "CANCEL"]], ["3", "1", "33%"], "ALL_FAILED", "OK", "cancelled"],
			[[["5", undefined]], ["3", "1", "33%"], "ALL_FAILED", "OK", "cancelled"],
			[[], ["2", "0", "0%"], "ALL_FAILED", "DetailNotExist", "cancelled"],
		]);
	});

	it("cancelledNumbers vanishes lets a number be imported again where duplicates are refused", async () => {
		set({ duplicateNumbers: "refused", duplicateOutIds: "refused" });
		const TaskId = stopped();
		const row = { calleeNumber: "13800000001", outId: "a" };
		await importRows(TaskId, [row]);
		await fixture.send("CancelAiCallDetails", { TaskId });

		const kept = await importRows(TaskId, [row]);
		set({ cancelledNumbers: "vanishes" });
		const vanished = await importRows(TaskId, [row]);
		const twice = await importRows(TaskId, [row]);

		assert.deepEqual(
			[kept.code, vanished.code, twice.code],
			["InvalidPhoneNumberList", "OK", "InvalidPhoneNumberList"],
		);
	});

	it("totalCount", async () => {
		const TaskId = stopped({ phoneNumbers: phoneNumbers(4) });
		await fixture.send("CancelAiCallDetails", {
			TaskId,
			DetailIdList: `[${fixture.simulator.details(TaskId)[0]?.detailId}]`,
		});
		const counts = async () => {
			const [row] = (await list({ TaskId })).List;
			return [row?.TotalCount, row?.FailedCount, row?.CompleteRate];
		};

		const all = await counts();
		set({ totalCount: "without-cancelled" });

		assert.deepEqual(
			[all, await counts(), (await numbersIn(TaskId, "2")).length],
			[["4", "1", "25%"], ["3", "1", "0%"], 1],
		);
	});

	it("calledNumber", async () => {
		const TaskId = stopped();
		await importRows(TaskId, [
			{ calleeNumber: "13800000001" },
			{ calleeNumber: "+8613800000001" },
			{ calleeNumber: "95588" },
		]);
		set({ calledNumber: "masked" });

		const masked = await numbersIn(TaskId, "0");
		const { data } = await fixture.send("QueryAiCallDetailPage", { TaskId, Status: "0", CalledNumber: "13800000001" });

		assert.deepEqual(masked, ["138****0001", "+86138****0001", "****5588"]);
		assert.match(JSON.stringify(data), /"Total":"1"/);
	});

	it("rowDelayAfterImport, countDelayAfterImport", async () => {
		set({ rowDelayAfterImport: 0.15, countDelayAfterImport: 0.4 });
		const TaskId = stopped();
		await importRows(TaskId, [{ calleeNumber: "13800000001" }]);
		const query = async () => [(await numbersIn(TaskId, "0")).length, (await list()).List[0]?.TotalCount];

		const early = await query();
		await wait(160);
		const [rows] = await query();
		await wait(260);
		const late = await query();

		assert.deepEqual([early, rows, late], [[0, "0"], 1, [1, "1"]]);
	});

	it("detailPageSizeMax", async () => {
		set({ detailPageSizeMax: 1, pageSizeMax: 20 });
		const TaskId = stopped({ phoneNumbers: phoneNumbers(2) });
		const codes = [(await fixture.send("QueryAiCallDetailPage", { TaskId, Status: "0", PageSize: "2" })).code];
		set({ pageSizeAboveMax: "clamped" });

		assert.deepEqual([codes, (await numbersIn(TaskId, "0")).length], [["InvalidPageSize"], 1]);
	});

	it("pageSizeMax, pageSizeAboveMax", async () => {
		set({ pageSizeMax: 20, pageSizeAboveMax: "clamped" });
		fixture.simulator.seedTasks({ count: 30, namePrefix: "task " });

		const { PageSize, List } = await list({ PageSize: "100" });

		assert.deepEqual([PageSize, List.length], ["20", 20]);
	});

	it("listOrder", async () => {
		fixture.simulator.seedTasks({ count: 9, namePrefix: "" });
		const orders = [];
		for (const listOrder of ["newest", "oldest", "id"] as const) {
			set({ listOrder });
			orders.push((await names()).join(""));
		}

		assert.deepEqual(orders.slice(0, 2), ["987654321", "123456789"]);
		assert.ok(!orders.slice(0, 2).includes(orders[2] ?? ""));
	});

	it("listWithoutSource", async () => {
		seed({ TaskName: "agent's" }, { TaskName: "engine's", Source: 1, ApplicationCode: "A" });
		const all = await names();
		set({ listWithoutSource: "agent-only" });

		assert.deepEqual(
			[all, await names(), await names({ Source: "1" })],
			[["engine's", "agent's"], ["agent's"], ["engine's"]],
		);
	});

	it("listDelayAfterCreate, detailDelayAfterCreate", async () => {
		set({ listDelayAfterCreate: 0.15, detailDelayAfterCreate: 0.15 });
		const TaskId = await idOf();
		const query = async () => [await names(), (await fixture.send("QueryAiCallTaskDetail", { TaskId })).code];

		const early = await query();
		await wait(160);
		const late = await query();

		assert.deepEqual(
			[early, late],
			[
				[[], "TaskNotExist"],
				[["spring"], "OK"],
			],
		);
	});

	it("listDelayAfterUpdate, detailDelayAfterUpdate", async () => {
		set({ listDelayAfterUpdate: 0.15, detailDelayAfterUpdate: 0.15 });
		const TaskId = stopped();
		await wait(160);
		await update(TaskId, { TaskName: "summer" });
		await fixture.send("StartAiCallTask", { TaskId });
		const query = async () => {
			const [row] = (await list()).List;
			return [row?.TaskName, row?.Status, (await detail(TaskId)).TaskName];
		};

		const early = await query();
		await wait(160);
		const late = await query();

		assert.deepEqual(
			[early, late],
			[
				["spring", "2", "spring"],
				["summer", "1", "summer"],
			],
		);
	});

	it("is refused if its name or value is unknown", () => {
		const unknown: Record<string, string>[] = [
			{ refusalStyle: "rude" },
			{ mood: "good" },
			{ readBackOtherwise: "CallDays,Mood" },
		];
		for (const settings of unknown) assert.throws(() => fixture.simulator.configure(settings));
	});
});
