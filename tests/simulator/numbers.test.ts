import assert from "node:assert/strict";
import { z } from "zod";
import { describeSimulator, mondayMorning } from "./support/describe-simulator";
import { aTask, phoneNumbers } from "./support/tasks";

const Details = z.object({
	Total: z.string(),
	List: z.array(
		z.looseObject({ DetailId: z.string(), BatchId: z.string(), CalledNumber: z.string(), Status: z.string() }),
	),
});

describeSimulator("the numbers of a task", (fixture) => {
	const create = async (changes: Record<string, string> = {}) =>
		String((await fixture.send("CreateAiCallTask", aTask(changes))).data);
	const importAll = (taskId: string, rows: unknown, more: Record<string, string> = {}) =>
		fixture.send(
			"ImportTaskNumberDatas",
			{ TaskId: taskId, DataType: "JSON", ...more },
			{ form: { PhoneNumberList: JSON.stringify(rows) } },
		);
	const rows = (count: number) =>
		phoneNumbers(count).map((calleeNumber) => ({ calleeNumber, outId: `out-${calleeNumber}`, name: "王" }));
	const details = async (query: Record<string, string>) =>
		Details.parse((await fixture.send("QueryAiCallDetailPage", query)).data);

	it("are imported as a list and start an IMMEDIATE task", async () => {
		const taskId = await create();

		const { data } = await importAll(taskId, rows(3));

		assert.match(String(data), /^1188\d{14}$/);
		const task = fixture.simulator.task(taskId);
		assert.deepEqual([task?.status, task?.counters.TotalCount], ["RUNNING", 3]);
	});

	it("are imported one by one, with variables", async () => {
		const taskId = await create();

		const { data } = await fixture.send("ImportOneTaskPhoneNumber", {
			TaskId: taskId,
			PhoneNumber: "13800000000",
			OutId: "order-1",
			Variables: '{"startWordParam.name":"王"}',
		});

		const { DetailId } = z.object({ DetailId: z.string() }).parse(data);
		assert.match(DetailId, /^1189\d{14}$/);
		const [row] = (await details({ TaskId: taskId, Status: "0" })).List;
		assert.deepEqual([row?.DetailId, row?.OutId, row?.Options], [DetailId, "order-1", '{"startWordParam.name":"王"}']);
	});

	it("are refused when they cannot be imported", async () => {
		const taskId = await create();

		const answers = [
			await importAll(taskId, rows(1001)),
			await importAll(taskId, [{ phone: "1" }]),
			await importAll(taskId, [{ calleeNumber: "1", outId: "x".repeat(129) }]),
			await importAll(taskId, rows(1), { DataType: "EXCEL" }),
			await importAll(taskId, rows(1), { EncryptionType: "4" }),
			await fixture.send("ImportTaskNumberDatas", { TaskId: taskId, DataType: "JSON" }),
			await importAll("118700000000000001", rows(1)),
			await fixture.send("ImportOneTaskPhoneNumber", { TaskId: taskId }),
			await fixture.send("ImportOneTaskPhoneNumber", { TaskId: "x", PhoneNumber: "1" }),
		];

		assert.deepEqual(
			answers.map(({ code }) => code),
			[
				...Array.from({ length: 3 }, () => "InvalidPhoneNumberList"),
				"InvalidDataType",
				"InvalidEncryptionType",
				"MissingPhoneNumberList",
				"TaskNotExist",
				"MissingPhoneNumber",
				"InvalidTaskId",
			],
		);
		assert.equal(fixture.simulator.task(taskId)?.status, "INIT");
	});

	it("are refused, naming the row and each value that is neither text nor a number", async () => {
		const taskId = await create();
		const good = rows(1);
		const broken: [unknown, RegExp][] = [
			[[...good, { calleeNumber: "1", vip: true }], /Row 2: "vip" is true; send text or a number\./],
			[[{ calleeNumber: "1", name: null }], /Row 1: "name" is null;/],
			[[...good, ...good, { calleeNumber: "1", tags: ["a"] }], /Row 3: "tags" is a list;/],
			[[{ calleeNumber: "1", address: { city: "杭州" } }], /Row 1: "address" is a map;/],
			[[{ calleeNumber: null }], /Row 1: "calleeNumber" is null;/],
			[[{ calleeNumber: "1", outId: false }], /Row 1: "outId" is false;/],
			[[...good, "13800000000"], /Row 2 is not a map\./],
			[[...good, null], /Row 2 is not a map\./],
			[[...good, { phone: "1" }], /Row 2 has no calleeNumber\./],
			[[{ calleeNumber: "" }], /Row 1 has no calleeNumber\./],
			[[...good, { calleeNumber: "1", outId: "x".repeat(129) }], /Row 2: its outId is longer than 128 characters\./],
			[{ calleeNumber: "1" }, /It must be a list\./],
			[[], /It must have at least 1 element\./],
		];

		for (const [list, expected] of broken) {
			const { code, body } = await importAll(taskId, list);

			assert.equal(code, "InvalidPhoneNumberList");
			assert.match(String(body.Message), expected);
			assert.doesNotMatch(String(body.Message), /1380000/);
		}
		assert.equal(fixture.simulator.task(taskId)?.counters.TotalCount, 0);
	});

	it("are refused, naming the first five rows and the number of others", async () => {
		const taskId = await create();
		const list = rows(20).map((row, index) => (index % 2 === 0 ? row : { ...row, vip: true }));

		const { body } = await importAll(taskId, list);

		assert.match(String(body.Message), /Row 2: .*Row 10: "vip" is true; send text or a number\. And 5 more\.$/);
	});

	it("are refused one by one, naming the variable", async () => {
		const taskId = await create();
		const send = (Variables: string) =>
			fixture.send("ImportOneTaskPhoneNumber", { TaskId: taskId, PhoneNumber: "13800000000", Variables });

		for (const [variables, expected] of [
			['{"address":{"city":"杭州"}}', /"address" is a map; send text or a number\./],
			['{"vip":true}', /"vip" is true;/],
			['{"name":null}', /"name" is null;/],
			['{"tags":[1]}', /"tags" is a list;/],
			["[]", /It must be a map\./],
			["vip", /It is not valid JSON\./],
		] as const) {
			const { code, body } = await send(variables);

			assert.equal(code, "InvalidVariables");
			assert.match(String(body.Message), expected);
		}
	});

	it("keep every digit of a number in their variables", async () => {
		const taskId = await create();
		const large = "118712345678901234567";
		await fixture.send("ImportOneTaskPhoneNumber", {
			TaskId: taskId,
			PhoneNumber: "13800000000",
			Variables: `{"order":${large},"price":1.50}`,
		});
		await fixture.send(
			"ImportTaskNumberDatas",
			{ TaskId: taskId, DataType: "JSON" },
			{ form: { PhoneNumberList: `[{"calleeNumber":13800000001,"outId":${large},"order":${large},"price":1.50}]` } },
		);

		const { List } = await details({ TaskId: taskId, Status: "0" });

		const options = JSON.stringify({ order: large, price: "1.50" });
		assert.deepEqual(
			List.map(({ CalledNumber, OutId, Options }) => [CalledNumber, OutId, Options]),
			[
				["13800000000", undefined, options],
				["13800000001", large, options],
			],
		);
	});

	it("have a status while they wait, are called and have ended", async () => {
		const taskId = await create({ TaskCps: "1" });
		await importAll(taskId, rows(10));
		fixture.simulator.advance(1);

		const pending = await details({ TaskId: taskId, Status: "0" });
		fixture.simulator.advance(3600);
		const ended = await details({ TaskId: taskId, Status: "1", PageSize: "100" });
		const failed = await details({ TaskId: taskId, Status: "2", PageSize: "100" });

		assert.deepEqual(pending.List.map(({ Status }) => Status).sort(), [...Array.from({ length: 9 }, () => "1"), "3"]);
		assert.equal(Number(ended.Total) + Number(failed.Total), 10);
		assert.ok(ended.List.every(({ Status, CallResult }) => Status === "4" && CallResult === "ANSWERED"));
		assert.ok(failed.List.every(({ Status, CallResult }) => Status === "5" && CallResult !== "ANSWERED"));
	});

	it("are found by each filter", async () => {
		const taskId = await create();
		const { data: batchId } = await importAll(taskId, rows(20));
		fixture.simulator.advance(7200);
		const all = await details({ TaskId: taskId, Status: "1", PageSize: "100" });
		const [first] = all.List;
		const count = async (filter: Record<string, string>) =>
			Number((await details({ TaskId: taskId, Status: "1", ...filter })).Total);

		assert.equal(await count({ BatchId: String(batchId) }), all.List.length);
		assert.equal(await count({ BatchId: "1" }), 0);
		assert.equal(await count({ CalledNumber: first?.CalledNumber ?? "" }), 1);
		assert.equal(await count({ OutId: `out-${first?.CalledNumber}` }), 1);
		assert.equal(await count({ DetailIds: `[${first?.DetailId}]` }), 1);
		assert.equal(await count({ CallResult: "USER_BUSY" }), 0);
		assert.equal(
			(await fixture.send("QueryAiCallDetailPage", { TaskId: taskId, Status: "1", CallResult: "BORED" })).code,
			"InvalidCallResult",
		);
		assert.equal(await count({ MajorIntent: "unknown" }), 0);
		assert.equal(await count({ StartImportedTime: String(mondayMorning + 1) }), 0);
		assert.equal(await count({ EndCallingTime: String(mondayMorning - 1) }), 0);
		assert.equal(await count({ MinConversationDuration: "60" }), 0);
	});

	it("are listed only with a task and a phase", async () => {
		const taskId = await create();

		const answers = [
			await fixture.send("QueryAiCallDetailPage", { Status: "0" }),
			await fixture.send("QueryAiCallDetailPage", { TaskId: taskId }),
			await fixture.send("QueryAiCallDetailPage", { TaskId: taskId, Status: "3" }),
			await fixture.send("QueryAiCallDetailPage", { TaskId: taskId, Status: "0", DetailIds: "x" }),
			await fixture.send("QueryAiCallDetailPage", { TaskId: "1", Status: "0" }),
		];

		assert.deepEqual(
			answers.map(({ code }) => code),
			["MissingTaskId", "MissingStatus", "InvalidStatus", "InvalidDetailIds", "TaskNotExist"],
		);
	});

	it("are cancelled only while they wait", async () => {
		const taskId = await create({ TaskCps: "2" });
		await importAll(taskId, rows(10));
		fixture.simulator.advance(1);
		const { List } = await details({ TaskId: taskId, Status: "0" });
		const ids = List.map(({ DetailId }) => DetailId);

		const { data } = await fixture.send("CancelAiCallDetails", { TaskId: taskId, DetailIdList: JSON.stringify(ids) });

		const result = z.looseObject({ FailedDetails: z.record(z.string(), z.string()) }).parse(data);
		assert.deepEqual(
			[result.TotalCount, result.SucceedCount, result.FailedCount, result.ResultCode],
			["10", "8", "2", "PART_FAILED"],
		);
		assert.equal(Object.keys(result.FailedDetails).length, 2);
		fixture.simulator.advance(86_400);
		assert.equal(fixture.simulator.task(taskId)?.counters.TotalCallCount, 2);
	});

	it("are cancelled by batch, by number within a batch, or all together", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED" }]);
		const { data: batchId } = await importAll(taskId, rows(4));
		await importAll(taskId, rows(3));
		const cancel = async (order: Record<string, string>) => {
			const { data } = await fixture.send("CancelAiCallDetails", { TaskId: taskId, ...order });
			return z.looseObject({ SucceedCount: z.string() }).parse(data).SucceedCount;
		};

		const one = await cancel({ BatchId: String(batchId), PhoneNumbers: JSON.stringify(phoneNumbers(1)) });
		const batch = await cancel({ BatchId: String(batchId) });
		const rest = await cancel({});
		const nothing = await cancel({});

		assert.deepEqual([one, batch, rest, nothing], ["1", "3", "3", "0"]);
		assert.equal((await details({ TaskId: taskId, Status: "0" })).Total, "0");
	});

	it("are reported by the id or number that was sent, if they cannot be cancelled", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED" }]);
		const { data: batchId } = await importAll(taskId, rows(1));

		const byId = await fixture.send("CancelAiCallDetails", { TaskId: taskId, DetailIdList: "[1]" });
		const byNumber = await fixture.send("CancelAiCallDetails", {
			TaskId: taskId,
			BatchId: String(batchId),
			PhoneNumbers: '["13999999999"]',
		});

		const Result = z.looseObject({ ResultCode: z.string(), FailedDetails: z.record(z.string(), z.string()) });
		const results = [byId, byNumber].map(({ data }) => Result.parse(data));
		assert.deepEqual(
			results.map(({ ResultCode, FailedDetails }) => [ResultCode, Object.keys(FailedDetails)]),
			[
				["ALL_FAILED", ["1"]],
				["ALL_FAILED", ["13999999999"]],
			],
		);
	});

	it("are not cancelled in an unknown task", async () => {
		const { code } = await fixture.send("CancelAiCallDetails", { TaskId: "1" });

		assert.equal(code, "TaskNotExist");
	});

	it("have a record of the conversation", async () => {
		const taskId = await create();
		await importAll(taskId, rows(10));
		fixture.simulator.advance(7200);
		const [row] = (await details({ TaskId: taskId, Status: "1" })).List;
		const which = { TaskId: taskId, DetailId: row?.DetailId ?? "", BatchId: row?.BatchId ?? "" };

		const { data } = await fixture.send("QueryConversationDetailInfo", which);
		const missing = await fixture.send("QueryConversationDetailInfo", { ...which, BatchId: "" });
		const unknown = await fixture.send("QueryConversationDetailInfo", { ...which, DetailId: "1" });

		const record = z
			.looseObject({ CallResult: z.string(), PickUpTime: z.string(), ReleaseTime: z.string() })
			.parse(data);
		assert.equal(record.CallResult, "ANSWERED");
		assert.ok(Number(record.PickUpTime) < Number(record.ReleaseTime));
		assert.deepEqual([missing.code, unknown.code], ["MissingBatchId", "DetailNotExist"]);
	});

	it("have a status code and, if answered, a hangup direction, from the vendor's tables", async () => {
		const taskId = await create({ TaskCps: "500" });
		const many = Array.from({ length: 500 }, (_, index) => ({ calleeNumber: `1390000${1000 + index}` }));
		await importAll(taskId, many);
		fixture.simulator.advance(7200);
		const codes = new Map<string, Set<string>>();
		const hangups = new Map<string, Set<string>>();
		for (const Status of ["1", "2"]) {
			for (const { DetailId, BatchId } of (await details({ TaskId: taskId, Status, PageSize: "100" })).List) {
				const { data } = await fixture.send("QueryConversationDetailInfo", { TaskId: taskId, DetailId, BatchId });
				const { CallResult, StatusCode, HangupDirection } = z
					.object({ CallResult: z.string(), StatusCode: z.string(), HangupDirection: z.string().optional() })
					.parse(data);
				codes.set(CallResult, (codes.get(CallResult) ?? new Set()).add(StatusCode));
				hangups.set(Status, (hangups.get(Status) ?? new Set()).add(String(HangupDirection)));
			}
		}

		assert.deepEqual(Object.fromEntries([...codes].map(([result, found]) => [result, [...found].join()])), {
			ANSWERED: "200000",
			USER_BUSY: "200002",
			NO_ANSWER: "200003",
			INVALID_NUMBER: "200004",
			CALL_REJECTED: "200005",
			UNAVAILABLE: "200007",
			POWERED_OFF: "200010",
			SUSPEND: "200011",
			NETWORK_BUSY: "200130",
		});
		assert.deepEqual([...(hangups.get("1") ?? [])].sort(), ["0", "1"]);
		assert.deepEqual([...(hangups.get("2") ?? [])], ["undefined"]);
	});

	it("have neither status code nor call times if they were cancelled before any call", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ status: "STOPPED", phoneNumbers: phoneNumbers(1) }]);
		await fixture.send("CancelAiCallDetails", { TaskId: taskId });
		const [row] = (await details({ TaskId: taskId, Status: "2" })).List;

		const { data } = await fixture.send("QueryConversationDetailInfo", {
			TaskId: taskId,
			DetailId: row?.DetailId ?? "",
			BatchId: row?.BatchId ?? "",
		});

		const record = z.looseObject({}).parse(data);
		assert.equal(record.CallResult, "CANCEL");
		for (const name of ["StatusCode", "HangupDirection", "ReleaseTime", "StartCallTime", "RecordingFileDownloadUrl"])
			assert.equal(record[name], undefined, name);
	});

	it("have the same record in QueryConversationDetailInfoNew, by DetailId, CallId or OutId", async () => {
		const taskId = await create();
		await importAll(taskId, rows(20));
		fixture.simulator.advance(7200);
		const [row] = (await details({ TaskId: taskId, Status: "1" })).List;
		const { DetailId = "", BatchId = "" } = row ?? {};
		const newer = async (which: Record<string, string>) =>
			fixture.send("QueryConversationDetailInfoNew", { TaskId: taskId, ...which });
		const older = await fixture.send("QueryConversationDetailInfo", { TaskId: taskId, DetailId, BatchId });

		const answers = [
			await newer({ DetailId }),
			await newer({ CallId: String(row?.CallId) }),
			await newer({ OutId: String(row?.OutId) }),
		];
		const missing = await newer({});
		const unknown = [await newer({ DetailId: "1" }), await newer({ OutId: "1" })];

		const [record, ...same] = answers.map(({ data }) => z.looseObject({}).parse(data));
		assert.deepEqual(same, [record, record]);
		const { PickUpTime, ReleaseTime, StartCallTime, ...alike } = z.looseObject({}).parse(older.data);
		assert.deepEqual({ ...record, ...alike }, record);
		for (const [name, at] of Object.entries({ PickUpTime, ReleaseTime, StartCallTime }))
			assert.equal(Date.parse(`${String(record?.[name]).replace(" ", "T")}+08:00`), Number(at), name);
		assert.match(String(record?.BranchId), /^1182\d{14}$/);
		assert.match(JSON.stringify(record?.OutputTags), /"OutputTagName"/);
		assert.match(String(record?.RecordingFileDownloadUrl), /^https:/);
		assert.equal(missing.code, "MissingDetailId");
		assert.deepEqual(
			unknown.map(({ code }) => code),
			["DetailNotExist", "DetailNotExist"],
		);
	});

	it("are listed with branch and recording", async () => {
		const taskId = await create();
		await importAll(taskId, rows(20));
		fixture.simulator.advance(7200);

		const [ended] = (await details({ TaskId: taskId, Status: "1" })).List;
		const [failed] = (await details({ TaskId: taskId, Status: "2" })).List;

		for (const name of ["BranchId", "BranchVersionId"]) assert.match(String(ended?.[name]), /^118[23]\d{14}$/);
		assert.ok(ended?.BranchName && ended.VersionName && ended.VersionNo);
		assert.match(String(ended?.RecordingFilePath), /\.wav$/);
		assert.equal(failed?.RecordingFilePath, undefined);
	});

	it("are masked in the request log", async () => {
		const taskId = await create();
		await importAll(taskId, rows(2));
		await fixture.send("ImportOneTaskPhoneNumber", { TaskId: taskId, PhoneNumber: "13800009999" });
		await fixture.send("ImportOneTaskPhoneNumber", { TaskId: taskId, PhoneNumber: "4001", Extension: "13800008888" });
		await details({ TaskId: taskId, Status: "0", CalledNumber: "13800009999" });

		assert.doesNotMatch(JSON.stringify(fixture.simulator.requests()), /1380000/);
	});
});
