import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../../simulator";
import { aDefinition, agent } from "../../support/definitions";
import { describeSimulator, openPlace, type Place } from "../../support/describe-simulator";
import { runAiccs } from "../support/terminal";
import { created, previewFrom } from "./support/left-behind";

describeSimulator("pulumi-aiccs export with several accounts", (fixture) => {
	let emea: Place;
	let folder = "";
	beforeEach(async () => {
		// Its ids are those of the stack's own account.
		emea = await openPlace();
		folder = mkdtempSync(join(tmpdir(), "aiccs-export-accounts-"));
	});
	afterEach(async () => {
		await emea.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const keysOf = ({ url, accessKeyId, accessKeySecret }: Simulator) => ({
		endpoint: url,
		accessKeyId,
		accessKeySecret,
	});

	function runExport(args: readonly string[], input = "") {
		const keys = Object.entries(keysOf(fixture.simulator)).map(([key, value]) => `aiccs:${key}=${value}`);
		const accounts = `aiccs:accounts=${JSON.stringify({ emea: keysOf(emea.simulator) })}`;
		return runAiccs(["export", "--out", "out", "--config", ...keys, accounts, ...args], input, folder);
	}
	const text = (name: string) => readFileSync(join(folder, "out", name), "utf8");
	const outputsOf = (name: string) =>
		JSON.parse(text("import.json")).resources.map((one: Record<string, object>) => Object(one.outputs)[name]);

	it("writes the tasks of the account that --account names, which declare it", async () => {
		fixture.simulator.seedTasks([{ TaskName: "of the stack" }]);
		emea.simulator.seedTasks([{ TaskName: "of emea" }]);

		const { exitCode, stderr } = await runExport(["--account", "emea"]);

		assert.equal(exitCode, 0, stderr);
		assert.match(text("tasks.ts"), /taskName: "of emea",/);
		assert.match(text("tasks.ts"), /account: "emea",/);
		assert.doesNotMatch(text("tasks.ts"), /of the stack/);
		assert.deepEqual([outputsOf("account"), outputsOf("taskName")], [["emea"], ["of emea"]]);
		assert.deepEqual(fixture.simulator.actions(), []);
		assert.ok(!stderr.includes(emea.simulator.accessKeySecret));
	});

	it("writes no account without --account, and says which one is not configured", async () => {
		fixture.simulator.seedTasks([{ TaskName: "of the stack" }]);

		const refused = await runExport(["--account", "emae"]);
		assert.equal(refused.exitCode, 2);
		assert.match(refused.stderr, /--account names no account of aiccs:accounts\. Did you mean "emea"\?/);
		assert.ok(!existsSync(join(folder, "out")));

		await runExport([]);
		assert.deepEqual([outputsOf("account"), outputsOf("taskName")], [[undefined], ["of the stack"]]);
		assert.doesNotMatch(text("tasks.ts"), /account:/);
		assert.deepEqual(emea.simulator.actions(), []);
	});

	it("finds what a crashed run has left in the account of each resource", async () => {
		const [here, there] = [aDefinition(), { ...aDefinition(), account: "emea" }];
		for (const place of [fixture, emea]) {
			assert.deepEqual(
				await place.newEngine({ journalDirectory: join(folder, "lost") }).up({ spring: aDefinition() }),
				[],
			);
		}
		emea.simulator.seedTasks([{ TaskName: "of others", AgentId: agent }]);
		const said = {
			...(await fixture.newEngine({ journalDirectory: join(folder, "none") }).preview({ here })),
			...(await emea.newEngine({ journalDirectory: join(folder, "none") }).preview({ there: aDefinition() })),
		};
		const steps = { here, there, new: { ...here, taskName: "of others" } };
		const preview = previewFrom(
			Object.entries(steps).map(([name, inputs]) => created(name, inputs)),
			said,
		);

		const { exitCode, stderr } = await runExport(["--left-behind", "-"], JSON.stringify(preview));

		assert.equal(exitCode, 0, stderr);
		const [own, other] = [fixture, emea].map(({ simulator }) => simulator.task("spring")?.taskId);
		const resources: Record<string, unknown>[] = JSON.parse(text("import.json")).resources;
		assert.deepEqual(
			resources.map(({ name, id }) => [name, id]),
			[
				["here", own],
				["there", other],
			],
		);
		assert.deepEqual(outputsOf("account"), [undefined, "emea"]);
	});
});
