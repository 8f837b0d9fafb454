import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Simulator, startSimulator } from "../../simulator/index";
import { kill, killProcessesWith } from "../../tools/pulumi/processes";
import { openProgram, type Program } from "../../tools/pulumi/program";
import { killRunAt, type Victim } from "../support/killed-run";
import { endOf } from "../support/soak/processes";
import {
	assertCalls,
	assertHas,
	csvOf,
	fromFile,
	numbersOf,
	onOtherMachine,
	sundayEvening,
	up,
} from "./support/callees";
import { succeeded } from "./support/describe-programs";

const people = 20_000;

interface Kill {
	readonly victim: Victim;
	/** Imports that the service answers before. */
	readonly skip: number;
	readonly when: "before" | "after";
	readonly machine: "same" | "other";
}

const kills: readonly Kill[] = [
	{ victim: "both", skip: 7, when: "after", machine: "same" },
	{ victim: "both", skip: 0, when: "after", machine: "other" },
	{ victim: "cli", skip: 5, when: "after", machine: "other" },
	{ victim: "provider", skip: 11, when: "before", machine: "same" },
];

describe("a run that is killed while it imports", function () {
	this.timeout(180_000);
	let program: Program;
	let simulator: Simulator;
	let temporary: string;
	const lists: Record<string, object> = {};
	const all: string[] = [];

	before(async () => {
		simulator = await startSimulator({ now: () => sundayEvening });
		const config = { "aiccs:listLagSeconds": "1", "aiccs:requestTimeoutSeconds": "3" };
		program = await openProgram({ files: fromFile, simulator, config });
		temporary = join(program.directory, "..", "tmp");
		mkdirSync(temporary);
		program.env.TMPDIR = temporary;
	});
	after(async () => {
		await program.close();
		await simulator.stop();
	});

	for (const [index, kill] of kills.entries()) {
		const { victim, machine, when, skip } = kill;
		it(`leaves everyone imported once after the next run on the ${machine} machine: ${victim} killed ${when} import ${skip + 1}`, async () => {
			const name = `killed-${index}`;
			const numbers = numbersOf(people, index * people);
			lists[name] = {};
			program.write({ "lists.json": JSON.stringify(lists), [`${name}.csv`]: csvOf(numbers) });
			simulator.clearRequests();

			const boundary = { action: "ImportTaskNumberDatas", skip, when };
			const { arrived, output } = await killRunAt({ program, simulator }, up, boundary, victim);
			assert.ok(arrived, output);
			const home = `PULUMI_HOME=${program.env.PULUMI_HOME}`;
			assert.deepEqual(await endOf(home, 10_000), [], "no process is left");
			await killProcessesWith(home);
			const before = simulator.details(simulator.task(name)?.taskId ?? "").length;
			assert.ok(before > 0 && before < people, `${before} people are imported`);
			// The lock is the CLI's.
			if (victim !== "provider") await succeeded(program.run(["cancel", "--yes", "--non-interactive"]));
			await succeeded(program.run(up, machine === "other" ? onOtherMachine(program) : {}));

			assertHas(simulator, name, numbers);
			all.push(...numbers);
			assert.deepEqual(
				readdirSync(temporary).filter((one) => one.startsWith("pulumi-aiccs")),
				[],
			);
		});
	}

	it("leaves everyone imported once when the next run begins while the provider of the killed one still imports", async () => {
		const numbers = numbersOf(people, kills.length * people);
		lists.overlapping = {};
		program.write({ "lists.json": JSON.stringify(lists), "overlapping.csv": csvOf(numbers) });
		await program.config("aiccs:listLagSeconds", "8");
		await program.config("aiccs:requestTimeoutSeconds", "30");
		// The service takes its time for the third batch.
		simulator.fault({ action: "ImportTaskNumberDatas", fault: "delay", seconds: 6, skip: 2 });
		const child = program.spawn(up);
		simulator.clearRequests();
		while (simulator.actions().filter((action) => action === "ImportTaskNumberDatas").length < 2) await wait(20);
		await wait(300);
		kill(child.pid ?? assert.fail());
		await succeeded(program.run(["cancel", "--yes", "--non-interactive"]));
		assert.equal(simulator.details(simulator.task("overlapping")?.taskId ?? "").length, 2000);

		await succeeded(program.up());

		assertHas(simulator, "overlapping", numbers);
		all.push(...numbers);
		assert.deepEqual(await endOf(`PULUMI_HOME=${program.env.PULUMI_HOME}`, 10_000), []);
	});

	it("leaves nothing to do, and everyone is called once", async () => {
		simulator.clearRequests();
		await succeeded(program.up("--expect-no-changes"));
		assert.deepEqual(simulator.actions(), []);
		assertCalls(simulator, all);
	});
});
