import assert from "node:assert/strict";
import { aDefinition } from "../../support/definitions";
import { describeSimulator } from "../../support/describe-simulator";
import { type OpenPlugin, openPlugin } from "./support/open-plugin";
import { type PreviewEnd, preview, type Registered } from "./support/preview-engine";

const closing = "Nothing was sent to the service. Fix the problems listed under the resources, then preview again.";

/** A task that only the account's list shows to be wrong, or that its own inputs do. */
function faulty(index: number): Registered {
	const news = { ...aDefinition({ taskName: `task ${index}` }) };
	return { name: `task-${index}`, news: index % 2 === 0 ? { ...news, taskCps: 600 } : { ...news, taskName: "taken" } };
}

const all = Array.from({ length: 24 }, (_, index) => faulty(index));
const names = all.map(({ name }) => name);

function namesWithErrors({ lines }: OpenPlugin): string[] {
	return [...new Set(lines.flatMap(({ severity, name }) => (severity === "error" ? [name] : [])))];
}

describeSimulator("the plugin in a preview", (fixture) => {
	let plugin: OpenPlugin;

	beforeEach(async () => {
		fixture.simulator.seedTasks([{ TaskName: "taken" }]);
		plugin = await openPlugin(fixture);
	});
	afterEach(() => plugin.close());

	function isFailed({ failure }: PreviewEnd): void {
		assert.equal(failure, closing);
		assert.deepEqual(
			fixture.simulator.actions().filter((action) => !action.includes("Query")),
			[],
		);
	}

	for (const parallel of [1, 2, 4, 16, Number.POSITIVE_INFINITY]) {
		it(`shows the errors of 24 resources, and fails, where the engine makes ${parallel} calls at once`, async () => {
			isFailed(await preview(plugin.client, all, parallel));

			assert.deepEqual(namesWithErrors(plugin).toSorted(), names.toSorted());
			const shown = plugin.lines.map(({ name, text }) => `${name} ${text}`);
			assert.equal(new Set(shown).size, shown.length, "each is shown once");
		});
	}

	it("shows the errors of resources that need faulty ones", async () => {
		const chain = all.slice(0, 5).map((one, index) => (index === 0 ? one : { ...one, needs: `task-${index - 1}` }));
		const others = all.slice(5, 12);

		isFailed(await preview(plugin.client, [...chain, ...others], 16));

		const shown = namesWithErrors(plugin);
		assert.ok(others.every(({ name }) => shown.includes(name)));
		assert.ok(shown.includes("task-0") && shown.includes("task-1"), shown.join());
	});

	it("shows the errors of a program that takes its time between two resources", async () => {
		const slow = all.slice(0, 4).map((one) => ({ ...one, after: 600 }));

		isFailed(await preview(plugin.client, slow, 16));

		assert.deepEqual(namesWithErrors(plugin), ["task-0", "task-1", "task-2", "task-3"]);
	});

	it("fails with what was shown where a program takes longer than a second between two resources", async () => {
		const slow = all.slice(0, 2).map((one) => ({ ...one, after: 2500 }));

		isFailed(await preview(plugin.client, slow, 16));

		assert.deepEqual(namesWithErrors(plugin), ["task-0"]);
	});

	it("holds no faultless resource, and succeeds without an error", async () => {
		const fine = Array.from({ length: 8 }, (_, index) => ({
			name: `fine-${index}`,
			news: { ...aDefinition({ taskName: `fine ${index}` }) },
		}));

		const { failure, seconds } = await preview(plugin.client, fine, 4);

		assert.equal(failure, undefined);
		assert.ok(seconds < 5, `${seconds} s`);
		assert.deepEqual(namesWithErrors(plugin), []);
	});
});
