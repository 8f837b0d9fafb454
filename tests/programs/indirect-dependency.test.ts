import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { javaScript } from "./support/campaign";
import { describePrograms, failed } from "./support/describe-programs";

describePrograms("a program that has this package through another one only", (open) => {
	it("gets one error that says to install it, without a stack trace", async () => {
		const { "index.js": component = "" } = javaScript(
			"exports.declare = (name) => new AiCallTask(name, { ...campaign, taskName: name });",
		);
		const { program, simulator } = await open({
			files: {
				"index.js": 'for (const name of ["a", "b"]) require("component").declare(name);',
				"component.js": component,
			},
		});
		const modules = join(program.directory, "node_modules");
		mkdirSync(join(modules, "component", "node_modules"), { recursive: true });
		renameSync(join(program.directory, "component.js"), join(modules, "component", "index.js"));
		renameSync(join(modules, "pulumi-aiccs"), join(modules, "component", "node_modules", "pulumi-aiccs"));

		const output = await failed(program.preview());

		const line = "error: The package pulumi-aiccs is not installed in the program's folder, where Pulumi looks for it";
		// As it comes, and in the summary.
		assert.equal(output.split(line).length - 1, 2, output);
		assert.ok(output.includes(`Run: npm install pulumi-aiccs, in ${program.directory}`), output);
		assert.doesNotMatch(output, /Cannot find module/);
		assert.deepEqual(simulator.actions(), []);
		rmSync(join(modules, "component"), { recursive: true });
	});
});
