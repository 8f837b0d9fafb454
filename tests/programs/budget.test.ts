import assert from "node:assert/strict";
import { type Contestant, openContestant, type Run, type Step } from "../../bench/contestant";

/* What the provider may cost, in requests and bytes; with 1,000 tasks: `tests/tasks/budget.test.ts`. `npm run bench` measures times. */

/** Queries of a refresh that may be sent one by one on a busy machine. */
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

async function ran(contestant: Contestant, step: Step, tasks: number): Promise<Run> {
	const run = await contestant.run(step, tasks);
	assert.ok(run !== undefined);
	return run;
}

function sum(calls: Readonly<Record<string, number>>): number {
	return Object.values(calls).reduce((total, count) => total + count, 0);
}
