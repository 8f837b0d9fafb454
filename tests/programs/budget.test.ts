import assert from "node:assert/strict";
import type { AiCallTask } from "../../provider/tasks/model";
import { type Simulator, startSimulator } from "../../simulator";
import type { Program } from "../../tools/pulumi/program";
import { type StateSize, stateSize } from "../../tools/pulumi/state-size";
import { noopProvider, openTaskProgram, ours } from "../../tools/pulumi/task-program";
import { aDefinition } from "../support/definitions";
import { openPlace, type Place } from "../support/describe-simulator";
import { succeeded } from "./support/describe-programs";

/* The most requests and bytes that the provider may need. Times are measured by `npm run bench`, and no test asserts them. */

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

	it("the state is at most a quarter larger than that of a provider that does nothing", async () => {
		await requests("refresh", tasks);
		const [own, least] = [stateSize(program.stateFile), await sizeWithoutProvider(tasks)];
		assert.ok(own.stateBytes <= 1.25 * least.stateBytes, `${own.stateBytes} bytes instead of ${least.stateBytes}`);
		assert.ok(own.lineBytes <= 80, `${own.lineBytes} bytes`);
	});

	it("a refresh makes one query for each task, and those of the list", async () => {
		const actions = await requests("refresh", tasks);
		assert.ok(actions.length <= tasks + Math.ceil(tasks / 100) + stragglers, actions.join());
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

describe("the budget of requests, at size", function () {
	this.timeout(60_000);
	const tasks = 1000;
	const thousand = named("task", tasks);
	let place: Place;

	beforeEach(async () => {
		place = await openPlace();
	});
	afterEach(() => place.close());

	const requests = async (action: () => Promise<unknown>) => {
		place.simulator.clearRequests();
		await action();
		return place.simulator.actions();
	};

	it("1,000 tasks: first up, nothing changed, one more, refresh", async () => {
		const engine = place.newEngine();
		const first = await requests(() => engine.up(thousand));
		assert.equal(first.filter((action) => action === "CreateAiCallTask").length, tasks);
		assert.ok(first.length <= tasks + 12, `${first.length} requests`);

		assert.deepEqual(await requests(() => engine.up(thousand)), []);

		const more = await requests(() => engine.preview({ ...thousand, ...named("more", 1) }));
		assert.ok(more.length <= 2, more.join(", "));

		const refresh = await requests(() => engine.refresh());
		assert.ok(refresh.length <= tasks + tasks / 100, `${refresh.length} requests`);
	});

	for (const additions of [1, 100]) {
		it(`a preview that adds ${additions} among 10,000 other tasks makes at most ${additions + 1} requests`, async () => {
			place.simulator.seedTasks({ count: 10_000, namePrefix: "other-" });
			const asked = await requests(() => place.newEngine().preview(named("more", additions)));
			assert.ok(asked.length <= additions + 1, `${asked.length} requests`);
		});
	}
});

function named(prefix: string, count: number): Record<string, AiCallTask> {
	const names = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
	return Object.fromEntries(names.map((taskName) => [taskName, aDefinition({ taskName })]));
}
