import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { type Simulator, startSimulator, type TaskView } from "../../simulator";
import { commandOf, killProcessesWith, processorSeconds } from "../../tools/pulumi/processes";
import { openProgram, type Program } from "../../tools/pulumi/program";
import { oursWith } from "../support/soak/processes";

const source = (taskCps: number) => `
const { AiCallTask } = require("pulumi-aiccs");
new AiCallTask("spring", {
	taskName: "spring", agentId: "118712345678901234", virtualNumber: "05710000001", startType: "IMMEDIATE",
	callDay: ["MONDAY"], callTime: [{ startTime: "09:00:00", endTime: "18:00:00" }], taskCps: ${taskCps},
});
`;
const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];

/** Seconds after which nothing of a run may be left. */
const longestEnd = 10;
/** Seconds of a processor that a process may still use until then. */
const mostWork = 1;

interface Ending {
	readonly title: string;
	/** Seconds that the service takes for the update of the suspended campaign. */
	readonly slow: number;
	end(cli: ChildProcess): void;
}

function ours({ env }: Program): number[] {
	return oursWith(`PULUMI_HOME=${env.PULUMI_HOME}`);
}

/* Killed providers and killed runs: `tests/programs/kill-matrix.test.ts`. */
const endings: readonly Ending[] = [
	{ title: "the command line is killed", slow: 3, end: (cli) => cli.kill("SIGKILL") },
	{ title: "the command line is interrupted (SIGINT)", slow: 3, end: (cli) => cli.kill("SIGINT") },
	{ title: "the command line is ended (SIGTERM)", slow: 3, end: (cli) => cli.kill("SIGTERM") },
	{
		title: "the terminal is closed",
		slow: 3,
		end: (cli) => {
			cli.stdout?.destroy();
			cli.stderr?.destroy();
			cli.kill("SIGHUP");
		},
	},
	// The provider does not wait for so long: the next run finishes the update.
	{ title: "the command line is killed", slow: 30, end: (cli) => cli.kill("SIGKILL") },
];

/** The processes of a run that are alive so many seconds after its end, and those that kept a processor busy. */
async function leftBehind(program: Program): Promise<{ alive: string[]; busy: string[] }> {
	const end = Date.now() + longestEnd * 1000;
	const before = new Map<number, number>();
	const busy = new Map<number, string>();
	let alive = ours(program);
	for (; alive.length > 0 && Date.now() < end; alive = ours(program)) {
		for (const pid of alive) {
			const seconds = processorSeconds(pid);
			const since = before.get(pid) ?? seconds;
			before.set(pid, since);
			if (seconds - since > mostWork)
				busy.set(pid, `${(seconds - since).toFixed(1)} s of a processor: ${commandOf(pid)}`);
		}
		await wait(200);
	}
	return { alive: alive.map(commandOf), busy: [...busy.values()] };
}

describe("a run that ends in the middle of the update of a running campaign", function () {
	this.timeout(180_000);
	let simulator: Simulator;
	let program: Program;
	let taskCps = 1;

	before(async () => {
		simulator = await startSimulator();
		program = await openProgram({ files: { "index.js": source(taskCps) }, simulator });
		assert.equal((await program.up()).exitCode, 0);
		simulator.importNumbers(spring().taskId, ["13800000001", "13800000002"]);
	});
	after(async () => {
		await program.close();
		await simulator.stop();
	});

	function spring(): TaskView {
		const task = simulator.task("spring");
		assert.ok(task !== undefined);
		return task;
	}

	/** Starts an update and returns once it has stopped the campaign. */
	async function begin(): Promise<ChildProcess> {
		simulator.clearRequests();
		program.write({ "index.js": source(++taskCps) });
		const cli = program.spawn(up);
		cli.stdout?.resume();
		cli.stderr?.resume();
		while (!simulator.actions().includes("StopAiCallTask") && cli.exitCode === null) await wait(10);
		assert.equal(cli.exitCode, null, "it stopped the campaign");
		return cli;
	}

	for (const { title, slow, end } of endings) {
		it(`leaves no process and no suspended campaign when ${title} while the service takes ${slow} s for the update`, async () => {
			simulator.fault({ action: "UpdateAiCallTask", fault: "delay", seconds: slow });
			const cli = await begin();

			end(cli);
			const { alive, busy } = await leftBehind(program);

			await killProcessesWith(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
			simulator.clearFaults();
			await program.run(["cancel", "--yes", "--non-interactive"]);
			if (slow > longestEnd) {
				const { exitCode, output } = await program.up();
				assert.equal(exitCode, 0, output);
			}
			assert.equal(spring().status, "RUNNING");
			assert.equal(spring().definition.TaskCps, taskCps);
			assert.deepEqual({ alive, busy }, { alive: [], busy: [] });
		});
	}
});
