import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { calleeList } from "../../provider/callees/resource";
import { aiCallTaskTokens, calleeListTokens, isTokenOf } from "../../provider/program/type-tokens";
import { PluginResource } from "../../provider/shells/plugin/plugin-resource";
import { aiCallTask } from "../../provider/tasks/resource";
import type { Seeds, Simulator, TaskDefinition, TaskStatus } from "../../simulator";
import { describeSimulator } from "../support/describe-simulator";
import { freshShell } from "../support/fresh-shell";
import { HostOf } from "../support/shells/host-of";

// The state of a released version never changes here: each version adds its own file, which `npm run release` checks.

const values = z.record(z.string(), z.unknown());
const State = z.object({
	/** Tasks in the order of their creation; the file of 0.1.0 has none. */
	account: z
		.array(
			z.object({ definition: z.custom<TaskDefinition>(), status: z.custom<TaskStatus>(), numbers: z.array(values) }),
		)
		.optional(),
	resources: z.array(z.object({ urn: z.string(), type: z.string(), id: z.string(), inputs: values, outputs: values })),
});
type Account = NonNullable<z.output<typeof State>["account"]>;
const folder = join(__dirname, "..", "fixtures");
const versions = readdirSync(folder).flatMap((file) => /^state-(.+)\.json$/.exec(file)?.[1] ?? []);

/** The tasks of the state of 0.1.0 in the account. */
const seeds: Seeds = [
	{
		TaskName: "campaign",
		AgentId: "118012345678901234",
		VirtualNumber: "057100001111",
		StartType: "IMMEDIATE",
		CallDay: ["TUESDAY", "MONDAY"],
		CallTime: [
			{ startTime: "14:00:00", endTime: "18:00:00" },
			{ startTime: "09:00:00", endTime: "12:00:00" },
		],
		CallableTime: [{ startTime: "08:00:00", endTime: "23:59:59" }],
		MissCallRetry: true,
		CallRetryReason: ["NO_ANSWER", "USER_BUSY"],
		CallRetryTimes: 2,
		CallRetryInterval: 30,
		TaskCps: 5,
		CallExpireType: 2,
		CallExpireDate: "2027-12-31 00:00:00",
		status: "STOPPED",
	},
	{
		TaskName: "engine",
		Source: 1,
		ApplicationCode: "APP-1",
		StartType: "SCHEDULE",
		TaskStartTime: Date.parse("2027-03-01T09:00:00+08:00"),
		CallDay: ["SUNDAY"],
		CallTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
		TaskCps: 1,
		PhoneType: 1,
		LineEncoding: "JILIANG_1_NET",
		LinePhoneNum: "02100001111",
		CallExpireType: 1,
		CallExpireMinutes: 90,
		status: "STOPPED",
	},
];

for (const version of versions) {
	const file = join(folder, `state-${version}.json`);
	const { account, resources } = State.parse(JSON.parse(readFileSync(file, "utf8")));
	const tasks = resources.filter(({ type }) => !isTokenOf(type, calleeListTokens));
	const lists = resources.filter(({ type }) => isTokenOf(type, calleeListTokens));

	describeSimulator(`the state of version ${version}`, (fixture) => {
		let home = "";
		const before = process.env.XDG_STATE_HOME;

		beforeEach(async () => {
			home = mkdtempSync(join(tmpdir(), "aiccs-state-"));
			process.env.XDG_STATE_HOME = home;
			if (account === undefined) fixture.simulator.seedTasks(seeds);
			else await fill(fixture.simulator, account);
			fixture.simulator.clearRequests();
		});
		afterEach(() => {
			if (before === undefined) delete process.env.XDG_STATE_HOME;
			else process.env.XDG_STATE_HOME = before;
			rmSync(home, { recursive: true, force: true });
		});

		for (const { urn, id, inputs, outputs } of tasks) {
			const name = urn.slice(urn.lastIndexOf("::") + 2);
			const owner = `organization/${urn}`;

			it(`needs no update if nothing has changed: ${name}`, async () => {
				const shell = await freshShell(fixture.simulator);
				const news = { ...inputs, __owner: owner };

				assert.deepEqual((await shell.check(inputs, news)).failures ?? [], []);
				assert.equal((await shell.diff(id, outputs, news)).changes, false);
				assert.deepEqual(fixture.simulator.actions(), []);
			});

			it(`moves to the plugin without a change: ${name}`, async () => {
				const shell = new PluginResource(aiCallTask, new HostOf(fixture.context), aiCallTaskTokens);
				const urnOfPlugin = urn.replaceAll(aiCallTaskTokens.dynamic, aiCallTaskTokens.schema);
				const declared = Object.entries(inputs).filter(([key]) => !key.startsWith("__"));

				const news = await shell.check(urnOfPlugin, inputs, Object.fromEntries(declared));

				assert.equal(shell.diff(id, urnOfPlugin, outputs, news).changed, false);
				assert.deepEqual(fixture.simulator.actions(), []);
			});

			it(`is read without drift: ${name}`, async () => {
				const shell = await freshShell(fixture.simulator);

				const { id: found, props = {} } = await shell.read(id, outputs);

				assert.equal(found, id);
				assert.equal(props.status, fixture.simulator.task(id)?.status);
				assert.equal((await shell.diff(id, props, inputs)).changes, false);
			});

			it(`is updated in place: ${name}`, async () => {
				const shell = await freshShell(fixture.simulator);
				const { inputs: news = {} } = await shell.check(inputs, { ...inputs, __owner: owner, taskCps: 9 });

				const { changes, replaces } = await shell.diff(id, outputs, news);
				const { outs = {} } = await shell.update(id, outputs, news);

				assert.notEqual(changes, false);
				assert.deepEqual(replaces, []);
				assert.equal(fixture.simulator.task(id)?.definition.TaskCps, 9);
				assert.equal((await shell.diff(id, outs, news)).changes, false);
			});

			it(`is released: ${name}`, async () => {
				const shell = await freshShell(fixture.simulator);

				await shell.delete(id, outputs);

				assert.notEqual(fixture.simulator.task(id)?.status, "RUNNING");
				assert.equal(fixture.simulator.task(id)?.taskName, inputs.onDestroy === "stop" ? name : `released-${id}`);
			});
		}

		for (const { urn, id, inputs, outputs } of lists) {
			const name = urn.slice(urn.lastIndexOf("::") + 2);
			const { taskId } = z.object({ taskId: z.string() }).parse(outputs);

			it(`moves to the plugin without a change: ${name}`, async () => {
				const shell = new PluginResource(calleeList, new HostOf(fixture.context), calleeListTokens);
				const urnOfPlugin = urn.replaceAll(calleeListTokens.dynamic, calleeListTokens.schema);
				const declared = Object.entries(inputs).filter(([key]) => !key.startsWith("__"));

				const news = await shell.check(urnOfPlugin, inputs, Object.fromEntries(declared));

				assert.equal(shell.diff(id, urnOfPlugin, outputs, news).changed, false);
				assert.deepEqual(fixture.simulator.actions(), []);
			});

			it(`is read without drift: ${name}`, async () => {
				const { calleeList: shell } = await freshShell(fixture.simulator);

				const { id: found, props = {} } = (await shell.read?.(id, outputs)) ?? {};

				assert.equal(found, id);
				const { progress: _, ...others } = props;
				assert.deepEqual({ __provider: outputs.__provider, ...others }, outputs);
			});

			it(`withdraws who waits when it is removed: ${name}`, async () => {
				const { calleeList: shell } = await freshShell(fixture.simulator);
				const waiting = () => fixture.simulator.details(taskId).filter(({ status }) => status === "waiting");
				assert.notEqual(waiting().length, 0);

				await shell.delete?.(id, outputs);

				assert.deepEqual(waiting(), []);
			});
		}
	});
}

/** Creates the tasks and imports the numbers. The simulator's ids follow from its seed and the order. */
async function fill(simulator: Simulator, account: Account): Promise<void> {
	for (const { definition, status, numbers } of account) {
		const [taskId = ""] = simulator.seedTasks([{ ...definition, status: "STOPPED" }]);
		const rows = numbers.map(({ phoneNumber, outId, variables }) => ({
			calleeNumber: phoneNumber,
			outId,
			...Object(variables),
		}));
		const parameters = { TaskId: taskId, DataType: "JSON", PhoneNumberList: JSON.stringify(rows) };
		if (rows.length > 0) await simulator.perform("ImportTaskNumberDatas", parameters);
		if (status !== "STOPPED") simulator.setStatus(taskId, status);
	}
}
