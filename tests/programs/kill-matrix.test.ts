import assert from "node:assert/strict";
import { type Simulator, startSimulator, type TaskView } from "../../simulator/index";
import { openProgram, type Program } from "../../tools/pulumi/program";
import { type Boundary, runKilledAt, type Victim } from "../support/killed-run";

const agents = { first: "118712345678901234", second: "118712345678905678" };

interface Declared {
	readonly taskName: string;
	readonly taskCps: number;
	readonly agentId: string;
}

/** What the program declares is read from a file, so that a test can change it. */
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

interface Stage {
	readonly program: Program;
	readonly simulator: Simulator;
	readonly tasks: Record<string, Declared>;
}

async function openStage(): Promise<Stage> {
	const simulator = await startSimulator({ settings: {} });
	const config = { "aiccs:requestTimeoutSeconds": "3" };
	const program = await openProgram({ files: { "index.js": source }, simulator, config });
	return { program, simulator, tasks: {} };
}

async function closeStage({ program, simulator }: Stage): Promise<void> {
	await program.close();
	await simulator.stop();
}

function declare(stage: Stage, name: string, args: Declared): void {
	stage.tasks[name] = args;
	stage.program.write({ "tasks.json": JSON.stringify(stage.tasks) });
}

/** The next run after a killed one: what a user is told to do. */
async function carryOn({ program }: Stage): Promise<string> {
	await program.run(["cancel", "--yes", "--non-interactive"]);
	const { exitCode, output } = await program.up();
	assert.equal(exitCode, 0, output);
	return output;
}

/** The tasks that hold a name of the program, of which there must be exactly one each. */
function taskOf({ simulator }: Stage, taskName: string): TaskView {
	const holders = simulator.tasks().filter((task) => task.taskName === taskName);
	assert.equal(holders.length, 1, `${holders.length} tasks are named ${taskName}`);
	return holders[0] as TaskView;
}

/** Every task of the account is in the state, or was let go of by a replacement or destruction. */
async function assertNoOrphans({ program, simulator }: Stage): Promise<void> {
	const { deployment } = await program.exportState();
	const known = new Set((deployment.resources ?? []).map(({ id }) => id));
	const orphans = simulator
		.tasks()
		.filter(({ taskId, taskName }) => !known.has(taskId) && taskName !== `released-${taskId}`);
	assert.deepEqual(
		orphans.map(({ taskName }) => taskName),
		[],
	);
}

function running(stage: Stage, taskName: string): void {
	const { taskId } = taskOf(stage, taskName);
	stage.simulator.importNumbers(taskId, ["13800000001", "13800000002"]);
	assert.equal(taskOf(stage, taskName).status, "RUNNING");
}

const victims: readonly Victim[] = ["both", "cli", "provider"];

function title({ action, skip = 0, when }: Boundary, victim: Victim): string {
	const who = { both: "everything is", cli: "the command line is", provider: "the provider is" }[victim];
	return `when ${who} killed ${when} ${action}${skip === 0 ? "" : ` number ${skip + 1}`}`;
}

describe("a run that is killed", function () {
	this.timeout(180_000);

	describe("while it creates a task", () => {
		let stage: Stage;
		before(async () => {
			stage = await openStage();
		});
		after(() => closeStage(stage));
		const boundaries: readonly Boundary[] = [
			{ action: "QueryAiCallTaskPage", when: "before" },
			{ action: "CreateAiCallTask", when: "before" },
			{ action: "CreateAiCallTask", when: "after" },
		];
		let count = 0;
		for (const boundary of boundaries) {
			for (const victim of boundary.action === "CreateAiCallTask" ? victims : (["both"] as const)) {
				it(`leaves one task after the next run ${title(boundary, victim)}`, async () => {
					const taskName = `created-${++count}`;
					declare(stage, taskName, { taskName, taskCps: 5, agentId: agents.first });

					assert.ok(await runKilledAt(stage, up, boundary, victim));
					await carryOn(stage);

					assert.equal(taskOf(stage, taskName).definition.TaskCps, 5);
					await assertNoOrphans(stage);
				});
			}
		}
		it("has nothing left to do afterwards", async () => {
			const { exitCode, output } = await stage.program.preview("--expect-no-changes");

			assert.equal(exitCode, 0, output);
		});
	});

	describe("while it updates a running campaign", () => {
		let stage: Stage;
		const taskName = "updated";
		before(async () => {
			stage = await openStage();
			declare(stage, taskName, { taskName, taskCps: 1, agentId: agents.first });
			await carryOn(stage);
			running(stage, taskName);
		});
		after(() => closeStage(stage));
		const boundaries: readonly Boundary[] = [
			{ action: "QueryAiCallTaskDetail", when: "before" },
			{ action: "StopAiCallTask", when: "before" },
			{ action: "StopAiCallTask", when: "after" },
			{ action: "QueryAiCallTaskPage", skip: 1, when: "before" },
			{ action: "UpdateAiCallTask", when: "before" },
			{ action: "UpdateAiCallTask", when: "after" },
			{ action: "StartAiCallTask", when: "before" },
			{ action: "StartAiCallTask", when: "after" },
			{ action: "QueryAiCallTaskPage", skip: 3, when: "before" },
		];
		let taskCps = 1;
		for (const boundary of boundaries) {
			const isAfterWrite = boundary.when === "after";
			for (const victim of isAfterWrite ? victims : (["both"] as const)) {
				it(`updates it and lets it run after the next run ${title(boundary, victim)}`, async () => {
					declare(stage, taskName, { taskName, taskCps: ++taskCps, agentId: agents.first });

					assert.ok(await runKilledAt(stage, up, boundary, victim));
					await carryOn(stage);

					assert.equal(taskOf(stage, taskName).definition.TaskCps, taskCps);
					assert.equal(taskOf(stage, taskName).status, "RUNNING");
					await assertNoOrphans(stage);
				});
			}
		}
		it("lets it run also when the change is taken back after the kill", async () => {
			declare(stage, taskName, { taskName, taskCps: 400, agentId: agents.first });
			assert.ok(await runKilledAt(stage, up, { action: "UpdateAiCallTask", when: "before" }, "both"));
			assert.equal(taskOf(stage, taskName).status, "STOPPED");

			declare(stage, taskName, { taskName, taskCps, agentId: agents.first });
			await carryOn(stage);

			assert.equal(taskOf(stage, taskName).status, "RUNNING");
			assert.equal(taskOf(stage, taskName).definition.TaskCps, taskCps);
		});
	});

	describe("while it replaces or destroys a running campaign", () => {
		let stage: Stage;
		before(async () => {
			stage = await openStage();
		});
		after(() => closeStage(stage));
		const boundaries: readonly Boundary[] = [
			{ action: "StopAiCallTask", when: "after" },
			{ action: "CancelAiCallDetails", when: "before" },
			{ action: "UpdateAiCallTask", when: "before" },
			{ action: "UpdateAiCallTask", when: "after" },
			{ action: "CreateAiCallTask", when: "before" },
			{ action: "CreateAiCallTask", when: "after" },
		];
		let count = 0;
		for (const boundary of boundaries) {
			it(`replaces it by one task of its name ${title(boundary, "both")}`, async () => {
				const taskName = `replaced-${++count}`;
				declare(stage, taskName, { taskName, taskCps: 5, agentId: agents.first });
				await carryOn(stage);
				running(stage, taskName);
				const old = taskOf(stage, taskName).taskId;
				declare(stage, taskName, { taskName, taskCps: 5, agentId: agents.second });

				assert.ok(await runKilledAt(stage, up, boundary, "both"));
				await carryOn(stage);

				assert.equal(taskOf(stage, taskName).definition.AgentId, agents.second);
				assert.equal(stage.simulator.task(old)?.status, "STOPPED");
				await assertNoOrphans(stage);
			});
		}
		for (const boundary of boundaries.slice(0, 4)) {
			it(`stops it and frees its name ${title(boundary, "both")} in a run that removes it`, async () => {
				const taskName = `removed-${++count}`;
				declare(stage, taskName, { taskName, taskCps: 5, agentId: agents.first });
				await carryOn(stage);
				running(stage, taskName);
				const { taskId } = taskOf(stage, taskName);
				delete stage.tasks[taskName];
				stage.program.write({ "tasks.json": JSON.stringify(stage.tasks) });

				assert.ok(await runKilledAt(stage, up, boundary, "both"));
				await carryOn(stage);

				assert.equal(stage.simulator.task(taskId)?.status, "STOPPED");
				assert.equal(stage.simulator.task(taskId)?.taskName, `released-${taskId}`);
				await assertNoOrphans(stage);
			});
		}
	});
});
