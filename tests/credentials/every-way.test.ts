import assert from "node:assert/strict";
import { openStage, type Stage } from "./support/stage";
import { ways } from "./support/ways";

const sizes = [1, 2, 20];

describe("credentials for 1, 2 and 20 tasks at once, each operation in a process that knows none yet", function () {
	this.timeout(60_000);
	let stage: Stage;
	before(async () => {
		stage = await openStage();
	});
	after(() => stage.close());

	for (const { title, isTemporary, setUp, doors = [], laterDoors = doors } of ways) {
		it(`come from ${title}`, async () => {
			const scene = await stage.newScene({ isTemporary });

			const operations = ["preview", "up", "refresh", "destroy"] as const;
			const { results, output } = await scene.play(setUp(scene), { sizes, operations });

			const expected = sizes.flatMap((tasks) => operations.map((operation) => ({ operation, tasks, errors: [] })));
			assert.deepEqual(results, expected, output);
			const tasks = scene.simulator.tasks();
			assert.equal(tasks.length, 23, "each task is there once");
			assert.ok(tasks.every(({ taskId, taskName }) => taskName === `released-${taskId}`));
			const asked = results.flatMap((_, index) => (index === 0 ? doors : laterDoors));
			assert.deepEqual(stage.office.asked, asked, "whoever hands out keys is asked once for a process");
		});
	}
});
