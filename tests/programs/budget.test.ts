import assert from "node:assert/strict";
import { type Contestant, openContestant, type Run, type Step } from "../../bench/contestant";
import type { AiCallTask } from "../../provider/tasks/model";
import { aDefinition } from "../support/definitions";
import { openPlace, type Place } from "../support/describe-simulator";

/* What the provider may cost, in requests and bytes. Times are measured by `npm run bench` and asserted nowhere. */

/** Questions of a refresh that may come apart from the others on a busy machine, and are asked one by one. */
const stragglers = 2;

describe("the budget on the real CLI", function () {
	this.timeout(240_000);
	const tasks = 50;
	let ours: Contestant;
	let floor: Contestant;

	before(async () => {
		ours = await openContestant("ours");
		floor = await openContestant("floorA");
	});
	after(async () => {
		await ours.close();
		await floor.close();
	});

	it("a first up makes one creation for each task and a dozen questions at most", async () => {
		const { calls } = (await ran(ours, "up", tasks)).sample;
		const { CreateAiCallTask, ...others } = calls;
		assert.equal(CreateAiCallTask, tasks);
		assert.ok(sum(others) <= 12, JSON.stringify(others));
	});

	it("a refresh asks once for each task, and for the list, and the state is little larger than that of a provider that adds nothing", async () => {
		const [own, least] = [await ran(ours, "refresh", tasks), await ran(floor, "up", tasks)];
		const { calls } = own.sample;
		assert.ok(sum(calls) <= tasks + Math.ceil(tasks / 100) + stragglers, JSON.stringify(calls));
		assert.ok(
			Number(own.sample.stateBytes) <= 1.25 * Number(least.sample.stateBytes),
			`${own.sample.stateBytes} bytes`,
		);
		assert.ok(Number(own.sample.lineBytes) <= 80, `${own.sample.lineBytes} bytes`);
	});

	it("an up without changes asks nothing", async () => {
		assert.deepEqual((await ran(ours, "noChange", tasks)).sample.calls, {});
	});

	it("a preview that adds a task asks twice at most", async () => {
		const { calls } = (await ran(ours, "previewAdd", tasks + 1)).sample;
		assert.ok(sum(calls) <= 2, JSON.stringify(calls));
	});
});

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
		it(`a preview that adds ${additions} among 10,000 tasks of others asks ${additions + 1} times at most`, async () => {
			place.simulator.seedTasks({ count: 10_000, namePrefix: "foreign-" });
			const asked = await requests(() => place.newEngine().preview(named("more", additions)));
			assert.ok(asked.length <= additions + 1, `${asked.length} requests`);
		});
	}
});

async function ran(contestant: Contestant, step: Step, tasks: number): Promise<Run> {
	const run = await contestant.run(step, tasks);
	assert.ok(run !== undefined);
	return run;
}

function named(prefix: string, count: number): Record<string, AiCallTask> {
	const names = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
	return Object.fromEntries(names.map((taskName) => [taskName, aDefinition({ taskName })]));
}

function sum(calls: Readonly<Record<string, number>>): number {
	return Object.values(calls).reduce((total, count) => total + count, 0);
}
