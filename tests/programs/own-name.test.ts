import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

const one = javaScript('new AiCallTask("one", { ...campaign, taskName: "spring" });');

describePrograms("a resource's own name", (open) => {
	const settings = { updateInInit: "accepted" } as const;
	const later = 'agentId: "118712345678905678"';

	it("is no obstacle to an update, a replacement, --replace, a taint or a destruction", async () => {
		const { program, simulator } = await open({ files: one }, { settings });
		const current = () => simulator.task("spring")?.taskId;
		await succeeded(program.up());
		const first = current();

		program.write(javaScript('new AiCallTask("one", { ...campaign, taskName: "spring", taskCps: 7 });'));
		await succeeded(program.up("--skip-preview=false"));
		assert.equal(current(), first);
		assert.equal(simulator.task("spring")?.definition.TaskCps, 7);

		program.write(javaScript(`new AiCallTask("one", { ...campaign, taskName: "spring", ${later} });`));
		await succeeded(program.up("--skip-preview=false"));
		const second = current();
		assert.notEqual(second, first);
		assert.equal(simulator.task(`released-${first}`)?.taskId, first);

		const urn = (await program.exportState()).deployment.resources?.find(({ id }) => id === second)?.urn ?? "";
		const replaced = await succeeded(program.up("--skip-preview=false", "--replace", urn));
		assert.doesNotMatch(replaced, /already held|error/);
		const third = current();
		assert.notEqual(third, second);

		assert.equal((await program.run(["state", "taint", urn, "--yes"])).exitCode, 0);
		const tainted = await succeeded(program.up("--skip-preview=false"));
		assert.doesNotMatch(tainted, /already held|error/);
		assert.notEqual(current(), third);

		await succeeded(program.destroy());
		await succeeded(program.up("--skip-preview=false"));
		assert.equal(simulator.tasks().filter(({ taskName }) => taskName === "spring").length, 1);
	});

	it("is its own after a renaming with an alias, also when it is replaced in the same run", async () => {
		const { program, simulator } = await open({ files: one }, { settings });
		await succeeded(program.up());
		program.write(
			javaScript(
				`new AiCallTask("uno", { ...campaign, taskName: "spring", ${later} }, { aliases: [{ name: "one" }] });`,
			),
		);

		await succeeded(program.up("--skip-preview=false"));

		assert.equal(simulator.tasks().length, 2);
		assert.equal(simulator.task("spring")?.definition.AgentId, "118712345678905678");
	});

	it("can be taken by another resource in the run that replaces and renames it", async () => {
		const { program, simulator } = await open({ files: one }, { settings });
		await succeeded(program.up());
		program.write(
			javaScript(`
				const one = new AiCallTask("one", { ...campaign, taskName: "summer", ${later} });
				new AiCallTask("two", { ...campaign, taskName: "spring" }, { dependsOn: one });
			`),
		);

		await succeeded(program.up());

		const names = simulator.tasks().map(({ taskName }) => taskName.replace(/\d+/, "N"));
		assert.deepEqual(names.sort(), ["released-N", "spring", "summer"]);
	});
});
