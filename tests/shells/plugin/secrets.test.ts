import assert from "node:assert/strict";
import { aDefinition, everyProperty } from "../../support/definitions";
import { describeSimulator } from "../../support/describe-simulator";
import type { Values } from "../../support/engine";
import { check, create, createdTask, diff, type OpenPlugin, openPlugin, remove, update } from "./support/open-plugin";

const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function sealed(value: unknown): object {
	return { ...signature, value };
}

/** The text without what is marked as a secret in it. */
function withoutMarked(values: Values): string {
	return JSON.stringify(values, (_key, value: unknown) =>
		JSON.stringify(value)?.startsWith(JSON.stringify(signature).slice(0, -1)) ? "[marked]" : value,
	);
}

const failed = (promise: Promise<unknown>): Promise<string> =>
	promise.then(
		() => "",
		(error: { details: string }) => error.details,
	);

describeSimulator("a secret value in the plugin", (fixture) => {
	let plugin: OpenPlugin;

	beforeEach(async () => {
		plugin = await openPlugin(fixture);
	});
	afterEach(() => plugin.close());

	const ofTask: Values = everyProperty;
	for (const [property, value] of Object.entries(ofTask)) {
		it(`stays marked in ${property} of inputs, previews, creations, updates and refreshes`, async () => {
			const { client } = plugin;
			const news = { ...ofTask, [property]: sealed(value) };
			const { inputs } = await check(client, "spring", news);
			const previewed = await create(client, "spring", inputs, true);
			const created = await create(client, "spring", inputs);
			fixture.simulator.setStatus(created.id, "STOPPED");
			const changed = await check(client, "spring", {
				...news,
				missCallRetry: property === "missCallRetry" ? sealed(true) : true,
			});
			const updated = await update(client, "spring", created, changed.inputs);

			for (const values of [inputs, previewed.outputs, created.outputs, changed.inputs, updated]) {
				assert.deepEqual(values[property], sealed(value), property);
			}
			assert.deepEqual(fixture.lines.concat(plugin.lines.map(({ text }) => text)).filter(isTelling(value)), []);
		});
	}

	it("stays marked where only a part of a property is secret", async () => {
		const news = aDefinition();
		const nested = { ...news, callTime: [{ startTime: sealed("09:00:00"), endTime: "12:00:00" }] };

		const { outputs, inputs } = await createdTask(plugin.client, "spring", nested);

		assert.deepEqual(outputs.callTime, sealed(news.callTime));
		assert.doesNotMatch(withoutMarked(outputs) + withoutMarked(inputs), /09:00:00/);
	});

	it("is not in what the service says of a creation", async () => {
		fixture.simulator.seedTasks([{ TaskName: "canary-of-the-name" }]);
		const { inputs } = await check(plugin.client, "spring", {
			...aDefinition(),
			taskName: sealed("canary-of-the-name"),
		});

		const failure = await failed(create(plugin.client, "spring", inputs));

		assert.match(failure, /already held by task \d+/);
		assert.doesNotMatch(failure, /canary/);
	});

	it("is not in what the service says of an update", async () => {
		fixture.simulator.seedTasks([{ TaskName: "canary-of-the-name" }]);
		const held = await createdTask(plugin.client, "spring", { ...aDefinition() });
		fixture.simulator.setStatus(held.id, "STOPPED");
		const { inputs } = await check(
			plugin.client,
			"spring",
			{ ...aDefinition(), taskName: sealed("canary-of-the-name") },
			held.inputs,
		);

		const failure = await failed(update(plugin.client, "spring", held, inputs));

		assert.notEqual(failure, "");
		assert.doesNotMatch(failure, /canary/);
	});

	for (const onDestroy of ["release", "stop", "leave"] as const) {
		it(`is not in what a destroy with onDestroy "${onDestroy}" leaves to say`, async () => {
			const news = { ...aDefinition(), taskName: sealed("canary-of-the-name"), onDestroy };
			const held = await createdTask(plugin.client, "spring", news);

			plugin.close();
			plugin = await openPlugin(fixture);
			await remove(plugin.client, "spring", held);

			const said = [...fixture.lines, ...plugin.lines.map(({ text }) => text)].join("\n");
			assert.match(said, /remains in the account/);
			assert.doesNotMatch(said, /canary/);
		});
	}

	it("is in no finding and in no difference", async () => {
		const wrong = { ...aDefinition(), virtualNumber: sealed("canary-number"), taskCps: sealed(98765) };
		const { inputs, failures } = await check(plugin.client, "spring", wrong);
		await failed(create(plugin.client, "spring", inputs, true));
		const held = await createdTask(plugin.client, "summer", { ...aDefinition({ taskName: "summer" }) });
		const difference = await diff(plugin.client, "summer", held, { ...wrong, taskName: "summer" });

		const shown = JSON.stringify([plugin.lines, failures, difference.toObject()]);
		assert.match(shown, /virtualNumber/);
		assert.doesNotMatch(shown, /canary|98765/);
	});
});

function isTelling(value: unknown): (line: string) => boolean {
	return (line) => typeof value === "string" && value.length > 5 && line.includes(value);
}
