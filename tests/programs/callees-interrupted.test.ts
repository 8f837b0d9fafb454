import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { endOf } from "../support/soak/processes";
import { assertHas, csvOf, fromFile, numbersOf, sundayEvening, up } from "./support/callees";
import { describePrograms, succeeded } from "./support/describe-programs";
import { type Ended, interrupted } from "./support/interrupted";

const lists = { spring: numbersOf(20_000), autumn: numbersOf(20_000, 20_000) };
/** Seconds that each answer takes, so that an import lasts. */
const slow = 0.3;

describePrograms("Ctrl-C", (open) => {
	it("ends an import after the batch in flight; the state has what was done, and the next update imports the rest", async () => {
		const { program, simulator } = await open(
			{
				files: { ...fromFile, "lists.json": '{"spring":{}}', "spring.csv": csvOf(lists.spring) },
				config: { "aiccs:listLagSeconds": "1" },
			},
			{ now: () => sundayEvening },
		);
		const action = "ImportTaskNumberDatas";
		const stateOf = (name: keyof typeof lists) =>
			program.state().deployment.resources?.find(({ urn }) => urn.endsWith(`CalleeList::${name}`))?.outputs;
		const assertPart = async (name: keyof typeof lists, { exitCode, output, after }: Ended) => {
			assert.equal(exitCode, 1, output);
			assert.match(output, /The command was interrupted, so nothing new is started\. Run pulumi up again\./);
			assert.ok(after < 3000, `it took ${after} ms`);
			assert.deepEqual(await endOf(`PULUMI_HOME=${program.env.PULUMI_HOME}`, 3000), []);
			const batches = new Set(simulator.details(simulator.task(name)?.taskId ?? "").map(({ batchId }) => batchId));
			assert.ok(batches.size < 20, `${batches.size} batches`);
			assert.equal(stateOf(name)?.__incomplete, true);
			assert.deepEqual(stateOf(name)?.__batches, [...batches]);
		};

		simulator.fault({ action, fault: "delay", seconds: slow, times: 1000 });
		const locked = async () => assert.match((await program.up()).output, /the stack is currently locked/);
		const whole = { target: "the process group", action, count: 3, meanwhile: locked } as const;
		await assertPart("spring", await interrupted({ program, simulator }, up, whole));

		program.write({ "lists.json": '{"spring":{},"autumn":{}}', "autumn.csv": csvOf(lists.autumn) });
		simulator.clearRequests();
		const alone = { target: "the command alone", action, count: 6 } as const;
		await assertPart("autumn", await interrupted({ program, simulator }, up, alone));

		simulator.clearFaults();
		await succeeded(program.up());
		for (const [name, numbers] of Object.entries(lists)) assertHas(simulator, name, numbers);
		assert.equal(stateOf("spring")?.__incomplete, undefined);
	});

	it("ends a preview that reads a task, and leaves nothing in the temporary folder", async () => {
		const { program, simulator } = await open({
			files: { ...fromFile, "lists.json": '{"spring":{}}', "spring.csv": csvOf(numbersOf(10)) },
		});
		const TMPDIR = join(program.directory, "..", "tmp");
		mkdirSync(TMPDIR);
		program.env.TMPDIR = TMPDIR;
		await succeeded(program.up());
		simulator.importNumbers(simulator.task("spring")?.taskId ?? "", numbersOf(3000, 100));
		program.write({ "spring.csv": csvOf(numbersOf(12)) });
		simulator.fault({ action: "QueryAiCallDetailPage", fault: "delay", seconds: slow, times: 1000 });

		const { exitCode, output } = await interrupted({ program, simulator }, ["preview", "--non-interactive"], {
			target: "the process group",
			action: "QueryAiCallDetailPage",
			count: 2,
		});

		assert.equal(exitCode, 1, output);
		assert.match(output, /error: preview canceled/);
		assert.deepEqual(await endOf(`PULUMI_HOME=${program.env.PULUMI_HOME}`, 3000), []);
		assert.deepEqual(
			readdirSync(TMPDIR).filter((name) => name.startsWith("pulumi-aiccs")),
			[],
		);
	});
});
