import assert from "node:assert/strict";
import { type Simulator, startSimulator, type TaskView } from "../../simulator/index";
import { killProcessesWith } from "../../tools/pulumi/processes";
import { openProgram, type Program } from "../../tools/pulumi/program";
import { type Boundary, killRunAt, type Victim } from "../support/killed-run";
import { endOf } from "../support/soak/processes";

/* `tests/tasks/kill-matrix.test.ts` kills a provider at every call. Here real processes are killed, at one call of each kind. */

const agents = { first: "118712345678901234", second: "118712345678905678" };

interface Declared {
	readonly taskName: string;
	readonly taskCps: number;
	readonly agentId: string;
}

/** The program reads what it declares from a file, so that a test can change it. */
const source = `
const { readFileSync } = require("node:fs");
const { AiCallTask } = require("pulumi-aiccs");
for (const [name, args] of Object.entries(JSON.parse(readFileSync("tasks.json", "utf8")))) {
	new AiCallTask(name, {
		virtualNumber: "05710000001", startType: "IMMEDIATE", callDay: ["MONDAY"],
		callTime: [{ startTime: "09:00:00", endTime: "18:00:00" }], ...args,
	});
}
`;

const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];
/** Milliseconds after which a provider without its engine has ended. */
const longestEnd = 10_000;

type Kill = Boundary & { readonly victim: Victim };

const creations: readonly Kill[] = [
	{ action: "CreateAiCallTask", when: "after", victim: "both" },
	{ action: "CreateAiCallTask", when: "after", victim: "cli" },
	{ action: "CreateAiCallTask", when: "after", victim: "provider" },
];
const updates: readonly Kill[] = [
	{ action: "StopAiCallTask", when: "after", victim: "both" },
	{ action: "UpdateAiCallTask", when: "before", victim: "cli" },
	{ action: "StartAiCallTask", when: "before", victim: "provider" },
];
const replacements: readonly Kill[] = [
	{ action: "UpdateAiCallTask", when: "after", victim: "both" },
	{ action: "CreateAiCallTask", when: "after", victim: "cli" },
	{ action: "CreateAiCallTask", when: "before", victim: "provider" },
];
const removals: readonly Kill[] = [
	{ action: "StopAiCallTask", when: "after", victim: "both" },
	{ action: "UpdateAiCallTask", when: "before", victim: "cli" },
	{ action: "UpdateAiCallTask", when: "after", victim: "provider" },
];

describe("a killed run", function () {
	this.timeout(180_000);
	let program: Program;
	let simulator: Simulator;
	let tasks: Record<string, Declared>;

	before(async () => {
		simulator = await startSimulator({ settings: {} });
		const config = { "aiccs:requestTimeoutSeconds": "3" };
		program = await openProgram({ files: { "index.js": source }, simulator, config });
		const names = [
			"updated",
			...replacements.map((_, index) => `replaced-${index}`),
			...removals.map((_, index) => `removed-${index}`),
		];
		tasks = Object.fromEntries(names.map((taskName) => [taskName, { taskName, taskCps: 1, agentId: agents.first }]));
		writeTasks();
		await mustGoUp();
		for (const taskName of names) {
			simulator.importNumbers(taskOf(taskName).taskId, ["13800000001", "13800000002"]);
			assert.equal(taskOf(taskName).status, "RUNNING");
		}
	});
	after(async () => {
		await program.close();
		await simulator.stop();
	});

	function writeTasks(): void {
		program.write({ "tasks.json": JSON.stringify(tasks) });
	}

	function declare(taskName: string, changes: Partial<Declared> = {}): void {
		tasks[taskName] = { taskName, taskCps: 1, agentId: agents.first, ...tasks[taskName], ...changes };
		writeTasks();
	}

	async function mustGoUp(): Promise<void> {
		const { exitCode, output } = await program.up();
		assert.equal(exitCode, 0, output);
	}

	/** Kills a run, then does what Pulumi advises. */
	async function killAndGoOn(kill: Kill): Promise<void> {
		const { arrived } = await killRunAt({ program, simulator }, up, kill, kill.victim);
		assert.ok(arrived);
		const home = `PULUMI_HOME=${program.env.PULUMI_HOME}`;
		assert.deepEqual(await endOf(home, longestEnd), [], "no process is left");
		await killProcessesWith(home);
		if (kill.victim !== "provider") {
			const locked = await program.run(["cancel", "--yes", "--non-interactive"]);
			assert.equal(locked.exitCode, 0, locked.output);
		}
		await mustGoUp();
		assertNoOrphans();
	}

	/** The task that holds a name of the program; there must be exactly one. */
	function taskOf(taskName: string): TaskView {
		const [task, ...others] = simulator.tasks().filter((each) => each.taskName === taskName);
		assert.ok(task !== undefined && others.length === 0, `one task is named ${taskName}`);
		return task;
	}

	/** Every task of the account is in the state or released, and no operation is pending but those that a kill left. */
	function assertNoOrphans(): void {
		const known = new Set((program.state().deployment.resources ?? []).map(({ id }) => id));
		const orphans = simulator
			.tasks()
			.filter(({ taskId, taskName }) => !known.has(taskId) && taskName !== `released-${taskId}`);
		assert.deepEqual(
			orphans.map(({ taskName }) => taskName),
			[],
		);
	}

	for (const [index, kill] of creations.entries()) {
		it(`leaves one task after the next run when ${inWords(kill)} during a create`, async () => {
			const taskName = `created-${index}`;
			declare(taskName, { taskCps: 5 });

			await killAndGoOn(kill);

			assert.equal(taskOf(taskName).definition.TaskCps, 5);
		});
	}

	for (const [index, kill] of updates.entries()) {
		it(`leaves a running campaign updated and running after the next run when ${inWords(kill)}`, async () => {
			declare("updated", { taskCps: index + 2 });

			await killAndGoOn(kill);

			assert.equal(taskOf("updated").definition.TaskCps, index + 2);
			assert.equal(taskOf("updated").status, "RUNNING");
		});
	}

	it("leaves a suspended campaign running after the next run also when the change is taken back", async () => {
		const { taskCps } = tasks.updated ?? assert.fail();
		declare("updated", { taskCps: 400 });
		const boundary = { action: "UpdateAiCallTask", when: "before" } as const;
		assert.ok((await killRunAt({ program, simulator }, up, boundary, "both")).arrived);
		assert.equal(taskOf("updated").status, "STOPPED");
		declare("updated", { taskCps });

		await program.run(["cancel", "--yes", "--non-interactive"]);
		await mustGoUp();

		assert.equal(taskOf("updated").status, "RUNNING");
		assert.equal(taskOf("updated").definition.TaskCps, taskCps);
	});

	for (const [index, kill] of replacements.entries()) {
		it(`leaves one task of the name after the next run when ${inWords(kill)} during a replacement`, async () => {
			const taskName = `replaced-${index}`;
			const { taskId } = taskOf(taskName);
			declare(taskName, { agentId: agents.second });

			await killAndGoOn(kill);

			assert.equal(taskOf(taskName).definition.AgentId, agents.second);
			assert.equal(simulator.task(taskId)?.status, "STOPPED");
		});
	}

	for (const [index, kill] of removals.entries()) {
		it(`leaves the task stopped and its name free after the next run when ${inWords(kill)} during a delete`, async () => {
			const taskName = `removed-${index}`;
			const { taskId } = taskOf(taskName);
			delete tasks[taskName];
			writeTasks();

			await killAndGoOn(kill);

			assert.equal(simulator.task(taskId)?.status, "STOPPED");
			assert.equal(simulator.task(taskId)?.taskName, `released-${taskId}`);
		});
	}

	it("leaves nothing to do after all of that", async () => {
		const { exitCode, output } = await program.preview("--expect-no-changes");

		assert.equal(exitCode, 0, output);
	});
});

function inWords({ action, when, victim }: Kill): string {
	const who = { both: "everything is", cli: "the command line is", provider: "the provider is" }[victim];
	return `${who} killed ${when} ${action}`;
}
