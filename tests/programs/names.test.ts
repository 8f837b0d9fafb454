import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const one = javaScript('new AiCallTask("one", { ...campaign, taskName: "spring" });');

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

	it("stops an update at the second of them", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				const first = new AiCallTask("first", { ...campaign, taskName: "pair" });
				new AiCallTask("second", { ...campaign, taskName: "pair" }, { dependsOn: first });
			`),
		});

		const output = await failed(program.up());

		assert.match(output, /taskName is also declared by "first"\. Give each task a name of its own\./);
		assert.equal(simulator.tasks().length, 1);
	});
});

describePrograms("a name held in the account", (open) => {
	it("is reported with its holder and the ways out, for a new task and for one that is renamed", async () => {
		const { program, simulator } = await open({ files: one });
		const [holder] = simulator.seedTasks([
			{ TaskName: "summer", status: "STOPPED", createTime: Date.parse("2026-01-05T10:00:00+08:00") },
			{ TaskName: "autumn", status: "RUNNING", phoneNumbers: ["13800000001"] },
		]);
		await succeeded(program.up());
		program.write(
			javaScript(`
				new AiCallTask("one", { ...campaign, taskName: "summer" });
				new AiCallTask("two", { ...campaign, taskName: "autumn" });
			`),
		);

		const said = aboutNames(await failed(program.preview()));

		assert.equal(
			said.one,
			`error: taskName ("summer") is already held by task ${holder} (STOPPED, agent 118012345678901234, created 2026-01-05 10:00:00 Asia/Shanghai, 0 numbers, 0 calls), and names are unique in the account. Choose another name; or free the name by renaming that task.`,
		);
		assert.match(said.two ?? "", /^error: taskName \("autumn"\) is already held by task \d+ \(RUNNING, .*1 number, /);
		const update = await failed(program.up());
		assert.match(update, new RegExp(`Nothing was sent: taskName is already held by task ${holder}`));
		assert.equal(simulator.task("spring")?.names.length, 1);
		assert.equal(simulator.tasks().length, 3);
	});

	it("is reported where two resources swap their names, or one takes over the other's", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				new AiCallTask("a", { ...campaign, taskName: "red" });
				new AiCallTask("b", { ...campaign, taskName: "blue" });
			`),
		});
		await succeeded(program.up());
		program.write(
			javaScript(`
				new AiCallTask("a", { ...campaign, taskName: "blue" });
				new AiCallTask("b", { ...campaign, taskName: "red" });
			`),
		);

		const swapped = aboutNames(await failed(program.preview()));

		assert.match(swapped.a ?? "", /That task belongs to resource "b" of this stack/);
		assert.match(swapped.b ?? "", /That task belongs to resource "a" of this stack/);
		assert.deepEqual(
			simulator
				.tasks()
				.map(({ taskName }) => taskName)
				.sort(),
			["blue", "red"],
		);
	});

	it("leads to aliases when a resource is renamed in the program", async () => {
		const { program, simulator } = await open({ files: one });
		await succeeded(program.up());
		simulator.clearRequests();
		const renamed = 'new AiCallTask("uno", { ...campaign, taskName: "spring" }';

		program.write(javaScript(`${renamed});`));
		const bare = aboutNames(await failed(program.preview()));
		program.write(javaScript(`${renamed}, { aliases: [{ name: "one" }] });`));
		await succeeded(program.preview("--expect-no-changes"));
		await succeeded(program.up("--expect-no-changes"));

		assert.match(bare.uno ?? "", /add the option aliases: \[\{ name: "one" \}\]/);
		assert.deepEqual(
			simulator.actions().filter((action) => !action.startsWith("Query")),
			[],
		);
	});

	it("is refused at creation when somebody took it after the preview, and nothing is created twice", async () => {
		const { program, simulator } = await open({ files: one });
		await succeeded(program.preview());
		simulator.fault({ action: "CreateAiCallTask", fault: "name-taken" });

		const output = await failed(program.up());

		const [holder, ...others] = simulator.tasks();
		assert.deepEqual(others, []);
		assert.match(output, new RegExp(`taskName is already held by task ${holder?.taskId} \\(INIT, agent \\d+, created`));
		assert.match(output, /Choose another name; or take that task into the stack with adoptTaskId/);
		assert.deepEqual(simulator.actions().filter((action) => action === "CreateAiCallTask").length, 1);
		assert.doesNotMatch((await program.exportState()).text, /AiCallTask"/);
	});
});
