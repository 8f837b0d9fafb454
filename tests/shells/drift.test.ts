import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { aDefinition, otherAgent } from "../support/definitions";
import { describeSimulator, type Fixture } from "../support/describe-simulator";
import { freshShell } from "../support/fresh-shell";
import { useStateHome } from "../support/state-home";

const owner = "organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:AiCallTask::spring";
const provider = 'exports.handler=()=>require("pulumi-aiccs/dynamic")';
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const sent = (changes: Readonly<Record<string, unknown>> = {}) => ({
	...aDefinition(),
	__owner: owner,
	__provider: provider,
	...changes,
});

/** A task that was created, changed at the console, and read, as the engine then has it. */
async function drifted({ simulator }: Fixture, changes: Parameters<typeof simulator.changeTask>[1]) {
	const shell = await freshShell(simulator);
	const { inputs = {} } = await shell.check({}, sent());
	const { id, outs = {} } = await shell.create(inputs);
	simulator.setStatus(id, "STOPPED");
	simulator.changeTask(id, changes);
	const { props = {}, inputs: read = {} } = await (await freshShell(simulator)).read(id, {
		...outs,
		__provider: provider,
	});
	const { __declared: declared, ...shown } = props;
	// The engine sends a dynamic provider the plain values of secrets.
	return { id, props, read, outputs: { ...shown, __declared: Object(declared).value }, programs: inputs };
}

describe("the dynamic provider of a task that was changed outside of the stack", () => {
	const folder = useStateHome();

	describeSimulator("between refresh and update", (fixture) => {
		/** What a preview of a program adds to its findings, after a refresh in an earlier run. */
		async function previewed(
			{ id, read, outputs }: Awaited<ReturnType<typeof drifted>>,
			changes: Readonly<Record<string, unknown>> = {},
		) {
			const shell = await freshShell(fixture.simulator);
			const file = join(folder(), "findings", "0");
			const { inputs = {} } = await shell.check(read, sent({ ...changes, __preview: file }));
			const { changes: isChanged, replaces = [] } = await shell.diff(id, outputs, inputs);
			if (replaces.length > 0) await shell.check({}, sent({ ...changes, __preview: file }));
			const findings: { severity: string; problem: string }[] = existsSync(file)
				? JSON.parse(readFileSync(file, "utf8"))
				: [];
			rmSync(file, { force: true });
			const notes = findings.filter(({ severity }) => severity === "note");
			return { isChanged, replaces, notes: notes.map(({ problem }) => problem) };
		}

		it("records the names in plain and the program's values as a secret, and neither in the inputs", async () => {
			const { props, read } = await drifted(fixture, { TaskCps: 50, MissCallRetry: true });

			assert.deepEqual(props.__drifted, ["missCallRetry", "taskCps"]);
			assert.deepEqual(props.__declared, { ...secret, value: { taskCps: 5 } });
			assert.deepEqual(read, { ...aDefinition({ taskCps: 50, missCallRetry: true }), __provider: provider });
		});

		it("says in previews whose change it is: of people, of both, or of both the same", async () => {
			const found = await drifted(fixture, { TaskCps: 50, CallDay: ["SUNDAY"] });

			const unchanged = await previewed(found);
			assert.deepEqual(unchanged.notes, [
				"Changed outside of this stack: callDay, taskCps. The program has not changed that: this update sets it back.",
			]);
			const both = await previewed(found, { taskCps: 9 });
			assert.deepEqual(both.notes, [
				"Changed outside of this stack: callDay. The program has not changed that: this update sets it back.",
				"Changed outside of this stack: taskCps. The program has changed that as well: this update sets it to what the program has now.",
			]);
			const accepted = await previewed(found, { taskCps: 50, callDay: ["SUNDAY"] });
			assert.deepEqual(accepted.notes, [
				"Changed outside of this stack: callDay, taskCps. The program has that as well: it stays.",
			]);
			assert.equal(accepted.isChanged, true);
		});

		it("says so as well of a task that is replaced, which is checked twice", async () => {
			const { notes, replaces } = await previewed(await drifted(fixture, { AgentId: otherAgent }));

			assert.deepEqual(replaces, ["agentId"]);
			assert.deepEqual(notes, [
				"Changed outside of this stack: agentId. The program has not changed that: this update sets it back.",
			]);
		});

		it("is changed for the refresh that finds it, and for no refresh after it", async () => {
			const { id, outputs, read, programs } = await drifted(fixture, { TaskCps: 50 });

			assert.notEqual((await (await freshShell(fixture.simulator)).diff(id, outputs, programs)).changes, false);
			assert.equal((await (await freshShell(fixture.simulator)).diff(id, outputs, read)).changes, false);
		});

		it("says nothing in an update, and the update forgets it", async () => {
			const { id, outputs, read } = await drifted(fixture, { TaskCps: 50 });
			const shell = await freshShell(fixture.simulator);
			const { inputs = {} } = await shell.check(read, sent());
			await shell.diff(id, outputs, inputs);

			const { outs = {} } = await shell.update(id, outputs, inputs);

			assert.deepEqual(
				Object.keys(outs).filter((name) => /drifted|declared/.test(name)),
				[],
			);
			assert.equal(fixture.simulator.task(id)?.definition.TaskCps, 5);
			assert.ok(!existsSync(join(folder(), "findings", "0")));
		});
	});
});
