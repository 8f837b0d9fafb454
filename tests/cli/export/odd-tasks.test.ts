import assert from "node:assert/strict";
import { isExpressed } from "../../../provider/definition/expressed";
import type { Seeds } from "../../../simulator";
import { describeSimulator } from "../../support/describe-simulator";
import { importInto, read, written } from "./support/exported";

type Seed = Exclude<Seeds, { count: number }>[number];

describeSimulator("a task that is odd", (fixture) => {
	async function exported(seed: Seed) {
		fixture.simulator.seedTasks([{ TaskName: "odd", ...seed }]);
		const account = await read(fixture.newContext());
		const [one] = account.exported;
		return { account, one, reasons: account.notExported.flatMap(({ reasons }) => reasons) };
	}

	const inexpressible: readonly (readonly [Seed, string])[] = [
		[{ TaskName: " odd" }, "taskName has white space, or an invisible character, at an end."],
		[
			{ CallTime: [{ startTime: "22:00:00", endTime: "06:00:00" }] },
			"callTime[0] is reversed: it ends before it starts.",
		],
		[
			{
				CallTime: [
					{ startTime: "09:00:00", endTime: "12:00:00" },
					{ startTime: "11:00:00", endTime: "14:00:00" },
				],
			},
			"callTime[1] overlaps callTime[0].",
		],
		[{ AgentId: "agent" }, "agentId has no digits in it; an id is decimal text."],
	];
	for (const [seed, reason] of inexpressible) {
		it(`is not exported, with a reason that names no value: ${reason}`, async () => {
			const { account, reasons } = await exported(seed);

			assert.deepEqual(account.exported, []);
			assert.deepEqual(reasons, [reason]);
		});
	}

	it("keeps nothing that has no effect: stale retries, the creation time of an IMMEDIATE task, defaults", async () => {
		fixture.simulator.configure({ immediateStartTime: "create-time" });
		const { one } = await exported({ MissCallRetry: false, CallRetryTimes: 3, CallRetryReason: ["NO_ANSWER"] });

		assert.deepEqual(
			[...(one?.values.keys() ?? [])],
			["taskName", "startType", "callDay", "callTime", "agentId", "virtualNumber", "taskCps"],
		);
		assert.deepEqual(one?.leftOut, new Map());
	});

	it("leaves to the service what the checks refuse and a program need not declare", async () => {
		const { account, one } = await exported({ MissCallRetry: true, CallRetryTimes: 0, CallRetryReason: [] });

		assert.deepEqual(
			[...(one?.leftOut ?? [])].map(([name, { shown, reason }]) => [name, shown, reason]),
			[
				["callRetryReason", [], "callRetryReason is empty."],
				["callRetryTimes", 0, "callRetryTimes is too small."],
			],
		);
		const { files, program, resources } = written(account);
		assert.match(
			files.get("tasks.ts") ?? "",
			/\t\/\/ Left out: callRetryTimes is too small\.\n\t\/\/ callRetryTimes: 0,\n/,
		);
		const engine = fixture.newEngine();
		importInto(engine, resources);
		assert.deepEqual(await engine.plan(program), { odd: "same" });
	});

	it("is written with each day once, with seconds, and with its start as people read it", async () => {
		fixture.simulator.configure({ timeFormat: "HH:mm" });
		const { one } = await exported({
			CallDay: ["MONDAY", "MONDAY", "FRIDAY"],
			StartType: "SCHEDULE",
			TaskStartTime: Date.parse("2027-03-01T09:00:00.250+08:00"),
		});

		assert.deepEqual(one?.values.get("callDay"), ["MONDAY", "FRIDAY"]);
		assert.deepEqual(one?.values.get("callTime"), [{ startTime: "09:00:00", endTime: "18:00:00" }]);
		assert.equal(one?.values.get("taskStartTime"), "2027-03-01T09:00:00.250+08:00");
	});

	it("is exported once if an engine task and an agent's task share its name", async () => {
		const { simulator } = fixture;
		simulator.configure({ nameScope: "source" });
		simulator.seedTasks([
			{ TaskName: "same", createTime: 1_700_000_000_000 },
			{ TaskName: "same", Source: 1, ApplicationCode: "APP-1", createTime: 1_700_000_000_001 },
		]);

		const { exported: ones, notExported } = await read(fixture.newContext());

		assert.deepEqual(
			ones.map(({ name }) => name),
			["same"],
		);
		assert.deepEqual(
			notExported.map(({ reasons }) => reasons),
			[['taskName is also declared by "same".']],
		);
	});
});

describeSimulator("a value that the service does not show", (fixture) => {
	it("is left to fill in, in the program and in the import file", async () => {
		fixture.simulator.configure({ callerNumber: "absent" });
		fixture.simulator.seedTasks([{ TaskName: "one" }]);

		const { files, program, resources } = written(await read(fixture.newContext()));

		const todo =
			"TODO: virtualNumber is missing: it is required unless phoneType is 1. Add the number of the service instance that places the calls.";
		assert.ok(files.get("tasks.ts")?.includes(`\t// ${todo}\n`), files.get("tasks.ts"));
		const [resource] = resources;
		assert.equal(resource?.inputs.virtualNumber, "TODO");
		assert.equal(resource?.outputs.virtualNumber, "TODO");
		assert.match(resource?.parent ?? "", /^TODO: fill in virtualNumber of this resource/);
		const findings = await fixture.newEngine().preview(program);
		assert.match(
			findings.one?.join() ?? "",
			/^error: virtualNumber is missing: it is required unless phoneType is 1\./,
		);
	});

	it("is taken from --fill where a program must have it, and nowhere else", async () => {
		fixture.simulator.configure({ callerNumber: "other" });
		fixture.simulator.seedTasks([
			{ TaskName: "agent's", createTime: 1_700_000_000_000 },
			{
				TaskName: "own line",
				Source: 1,
				ApplicationCode: "APP-1",
				PhoneType: 1,
				LineEncoding: "LINE_1_NET",
				LinePhoneNum: "02100001111",
			},
		]);
		const fill = new Map<string, string | number>([
			["virtualNumber", "05710000001"],
			["taskCps", 7],
		]);

		const account = await read(fixture.newContext(), { fill });

		const [agents, ownLine] = account.exported;
		assert.equal(agents?.values.get("virtualNumber"), "05710000001");
		assert.equal(agents?.values.get("taskCps"), 1);
		assert.deepEqual(agents?.unproven, []);
		assert.equal(ownLine?.values.has("virtualNumber"), false);
		const { program, resources } = written(account);
		const engine = fixture.newEngine();
		importInto(engine, resources);
		assert.deepEqual(await engine.refresh(), []);
		assert.deepEqual(await engine.plan(program), { "agent-s": "same", "own-line": "same" });
	});

	it("is marked where the service shows something that is not proven to be it", async () => {
		fixture.simulator.seedTasks([{ TaskName: "one", CallableTime: [{ startTime: "10:00:00", endTime: "11:00:00" }] }]);

		const account = await read(fixture.newContext());

		const [one] = account.exported;
		assert.ok(one !== undefined && isExpressed(one));
		assert.deepEqual(one.unproven, ["virtualNumber"]);
		assert.deepEqual([...one.leftOut.keys()], ["callableTime"]);
		const { files } = written(account);
		assert.match(files.get("index.ts") ?? "", /^\/\/ virtualNumber is what the service shows as CallerNumber\./m);
		assert.match(
			files.get("tasks.ts") ?? "",
			/^\t\/\/ callableTime: \[\{ startTime: "10:00:00", endTime: "11:00:00" \}\],$/m,
		);
	});
});

describeSimulator("reading an account", (fixture) => {
	it("fails as a whole if one task cannot be read, and begins no other query", async () => {
		const { simulator } = fixture;
		simulator.seedTasks({ count: 200, namePrefix: "task " });
		simulator.fault({ action: "QueryAiCallTaskDetail", fault: "error-500", times: 1000 });

		await assert.rejects(
			read(fixture.newContext({ configuration: { "aiccs:retrySeconds": "0" } })),
			/^ApiError: QueryAiCallTaskDetail failed: /,
		);
		await new Promise((resolve) => setTimeout(resolve, 200));
		assert.ok(simulator.actions().length < 60, `${simulator.actions().length} requests`);
	});

	it("fails if the service shows nothing of a listed task", async () => {
		const { simulator } = fixture;
		simulator.configure({ detailDelayAfterCreate: 3600, unknownTask: "empty" });
		await simulator.perform("CreateAiCallTask", {
			TaskName: "new",
			AgentId: "118012345678901234",
			VirtualNumber: "05710000001",
			StartType: "IMMEDIATE",
			CallDay: '["MONDAY"]',
			CallTime: JSON.stringify([JSON.stringify({ startTime: "09:00:00", endTime: "12:00:00" })]),
		});

		await assert.rejects(
			read(fixture.newContext()),
			/^Error: The list has AiCallTask \d+, and the service does not show its definition\. Run the same command again\.$/,
		);
	});

	it("leaves out a task that is released while the account is read", async () => {
		const { simulator } = fixture;
		const [id = ""] = simulator.seedTasks([{ TaskName: "going" }, { TaskName: "staying" }]);
		const context = fixture.newContext();
		let isListed = false;

		const account = await read(context, {
			isSelected: () => {
				if (!isListed) simulator.changeTask(id, { TaskName: `released-${id}` });
				isListed = true;
				return true;
			},
		});

		assert.deepEqual(
			account.exported.map(({ name }) => name),
			["staying"],
		);
		assert.equal(account.released, 1);
	});
});
