import assert from "node:assert/strict";
import { killRunAt } from "../support/killed-run";
import { endOf } from "../support/soak/processes";
import { assertHas, csvOf, numbersOf, sundayEvening, up } from "./support/callees";
import { describePrograms, succeeded } from "./support/describe-programs";
import { interrupted } from "./support/interrupted";
import { list, pathOf, ref, task, yaml } from "./support/languages";

const action = "ImportTaskNumberDatas";

describePrograms("a run of a program in YAML", (open) => {
	it("ends after the batch in flight at Ctrl-C and after a kill, leaves no process, and the next one imports the rest", async () => {
		const people = { spring: numbersOf(12_000), autumn: numbersOf(12_000, 20_000) };
		const of = (...names: (keyof typeof people)[]) => ({
			...yaml(
				Object.fromEntries(
					names.flatMap((name) => [
						[name, task({ taskName: name, taskCps: 500 })],
						[`${name}People`, list(ref(`${name}.taskId`), `./${name}.csv`)],
					]),
				),
			),
			...Object.fromEntries(names.map((name) => [`${name}.csv`, csvOf(people[name])])),
		});
		const { program, simulator } = await open(
			{
				files: of("spring"),
				path: await pathOf("yaml"),
				config: { "aiccs:listLagSeconds": "1", "aiccs:requestTimeoutSeconds": "3" },
			},
			{ now: () => sundayEvening },
		);
		const home = `PULUMI_HOME=${program.env.PULUMI_HOME}`;
		const stateOf = (name: string) =>
			program.state().deployment.resources?.find(({ urn }) => urn.endsWith(`::${name}People`))?.outputs;
		const importedOf = (name: string) => simulator.details(simulator.task(name)?.taskId ?? "").length;

		simulator.fault({ action, fault: "delay", seconds: 0.3, times: 1000 });
		const locked = async () => assert.match((await program.up()).output, /the stack is currently locked/);
		const stop = { target: "the command alone", action, count: 3, meanwhile: locked } as const;
		const { exitCode, output } = await interrupted({ program, simulator }, up, stop);
		assert.equal(exitCode, 1, output);
		assert.match(output, /The command was interrupted, so nothing new is started\. Run pulumi up again\./);
		assert.deepEqual(await endOf(home, 10_000), []);
		assert.equal(stateOf("spring")?.__incomplete, true);
		assert.ok(importedOf("spring") < people.spring.length);
		simulator.clearFaults();

		program.write(of("spring", "autumn"));
		const killed = await killRunAt({ program, simulator }, up, { action, skip: 4, when: "after" }, "cli");
		assert.ok(killed.arrived, killed.output);
		assert.deepEqual(await endOf(home, 15_000), []);

		await succeeded(program.run(["cancel", "--yes", "--non-interactive"]));
		await succeeded(program.up());
		for (const name of ["spring", "autumn"] as const) assertHas(simulator, name, people[name]);
		simulator.clearRequests();
		await succeeded(program.up());
		assert.deepEqual(simulator.actions(), []);
	});
});
