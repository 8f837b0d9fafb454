import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../simulator";
import type { Program } from "../../tools/pulumi/program";
import { type StateSize, stateSize } from "../../tools/pulumi/state-size";
import { noopProvider, openTaskProgram, ours } from "../../tools/pulumi/task-program";
import { succeeded } from "./support/describe-programs";

/* The most requests and bytes that the provider may need; with 1,000 tasks: `tests/tasks/budget.test.ts`. Times are measured by `npm run bench`, and no test asserts them. */

/** Single queries of a refresh that may miss the batch on a busy machine. */
const stragglers = 2;

describe("the budget on the real CLI", function () {
	this.timeout(240_000);
	const tasks = 50;
	let simulator: Simulator;
	let program: Program;

	before(async () => {
		simulator = await startSimulator();
		program = await openTaskProgram(ours, { simulator });
	});
	after(async () => {
		await program.close();
		await simulator.stop();
	});

	/** The requests of one command on a program with so many tasks. */
	async function requests(command: "preview" | "up" | "refresh", count: number): Promise<readonly string[]> {
		simulator.clearRequests();
		program.env.TASK_COUNT = String(count);
		await succeeded(program[command]());
		return simulator.actions();
	}

	it("a first up makes one creation for each task and at most a dozen queries", async () => {
		const actions = await requests("up", tasks);
		const queries = actions.filter((action) => action !== "CreateAiCallTask");
		assert.equal(actions.length - queries.length, tasks);
		assert.ok(queries.length <= 12, queries.join());
	});

	it("a refresh makes one query for each task, and those of the list; the state is at most a quarter larger than that of a provider that does nothing", async () => {
		const actions = await requests("refresh", tasks);
		assert.ok(actions.length <= tasks + Math.ceil(tasks / 100) + stragglers, actions.join());
		const [own, least] = [stateSize(program.stateFile), await sizeWithoutProvider(tasks)];
		assert.ok(own.stateBytes <= 1.25 * least.stateBytes, `${own.stateBytes} bytes instead of ${least.stateBytes}`);
		assert.ok(own.lineBytes <= 80, `${own.lineBytes} bytes`);
	});

	it("an up without changes makes no request", async () => {
		assert.deepEqual(await requests("up", tasks), []);
	});

	it("a preview that adds a task makes at most two requests", async () => {
		const actions = await requests("preview", tasks + 1);
		assert.ok(actions.length <= 2, actions.join());
	});
});

async function sizeWithoutProvider(tasks: number): Promise<StateSize> {
	const program = await openTaskProgram(noopProvider, { env: { TASK_COUNT: String(tasks) } });
	try {
		await succeeded(program.up());
		return stateSize(program.stateFile);
	} finally {
		await program.close();
	}
}
