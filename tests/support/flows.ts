import assert from "node:assert/strict";
import type { TaskView } from "../../simulator";
import { aDefinition, otherAgent } from "./definitions";
import type { Place } from "./describe-simulator";
import type { Engine, Program } from "./engine";

/** One use of the provider, from a prepared account to the expected result. */
export interface Flow {
	readonly title: string;
	/** Prepares the account and the stack, without faults. */
	prepare(place: Place, engine: Engine): Promise<void>;
	/** The user's command, which may be repeated. Returns the errors. */
	act(engine: Engine, place: Place): Promise<string[]>;
	/** Checks the result. */
	verify(place: Place, engine: Engine): void | Promise<void>;
}

export const numbers = ["13800000001", "13800000002", "13800000003"];

const before = aDefinition();
const after = aDefinition({ taskCps: 9, virtualNumber: "057100002222" });
const elsewhere = aDefinition({ agentId: otherAgent });
const program = (task: Program[string]): Program => ({ spring: task });

async function upAsIs(engine: Engine, task = before): Promise<void> {
	assert.deepEqual(await engine.up(program(task)), []);
}

async function upAndRunning(place: Place, engine: Engine): Promise<void> {
	await upAsIs(engine);
	place.simulator.importNumbers(only(place).taskId, numbers);
	assert.equal(only(place).status, "RUNNING");
}

async function upAndStopped(place: Place, engine: Engine): Promise<void> {
	await upAndRunning(place, engine);
	place.simulator.setStatus(only(place).taskId, "STOPPED");
}

function all({ simulator }: Place): TaskView[] {
	return simulator.tasks();
}

function only(place: Place): TaskView {
	const [task, ...others] = all(place);
	assert.ok(task !== undefined && others.length === 0, `one task, not ${all(place).length}`);
	return task;
}

/** Checks that the stack has one task, with this status and definition. */
async function isHeld(
	place: Place,
	engine: Engine,
	task: TaskView,
	status: string,
	definition: typeof before,
): Promise<void> {
	assert.equal(engine.state.get("spring")?.id, task.taskId, "the state holds the task");
	assert.equal(engine.state.get("spring")?.unfinished, undefined);
	assert.equal(task.status, status);
	assert.equal(task.taskName, definition.taskName);
	assert.equal(task.definition.AgentId, definition.agentId);
	assert.equal(task.definition.TaskCps, definition.taskCps);
	assert.equal(task.definition.VirtualNumber, definition.virtualNumber);
	assert.deepEqual(await engine.plan(program(definition)), { spring: "same" }, "nothing is left to do");
	assert.deepEqual([...place.simulator.tasks()].filter(isOrphan(engine)), [], "no orphan");
}

function isOrphan({ state }: Engine) {
	const known = new Set([...state.values()].map(({ id }) => id));
	return (task: TaskView) => !known.has(task.taskId) && !isReleased(task);
}

function isReleased({ taskId, taskName, status }: TaskView): boolean {
	return taskName === `released-${taskId}` && status !== "RUNNING";
}

function hasRun({ moves }: TaskView): boolean {
	return moves.some(({ to, by }) => to === "RUNNING" && by === "StartAiCallTask");
}

export const flows: readonly Flow[] = [
	{
		title: "create",
		prepare: async () => {},
		act: (engine) => engine.up(program(before)),
		verify: (place, engine) => isHeld(place, engine, only(place), "INIT", before),
	},
	{
		title: "update running",
		prepare: upAndRunning,
		act: (engine) => engine.up(program(after)),
		verify: (place, engine) => isHeld(place, engine, only(place), "RUNNING", after),
	},
	{
		title: "update stopped",
		prepare: upAndStopped,
		act: (engine) => engine.up(program(after)),
		verify: async (place, engine) => {
			await isHeld(place, engine, only(place), "STOPPED", after);
			assert.equal(hasRun(only(place)), false, "it was never started");
		},
	},
	{
		title: "replace",
		prepare: upAndRunning,
		act: (engine) => engine.up(program(elsewhere)),
		verify: async (place, engine) => {
			const [old, task, ...others] = all(place);
			assert.ok(old !== undefined && task !== undefined && others.length === 0, `${all(place).length} tasks`);
			await isHeld(place, engine, task, "INIT", elsewhere);
			assert.ok(isReleased(old), `the old one is released: ${old.taskName}, ${old.status}`);
		},
	},
	{
		title: "destroy",
		prepare: upAndRunning,
		act: (engine) => engine.destroy(),
		verify: (place, engine) => {
			assert.equal(engine.state.size, 0);
			assert.ok(isReleased(only(place)), `it is released: ${only(place).taskName}, ${only(place).status}`);
		},
	},
	{
		title: "refresh",
		prepare: async (place, engine) => {
			await upAndStopped(place, engine);
			place.simulator.changeTask(only(place).taskId, { TaskCps: 77 });
		},
		act: (engine) => engine.refresh(),
		verify: async (place, engine) => {
			assert.equal(engine.state.get("spring")?.outputs.taskCps, 77);
			assert.equal(engine.state.get("spring")?.outputs.status, "STOPPED");
			assert.deepEqual(await engine.plan(program(before)), { spring: "update" });
			assert.equal(only(place).definition.TaskCps, 77);
		},
	},
	{
		title: "adopt",
		prepare: async ({ simulator }) => {
			const [taskId = ""] = simulator.seedTasks([{ TaskName: "by hand", AgentId: before.agentId, TaskCps: 3 }]);
			simulator.importNumbers(taskId, numbers);
		},
		act: (engine, place) => engine.up(program({ ...before, adoptTaskId: only(place).taskId })),
		verify: (place, engine) => isHeld(place, engine, only(place), "RUNNING", before),
	},
];
