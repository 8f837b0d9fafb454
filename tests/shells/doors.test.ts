import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aDefinition, agent, otherAgent } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { freshShell } from "../support/fresh-shell";
import { useStateHome } from "../support/state-home";

const owner = "organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:AiCallTask::spring";
const provider = 'exports.handler=()=>require("pulumi-aiccs/dynamic")';
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The inputs of a program, as the engine sends them. */
const sent = (changes: Readonly<Record<string, unknown>> = {}) => ({
	...aDefinition(),
	__owner: owner,
	__provider: provider,
	...changes,
});

/** Empty values in each place where a program can have one. */
const empty = {
	taskCps: null,
	callRetryReason: null,
	onDestroy: undefined,
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00", note: null }],
};

describe("the dynamic provider", () => {
	const folder = useStateHome();

	describeSimulator(
		"with empty values",
		(fixture) => {
			const file = () => join(folder(), "findings", "0");

			it("ignores them in previews and updates, from creation to deletion", async () => {
				const shell = await freshShell(fixture.simulator);
				const previewed = await shell.check({}, sent({ ...empty, __preview: file() }));
				const { inputs = {}, failures = [] } = await shell.check({}, sent(empty));
				assert.equal(existsSync(file()), false, "the preview has nothing to say");
				assert.deepEqual(failures, []);
				assert.deepEqual(inputs, previewed.inputs, "the update has what was previewed");
				assert.doesNotMatch(JSON.stringify(inputs), /null/);

				// The state of earlier versions may have them, so every method must ignore them.
				const { id, outs = {} } = await shell.create(sent(empty));
				assert.equal((await shell.diff(id, outs, sent(empty))).changes, false);
				assert.notEqual((await shell.diff(id, { ...outs, ...empty }, sent())).changes, false, "taskCps is given now");
				const { outs: updated = {} } = await shell.update(
					id,
					{ ...outs, ...empty },
					sent({ ...empty, callDay: ["SUNDAY"] }),
				);
				assert.deepEqual(fixture.simulator.task(id)?.definition.CallDay, ["SUNDAY"]);
				const { props = {} } = await shell.read(id, { ...updated, ...empty, __provider: provider });
				assert.doesNotMatch(JSON.stringify([outs, updated, props]), /null/);
				// Another run, because this one still declares the resource with its task.
				await (await freshShell(fixture.simulator)).delete(id, { ...props, ...empty });
				assert.equal(fixture.simulator.task(id)?.taskName, `released-${id}`);
			});

			it("reports an empty element of a list", async () => {
				const shell = await freshShell(fixture.simulator);

				const { failures = [] } = await shell.check({}, sent({ callDay: ["MONDAY", null] }));

				assert.equal(failures.length, 1);
				assert.match(failures[0]?.reason ?? "", /^callDay\[1\] /);
			});
		},
		{ settings: { updateInInit: "accepted" } },
	);

	describeSimulator("the findings of a preview", (fixture) => {
		const file = () => join(folder(), "handed", "0");
		afterEach(() => rmSync(join(folder(), "handed"), { recursive: true, force: true }));
		const preview = (changes: Readonly<Record<string, unknown>>) => sent({ ...changes, __preview: file() });

		it("are in one file that only its user can read, and add nothing to the inputs", async () => {
			const shell = await freshShell(fixture.simulator);

			const { inputs, failures } = await shell.check({}, preview({ taskCps: 0, virtualNumber: unknownText }));

			assert.equal(failures, undefined);
			assert.deepEqual(inputs, { ...sent({ taskCps: 0, virtualNumber: unknownText }), __owner: inputs?.__owner });
			assert.match(String(inputs?.__owner), /^[\w-]{16}$/);
			assert.deepEqual(readdirSync(join(folder(), "handed")), ["0"]);
			assert.equal(statSync(file()).mode & 0o777, 0o600);
			assert.equal(statSync(join(folder(), "handed")).mode & 0o777, 0o700);
			const [finding] = JSON.parse(readFileSync(file(), "utf8"));
			assert.deepEqual([finding.path, finding.severity], ["taskCps", "error"]);
		});

		it("are those of the second check of a replaced resource, with the effect on the task", async () => {
			const shell = await freshShell(fixture.simulator);
			const { inputs: declared = {} } = await shell.check({}, sent());
			const { id, outs = {} } = await shell.create(declared);
			const news = preview({ agentId: otherAgent, missCallRetry: true });
			const { inputs = {} } = await shell.check(declared, news);
			assert.ok(existsSync(file()));
			await shell.diff(id, outs, inputs);

			await shell.check({}, preview({ agentId: otherAgent }));

			const problems = JSON.parse(readFileSync(file(), "utf8")).map(({ problem }: { problem: string }) => problem);
			assert.equal(problems.length, 1);
			assert.match(
				problems[0],
				/^The task is INIT .+ and is replaced under the same name\./,
				"which only the first check can know",
			);
		});

		it("fail the check on errors if the file cannot be written", async () => {
			const shell = await freshShell(fixture.simulator);
			const place = join(folder(), "no folder");
			writeFileSync(place, "");

			const { failures = [] } = await shell.check({}, sent({ taskCps: 0, __preview: join(place, "0") }));

			assert.equal(failures.length, 1);
			assert.match(failures[0]?.reason ?? "", /^taskCps /);
		});

		it("fail the check for a program of a version without the file", async () => {
			const shell = await freshShell(fixture.simulator);
			fixture.simulator.seedTasks([{ TaskName: "spring", AgentId: agent, status: "STOPPED" }]);

			const { failures = [] } = await shell.check({}, sent({ __preview: true }));

			assert.match(failures[0]?.reason ?? "", /^taskName is already held by task/);
		});
	});

	describeSimulator("a diff", (fixture) => {
		it("leaves `changes` to the engine if the inputs differ, so that replaceOnChanges works", async () => {
			const shell = await freshShell(fixture.simulator);
			const { id, outs = {} } = await shell.create(sent());
			const { inputs = {} } = await shell.check(sent(), sent({ taskCps: 9 }));

			const { changes, replaces } = await shell.diff(id, outs, inputs);

			assert.deepEqual([changes, replaces], [undefined, []]);
		});

		it("reports changes if only the task differs, or is replaced", async () => {
			const shell = await freshShell(fixture.simulator);
			const { id, outs = {} } = await shell.create(sent());
			const { inputs = {} } = await shell.check(sent(), sent());
			assert.equal((await shell.diff(id, { ...outs, taskCps: 3 }, inputs)).changes, true);

			const { inputs: news = {} } = await shell.check(sent(), sent({ agentId: otherAgent }));

			const { changes, replaces } = await shell.diff(id, outs, news);
			assert.deepEqual([changes, replaces], [true, ["agentId"]]);
		});

		it("reports no changes if only the notation differs", async () => {
			const shell = await freshShell(fixture.simulator);
			const { id, outs = {} } = await shell.create(sent());
			const callDay = [...aDefinition().callDay].reverse();
			const { inputs = {} } = await shell.check(sent(), sent({ callDay }));

			assert.equal((await shell.diff(id, outs, inputs)).changes, false);
		});
	});
});
