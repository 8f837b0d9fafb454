import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

describePrograms("what the state keeps", (open) => {
	it("is the definition as written, one constant line of a provider, and nothing of a preview", async () => {
		const { program, simulator } = await open({
			files: javaScript('new AiCallTask("spring", { ...campaign, taskName: "spring" });'),
		});

		await succeeded(program.up("--skip-preview=false"));

		const { deployment, text } = await program.exportState();
		const task = deployment.resources?.find(({ type }) => type.endsWith("AiCallTask"));
		assert.doesNotMatch(text, /__findings|__preview/);
		assert.equal(task?.id, simulator.task("spring")?.taskId);
		assert.equal(task?.inputs?.__provider, 'exports.handler=()=>require("pulumi-aiccs/dynamic")');
		assert.deepEqual(Object.keys(task?.inputs ?? {}).sort(), [
			"__owner",
			"__provider",
			"agentId",
			"callDay",
			"callTime",
			"startType",
			"taskName",
			"virtualNumber",
		]);
	});
});

describePrograms("resource options", (open) => {
	it("hold for a task as for any resource", async () => {
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
		const { stdout } = await program.run(["stack", "export"]);
		const state: {
			deployment: { resources: { urn: string; protect?: boolean; outputs?: Record<string, unknown> }[] };
		} = JSON.parse(stdout);
		const resource = (name: string) => state.deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`));
		assert.match(resource("first")?.urn ?? "", /test:index:Region\$pulumi-nodejs:dynamic\/aiccs:AiCallTask::first$/);
		assert.equal(resource("first")?.protect, true);
		assert.notEqual(resource("second")?.outputs?.virtualNumber, "05710000001");
		await succeeded(program.up("--expect-no-changes"));
		assert.match(await failed(program.destroy()), /protected/);
	});

	it("can keep a change out, and findings show what a transformation has made of a value", async () => {
		const { program, simulator } = await open({
			files: javaScript('new AiCallTask("spring", { ...campaign, taskName: "spring", taskCps: 3 });'),
		});
		await succeeded(program.up());

		program.write(
			javaScript(
				'new AiCallTask("spring", { ...campaign, taskName: "spring", taskCps: 4 }, { ignoreChanges: ["taskCps"] });',
			),
		);
		await succeeded(program.up("--expect-no-changes"));
		program.write(
			javaScript(`
				const transformation = ({ props, opts }) => ({ props: { ...props, taskCps: 999 }, opts });
				new AiCallTask("spring", { ...campaign, taskName: "spring", taskCps: 4 }, { transformations: [transformation] });
			`),
		);
		const said = diagnosticsOf(await failed(program.preview()));

		assert.equal(simulator.task("spring")?.definition.TaskCps, 3);
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
		const spring = (changes: string) =>
			javaScript(
				`new AiCallTask("spring", { ...campaign, taskName: "spring", ${changes} }, { replaceOnChanges: ["virtualNumber"] });`,
			);
		const { program, simulator } = await open({ files: spring("") }, { settings: { updateInInit: "accepted" } });
		await succeeded(program.up());
		const first = simulator.task("spring")?.taskId;

		program.write(spring("taskCps: 4"));
		const updated = await succeeded(program.up("--skip-preview=false"));
		assert.match(updated, /spring update \[diff: \+taskCps\]/);
		assert.equal(simulator.task("spring")?.taskId, first);
		program.write(spring('taskCps: 4, virtualNumber: "05710000002"'));
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

		const [previewed, updated] = [await failed(program.preview()), await failed(program.up())];

		for (const output of [previewed, updated]) {
			assert.match(
				output,
				/"spring": the option import does not work .+ Remove it, and set the property adoptTaskId: "118723606797749981"/,
			);
		}
		assert.deepEqual(simulator.actions(), []);
	});
});
