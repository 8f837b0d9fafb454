import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator/index";
import { killProcessesWith } from "../../tools/pulumi/processes";
import { openProgram, type Program } from "../../tools/pulumi/program";
import { killRunAt, type Victim } from "../support/killed-run";
import { endOf } from "../support/soak/processes";
import { assertCalls, assertHas, csvOf, fromFile, numbersOf, onOtherMachine, sundayEvening, up } from "./support/callees";

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
	const lists: Record<string, object> = {};
	const all: string[] = [];

	before(async () => {
		simulator = await startSimulator({ now: () => sundayEvening });
		const config = { "aiccs:listLagSeconds": "1", "aiccs:requestTimeoutSeconds": "3" };
		program = await openProgram({ files: fromFile, simulator, config });
		program.env.TMPDIR = join(program.directory, "..");
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
			console.log(output.slice(-1500));

			const home = `PULUMI_HOME=${program.env.PULUMI_HOME}`;
			console.log(await endOf(home, 10_000));
			await killProcessesWith(home);
			console.log(simulator.details(simulator.task(name)?.taskId ?? "").length);
			let t = Date.now();
			if (victim !== "provider") console.log((await program.run(["cancel", "--yes", "--non-interactive"])).output);
			console.log("cancel", Date.now() - t); t = Date.now();
			const { exitCode, output: again } = await program.run(up, machine === "other" ? onOtherMachine(program) : {});
			console.log("up", Date.now() - t);
			console.log(again, JSON.stringify(simulator.actions().reduce((m: any, a) => ({ ...m, [a]: (m[a] ?? 0) + 1 }), {})));
			assert.equal(exitCode, 0, again);
			assertHas(simulator, name, numbers);
			all.push(...numbers);
			console.log(readdirSync(join(program.directory, "..")), existsSync(program.env.XDG_STATE_HOME ?? "") && readdirSync(program.env.XDG_STATE_HOME + "/pulumi-aiccs"));
		});
	}

	it("leaves nothing to do, and everyone is called once", async () => {
		simulator.clearRequests();
		const { exitCode, output } = await program.run([...up, "--expect-no-changes"]);
		assert.equal(exitCode, 0, output);
		assert.deepEqual(simulator.actions(), []);
		assertCalls(simulator, all);
	});
});
