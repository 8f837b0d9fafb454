import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, spring, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

describePrograms("resource options", (open, openDeployed) => {
	it("hold for a task as for any resource, whose definition is in the state as written, without the preview's keys", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				class Region extends pulumi.ComponentResource {
					constructor(name) {
						super("test:index:Region", name);
						const first = new AiCallTask("first", { ...campaign, taskName: "first" }, { parent: this, protect: true });
						new AiCallTask("second", { ...campaign, taskName: "second" }, {
							parent: this, dependsOn: first, additionalSecretOutputs: ["virtualNumber"],
						});
					}
				}
				pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
					type.endsWith("AiCallTask") ? { props: { ...props, taskCps: 6 }, opts } : undefined,
				);
				new Region("east");
			`),
		});

		await succeeded(program.up("--skip-preview=false"));

		assert.deepEqual(
			simulator.tasks().map(({ taskName, definition }) => [taskName, definition.TaskCps]),
			[
				["first", 6],
				["second", 6],
			],
		);
		const { deployment, text } = program.state();
		const resource = (name: string) => deployment.resources?.find(({ urn }) => urn.endsWith(`::${name}`));
		assert.match(resource("first")?.urn ?? "", /test:index:Region\$pulumi-nodejs:dynamic\/aiccs:AiCallTask::first$/);
		assert.equal(resource("first")?.protect, true);
		assert.notEqual(resource("second")?.outputs?.virtualNumber, "05710000001");
		const task = resource("first");
		assert.doesNotMatch(text, /__findings|__preview/);
		assert.equal(task?.id, simulator.task("first")?.taskId);
		assert.equal(task?.inputs?.__provider, 'exports.handler=()=>require("pulumi-aiccs/dynamic")');
		assert.deepEqual(Object.keys(task?.inputs ?? {}).sort(), [
			"__owner",
			"__provider",
			"agentId",
			"callDay",
			"callTime",
			"startType",
			"taskCps",
			"taskName",
			"virtualNumber",
		]);
		await succeeded(program.up("--expect-no-changes"));
		assert.match(await failed(program.destroy()), /protected/);
	});

	it("can keep a change out, and findings show what a transformation has made of a value", async () => {
		const { program, simulator, taskId } = await openDeployed();
		const declared = simulator.task(taskId)?.definition;

		program.write(spring("taskCps: 4", '{ ignoreChanges: ["taskCps"] }'));
		await succeeded(program.up("--expect-no-changes"));
		const transformation = "({ props, opts }) => ({ props: { ...props, taskCps: 999 }, opts })";
		program.write(spring("taskCps: 4", `{ transformations: [${transformation}] }`));
		const said = diagnosticsOf(await failed(program.preview()));

		assert.deepEqual(simulator.task(taskId)?.definition, declared);
		assert.match(said.get("spring")?.[0] ?? "", /^error: taskCps \(999\) /);
	});

	it("leave arguments as they are when two resources share them", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				const shared = Object.freeze({ ...campaign, taskName: "shared", onDestroy: "leave" });
				const before = JSON.stringify(shared);
				const options = Object.freeze({ retainOnDelete: true });
				new AiCallTask("first", shared, options);
				if (JSON.stringify(shared) !== before || Object.keys(options).length !== 1) throw new Error("changed");
				new AiCallTask("second", { ...shared, taskName: "other" }, options);
			`),
		});

		await succeeded(program.up("--skip-preview=false"));

		assert.deepEqual(
			simulator
				.tasks()
				.map(({ taskName }) => taskName)
				.sort(),
			["other", "shared"],
		);
	});

	it("can make a change replace the task, and only the change that they name", async () => {
		const { program, simulator, taskId: first } = await openDeployed({ settings: { updateInInit: "accepted" } });
		const option = '{ replaceOnChanges: ["virtualNumber"] }';

		program.write(spring("taskCps: 4", option));
		const updated = await succeeded(program.up("--skip-preview=false"));
		assert.match(updated, /spring update \[diff: \+taskCps\]/);
		assert.equal(simulator.task("spring")?.taskId, first);
		program.write(spring('taskCps: 4, virtualNumber: "05710000002"', option));
		const replaced = await succeeded(program.up("--skip-preview=false"));

		assert.match(replaced, /1 to replace/);
		assert.notEqual(simulator.task("spring")?.taskId, first);
		assert.equal(simulator.task("spring")?.definition.VirtualNumber, "05710000002");
		assert.equal(simulator.task(`released-${first}`)?.taskId, first);
		await succeeded(program.up("--expect-no-changes"));
	});

	it("refuse an import by name, and say how an existing task is taken over", async () => {
		const { program, simulator } = await open({
			files: javaScript(
				'new AiCallTask("spring", { ...campaign, taskName: "spring" }, { import: "118723606797749981" });',
			),
		});

		assert.match(
			await failed(program.preview()),
			/"spring": the option import does not work .+ Remove it, and set the property adoptTaskId: "118723606797749981"/,
		);
		assert.deepEqual(simulator.actions(), []);
	});
});
