import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** The lines about a name, of each resource that has any. */
function aboutNames(output: string): Record<string, string> {
	return Object.fromEntries(
		[...diagnosticsOf(output)].flatMap(([name, lines]) => {
			const said = lines.filter((line) => line.startsWith("error: taskName"));
			return said.length === 0 ? [] : [[name, said.join("\n")]];
		}),
	);
}

describePrograms("a name declared twice in one program", (open) => {
	it("is reported under each of its resources, which name each other, without asking the account", async () => {
		const { program, simulator } = await open({
			config: { "aiccs:offlinePreview": "true" },
			files: javaScript(`
				for (const name of ["a", "b"]) new AiCallTask(name, { ...campaign, taskName: "pair" });
				for (const name of ["c", "d", "e"]) new AiCallTask(name, { ...campaign, taskName: "three" });
				class Part extends pulumi.ComponentResource {
					constructor(name) {
						super("test:index:" + name, name);
						new AiCallTask("calls", { ...campaign, taskName: "shared" }, { parent: this });
					}
				}
				for (const name of ["Shop", "Market"]) new Part(name);
				new AiCallTask("alone", { ...campaign, taskName: "alone" });
			`),
		});

		const said = aboutNames(await failed(program.preview()));

		assert.deepEqual(Object.keys(said).sort(), ["a", "b", "c", "calls", "d", "e"]);
		assert.match(
			said.a ?? "",
			/^error: taskName \("pair"\) is also declared by "b"\. Give each task a name of its own\.$/,
		);
		assert.match(said.b ?? "", /is also declared by "a"\./);
		for (const name of ["c", "d", "e"]) {
			for (const other of ["c", "d", "e"].filter((each) => each !== name)) {
				assert.ok(said[name]?.includes(`"${other}"`), `${name} does not name ${other}: ${said[name]}`);
			}
		}
		assert.deepEqual(
			said.calls
				?.split("\n")
				.map((line) => /by (.+?\))/.exec(line)?.[1])
				.sort(),
			['"calls" (in test:index:Market)', '"calls" (in test:index:Shop)'],
		);
		assert.deepEqual(simulator.actions(), []);
	});
});

/* Every case of a held name, in previews and updates: `messages.test.ts`. */
describePrograms("a name held in the account", (_open, openDeployed) => {
	it("is refused at creation when it was taken after the preview, and nothing is created twice", async () => {
		const { program, simulator } = await openDeployed();
		program.write(javaScript('new AiCallTask("two", { ...campaign, taskName: "summer" });'));
		simulator.fault({ action: "CreateAiCallTask", fault: "name-taken" });

		const output = await failed(program.up("--skip-preview=false"));

		const [holder, ...others] = simulator.tasks().filter(({ taskName }) => taskName === "summer");
		assert.deepEqual(others, []);
		assert.match(output, new RegExp(`taskName is already held by task ${holder?.taskId} \\(INIT, agent \\d+, created`));
		assert.match(output, /Choose another name; or take that task into the stack with adoptTaskId/);
		assert.equal(simulator.actions().filter((action) => action === "CreateAiCallTask").length, 1);
		assert.doesNotMatch(program.state().text, /AiCallTask::two/);
	});
});
