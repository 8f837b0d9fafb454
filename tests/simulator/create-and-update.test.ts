import assert from "node:assert/strict";
import { describeSimulator } from "./support/describe-simulator";
import { anUpdate, aTask, windows, without } from "./support/tasks";

const brokenParameters: Record<string, [Record<string, string>, string, string]> = {
	"an unknown StartType": [{ StartType: "LATER" }, "InvalidStartType", "StartType"],
	"a SCHEDULE without a time": [{ StartType: "SCHEDULE" }, "MissingTaskStartTime", "TaskStartTime"],
	"a TaskStartTime that is not a number": [{ TaskStartTime: "tomorrow" }, "InvalidTaskStartTime", "TaskStartTime"],
	"an unknown day": [{ CallDay: '["FUNDAY"]' }, "InvalidCallDay", "CallDay"],
	"no day": [{ CallDay: "[]" }, "InvalidCallDay", "CallDay"],
	"days that are not JSON": [{ CallDay: "MONDAY" }, "InvalidCallDay", "CallDay"],
	"no window": [{ CallTime: "[]" }, "InvalidCallTime", "CallTime"],
	"windows that are objects, not JSON texts": [
		{ CallTime: '[{"startTime":"09:00:00","endTime":"10:00:00"}]' },
		"InvalidCallTime",
		"CallTime",
	],
	"a window without seconds": [{ CallTime: windows(["09:00", "10:00"]) }, "InvalidCallTime", "CallTime"],
	"a window that ends before it starts": [
		{ CallTime: windows(["10:00:00", "09:00:00"]) },
		"InvalidCallTime",
		"CallTime",
	],
	"a window that ends as it starts": [{ CallTime: windows(["10:00:00", "10:00:00"]) }, "InvalidCallTime", "CallTime"],
	"a malformed callable window": [{ CallableTime: windows(["9", "10"]) }, "InvalidCallableTime", "CallableTime"],
	"a boolean that is neither true nor false": [{ MissCallRetry: "yes" }, "InvalidMissCallRetry", "MissCallRetry"],
	"an unknown retry reason": [{ CallRetryReason: '["BORED"]' }, "InvalidCallRetryReason", "CallRetryReason"],
	"four retries": [{ CallRetryTimes: "4" }, "InvalidCallRetryTimes", "CallRetryTimes"],
	"a retry interval over 720": [{ CallRetryInterval: "721" }, "InvalidCallRetryInterval", "CallRetryInterval"],
	"no concurrency": [{ TaskCps: "0" }, "InvalidTaskCps", "TaskCps"],
	"a concurrency over 500": [{ TaskCps: "501" }, "InvalidTaskCps", "TaskCps"],
	"a fraction": [{ TaskCps: "1.5" }, "InvalidTaskCps", "TaskCps"],
	"a third Source": [{ Source: "2" }, "InvalidSource", "Source"],
	"an engine's task without an application": [{ Source: "1" }, "MissingApplicationCode", "ApplicationCode"],
	"a third PhoneType": [{ PhoneType: "2" }, "InvalidPhoneType", "PhoneType"],
	"a fourth CallExpireType": [{ CallExpireType: "3" }, "InvalidCallExpireType", "CallExpireType"],
	"an expiry by minutes without them": [{ CallExpireType: "1" }, "MissingCallExpireMinutes", "CallExpireMinutes"],
	"an expiry by date without one": [{ CallExpireType: "2" }, "MissingCallExpireDate", "CallExpireDate"],
	"a malformed expiry date": [{ CallExpireDate: "2026-01-05" }, "InvalidCallExpireDate", "CallExpireDate"],
	"an expiry date that does not exist": [
		{ CallExpireDate: "2026-02-30 10:00:00" },
		"InvalidCallExpireDate",
		"CallExpireDate",
	],
};

describeSimulator("CreateAiCallTask", (fixture) => {
	it("returns the id as a JSON number beyond double precision, and stores the task", async () => {
		const { data } = await fixture.send("CreateAiCallTask", aTask());

		const [task] = fixture.simulator.tasks();
		assert.equal(data, task?.taskId);
		assert.match(String(data), /^1187\d{14}$/);
		assert.notEqual(String(Number(data)), data);
		assert.deepEqual(task?.definition, {
			TaskName: "spring",
			AgentId: "118012345678901234",
			Source: 0,
			VirtualNumber: "057100001111",
			StartType: "IMMEDIATE",
			CallDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
			CallTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
			MissCallRetry: false,
			TaskCps: 5,
		});
		assert.equal(task?.status, "INIT");
	});

	it("stores every optional parameter, decoded", async () => {
		const optional = {
			CallableTime: windows(["08:00:00", "20:00:00"]),
			MissCallRetry: "true",
			CallRetryReason: '["USER_BUSY","NO_ANSWER"]',
			CallRetryTimes: "3",
			CallRetryInterval: "720",
			PhoneType: "1",
			LineEncoding: "JILIANG_1_NET",
			LinePhoneNum: "057100002222",
			CallExpireType: "2",
			CallExpireMinutes: "30",
			CallExpireDate: "2026-02-01 10:00:00",
			TaskStartTime: "1767578400000",
		};

		await fixture.send("CreateAiCallTask", aTask(optional));

		const definition = fixture.simulator.task("spring")?.definition;
		assert.deepEqual(definition?.CallableTime, [{ startTime: "08:00:00", endTime: "20:00:00" }]);
		assert.deepEqual(definition?.CallRetryReason, ["USER_BUSY", "NO_ANSWER"]);
		assert.deepEqual([definition?.CallRetryTimes, definition?.CallRetryInterval], [3, 720]);
		assert.deepEqual(
			[definition?.PhoneType, definition?.LineEncoding, definition?.LinePhoneNum],
			[1, "JILIANG_1_NET", "057100002222"],
		);
		assert.deepEqual(
			[definition?.CallExpireType, definition?.CallExpireMinutes, definition?.CallExpireDate],
			[2, 30, "2026-02-01 10:00:00"],
		);
		assert.equal(definition?.TaskStartTime, 1767578400000);
	});

	it("creates an engine's task with an application, without agent and number", async () => {
		const parameters = without(aTask({ Source: "1", ApplicationCode: "APP1" }), "AgentId", "VirtualNumber");

		const { code } = await fixture.send("CreateAiCallTask", parameters);

		assert.equal(code, "OK");
	});

	for (const name of ["TaskName", "AgentId", "VirtualNumber", "StartType", "CallDay", "CallTime"]) {
		it(`refuses a request without ${name}`, async () => {
			const { status, code, body } = await fixture.send("CreateAiCallTask", without(aTask(), name));

			assert.deepEqual([status, code], [400, `Missing${name}`]);
			assert.match(String(body.Message), new RegExp(name));
		});
	}

	for (const [title, [changes, expected, name]] of Object.entries(brokenParameters)) {
		it(`refuses ${title}, naming ${name}`, async () => {
			const { status, code, body } = await fixture.send("CreateAiCallTask", aTask(changes));

			assert.deepEqual([status, code], [400, expected]);
			assert.match(String(body.Message), new RegExp(name));
			assert.deepEqual(fixture.simulator.tasks(), []);
		});
	}

	for (const [changes, expected] of [
		[{ StartType: "LATER" }, "It must be one of IMMEDIATE, SCHEDULE."],
		[{ CallDay: "[]" }, "It must have at least 1 element."],
		[{ CallDay: '["MONDAY","FUNDAY"]' }, "Element 2: It must be one of MONDAY, TUESDAY"],
		[{ CallDay: "{}" }, "It must be a list."],
		[{ CallTime: '[{"startTime":"09:00:00"}]' }, "Element 1: It must be text."],
		[{ CallTime: windows(["9", "10:00:00"]) }, "Element 1, startTime: It must be HH:mm:ss."],
		[{ CallTime: '["{\\"startTime\\":\\"09:00:00\\"}"]' }, "Element 1, endTime: It is missing."],
		[{ CallTime: '["{\\"from\\":1}"]' }, "Element 1, startTime: It is missing."],
		[{ TaskCps: "1.5" }, "It must be a whole number."],
		[{ Source: "2" }, "It must be one of 0, 1."],
	] as const) {
		it(`explains ${JSON.stringify(changes)}: ${expected}`, async () => {
			const { body } = await fixture.send("CreateAiCallTask", aTask(changes));

			assert.match(String(body.Message), /^Specified parameter \w+ is not valid\. /);
			assert.ok(String(body.Message).includes(` ${expected}`), String(body.Message));
			assert.doesNotMatch(String(body.Message), /Invalid|expected|received|Too small|Unrecognized/);
		});
	}

	for (const name of [
		"TaskStartTime",
		"CallableTime",
		"MissCallRetry",
		"CallRetryReason",
		"CallRetryTimes",
		"CallRetryInterval",
		"TaskCps",
		"Source",
		"PhoneType",
		"CallExpireType",
		"CallExpireMinutes",
	]) {
		it(`reports an empty optional ${name} as invalid, not as missing`, async () => {
			const { code, body } = await fixture.send("CreateAiCallTask", aTask({ [name]: "" }));

			assert.equal(code, `Invalid${name}`);
			assert.match(String(body.Message), /It is empty; set a value or omit it\.$/);
		});
	}

	it("refuses a name that is taken", async () => {
		await fixture.send("CreateAiCallTask", aTask());

		const { status, code } = await fixture.send("CreateAiCallTask", aTask());

		assert.deepEqual([status, code], [400, "TaskNameExist"]);
		assert.equal(fixture.simulator.tasks().length, 1);
	});

	it("ignores the gateway's own parameters", async () => {
		const { code } = await fixture.send("CreateAiCallTask", aTask({ OwnerId: "1", ResourceOwnerAccount: "me" }));

		assert.equal(code, "OK");
	});
});

describeSimulator("UpdateAiCallTask", (fixture) => {
	const stopped = () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "spring", status: "STOPPED", CallRetryTimes: 2 }]);
		return taskId;
	};

	it("replaces the whole definition of a stopped task and leaves it stopped", async () => {
		const taskId = stopped();

		const { data } = await fixture.send("UpdateAiCallTask", anUpdate(taskId, { TaskName: "summer", TaskCps: "7" }));

		assert.equal(data, true);
		const task = fixture.simulator.task(taskId);
		assert.deepEqual([task?.taskName, task?.definition.TaskCps, task?.status], ["summer", 7, "STOPPED"]);
		assert.equal(task?.definition.CallRetryTimes, undefined);
		assert.deepEqual(task?.names, ["spring", "summer"]);
	});

	it("changes neither agent, application nor Source", async () => {
		const taskId = stopped();

		await fixture.send("UpdateAiCallTask", anUpdate(taskId, { Source: "1", ApplicationCode: "APP" }));

		const definition = fixture.simulator.task(taskId)?.definition;
		assert.deepEqual([definition?.Source, definition?.ApplicationCode], [0, undefined]);
		assert.equal(definition?.AgentId, "118012345678901234");
	});

	it("requires TaskCps", async () => {
		const { code, body } = await fixture.send("UpdateAiCallTask", without(anUpdate(stopped()), "TaskCps"));

		assert.equal(code, "MissingTaskCps");
		assert.match(String(body.Message), /TaskCps/);
	});

	it("refuses a retry interval over 120", async () => {
		const { code } = await fixture.send("UpdateAiCallTask", anUpdate(stopped(), { CallRetryInterval: "121" }));

		assert.equal(code, "InvalidCallRetryInterval");
	});

	for (const status of ["INIT", "RUNNING", "FAILED"] as const) {
		it(`refuses a task that is ${status}`, async () => {
			const taskId = stopped();
			fixture.simulator.setStatus(taskId, status);

			const answer = await fixture.send("UpdateAiCallTask", anUpdate(taskId, { TaskName: "summer" }));

			assert.deepEqual([answer.status, answer.code], [400, "TaskStatus.Invalid"]);
			assert.equal(fixture.simulator.task(taskId)?.taskName, "spring");
		});
	}

	it("refuses an unknown task", async () => {
		const { status, code } = await fixture.send("UpdateAiCallTask", anUpdate("118700000000000001"));

		assert.deepEqual([status, code], [400, "TaskNotExist"]);
	});

	it("refuses the name of another task and accepts the task's own", async () => {
		const taskId = stopped();
		fixture.simulator.seedTasks([{ TaskName: "summer" }]);

		const other = await fixture.send("UpdateAiCallTask", anUpdate(taskId, { TaskName: "summer" }));
		const own = await fixture.send("UpdateAiCallTask", anUpdate(taskId));

		assert.deepEqual([other.code, own.code], ["TaskNameExist", "OK"]);
	});

	it("frees the former name", async () => {
		const taskId = stopped();
		await fixture.send("UpdateAiCallTask", anUpdate(taskId, { TaskName: "summer" }));

		const { code } = await fixture.send("CreateAiCallTask", aTask({ TaskName: "spring" }));

		assert.equal(code, "OK");
	});
});
