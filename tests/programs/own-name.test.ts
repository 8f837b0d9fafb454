import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, spring, succeeded } from "./support/describe-programs";

describePrograms("a resource's own name", (_open, openDeployed) => {
	const settings = { updateInInit: "accepted" } as const;
	const later = 'agentId: "118712345678905678"';

	it("does not block an update, a replacement, --replace, a taint or a destroy", async () => {
		const { program, simulator, taskId: first, urn } = await openDeployed({ settings });
		const current = () => simulator.task("spring")?.taskId;

		program.write(spring("taskCps: 7"));
		await succeeded(program.up("--skip-preview=false"));
		assert.equal(current(), first);
		assert.equal(simulator.task("spring")?.definition.TaskCps, 7);

		program.write(spring(later));
		await succeeded(program.up("--skip-preview=false"));
		const second = current();
		assert.notEqual(second, first);
		assert.equal(simulator.task(`released-${first}`)?.taskId, first);

		const replaced = await succeeded(program.up("--skip-preview=false", "--replace", urn));
		assert.doesNotMatch(replaced, /already held|error/);
		const third = current();
		assert.notEqual(third, second);

		await succeeded(program.run(["state", "taint", urn, "--yes"]));
		const tainted = await succeeded(program.up("--skip-preview=false"));
		assert.doesNotMatch(tainted, /already held|error/);
		assert.notEqual(current(), third);

		await succeeded(program.destroy());
		await succeeded(program.up("--skip-preview=false"));
		assert.equal(simulator.tasks().filter(({ taskName }) => taskName === "spring").length, 1);
	});

	it("remains its own with an alias, also when it is replaced in the same run", async () => {
		const { program, simulator } = await openDeployed({ settings });
		program.write(
			javaScript(
				`new AiCallTask("uno", { ...campaign, taskName: "spring", ${later} }, { aliases: [{ name: "spring" }] });`,
			),
		);

		await succeeded(program.up("--skip-preview=false"));

		assert.equal(simulator.tasks().length, 2);
		assert.equal(simulator.task("spring")?.definition.AgentId, "118712345678905678");
	});

	it("can be taken by another resource in the run that replaces and renames it", async () => {
		const { program, simulator } = await openDeployed({ settings });
		program.write(
			javaScript(`
				const first = new AiCallTask("spring", { ...campaign, taskName: "summer", ${later} });
				new AiCallTask("two", { ...campaign, taskName: "spring" }, { dependsOn: first });
			`),
		);

		await succeeded(program.up());

		const names = simulator.tasks().map(({ taskName }) => taskName.replace(/\d+/, "N"));
		assert.deepEqual(names.sort(), ["released-N", "spring", "summer"]);
	});
});
