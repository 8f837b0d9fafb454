import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSimulator } from "../../simulator";
import { findPulumi } from "../../tools/pulumi/find-pulumi";
import { hermeticEnvironment, layOutStack, projectName, stackVariables } from "../../tools/pulumi/hermetic-stack";
import { runCommand } from "../../tools/setup/command";

const repository = resolve(__dirname, "..", "..");

describe("the program at the root of the repository", function () {
	this.timeout(120_000);

	it("is the quickstart", async () => {
		const found = await findPulumi();
		assert.ok("cli" in found);
		const folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-root-")));
		const settings = join(folder, "Pulumi.dev.yaml");
		const stack = { folder, project: projectName(repository), stackName: "dev", settings };
		const simulator = await startSimulator();
		layOutStack(stack, { "aiccs:endpoint": simulator.url });
		const env = hermeticEnvironment({
			...stackVariables(stack, found.cli, simulator),
			PULUMI_OPTION_CONFIG_FILE: settings,
			PULUMI_NODEJS_TRANSPILE_ONLY: "true",
		});

		const args = ["preview", "--non-interactive", "--color", "never"];
		const { exitCode, output } = await runCommand(found.cli.command, args, { cwd: repository, env });

		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		assert.equal(exitCode, 0, output);
		assert.match(output, /AiCallTask spring-callback create/);
		assert.match(output, /\+ 3 to create/);
		assert.doesNotMatch(output, /error|warning/);
		assert.deepEqual(simulator.tasks(), []);
	});
});
