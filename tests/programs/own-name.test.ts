import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

/* Replacements under the same name, found, asked for and tainted: `messages.test.ts`. */
describePrograms("a resource's own name", (_open, openDeployed) => {
	const settings = { updateInInit: "accepted" } as const;
	const later = 'agentId: "118712345678905678"';

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
