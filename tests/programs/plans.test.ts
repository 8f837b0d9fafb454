import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

describePrograms("a plan saved by a preview", (_open, openDeployed) => {
	it("is carried out by an update, whatever the preview had to say, and keeps none of it", async () => {
		const { program, simulator, taskId, urn } = await openDeployed({ settings: { updateInInit: "accepted" } });
		const temporary = join(program.directory, "temporary");
		mkdirSync(temporary);
		program.env.TMPDIR = temporary;
		const plan = `${program.directory}/plan.json`;
		const planned = async (...args: string[]) => {
			const said = diagnosticsOf(await succeeded(program.preview("--save-plan", plan, ...args)));
			await succeeded(program.up("--plan", plan, ...args));
			return said;
		};
		simulator.importNumbers(taskId, ["13800000001"]);
		simulator.setStatus(taskId, "RUNNING");
		const [orphan] = simulator.seedTasks([{ TaskName: "by hand", AgentId: "118712345678901234", status: "STOPPED" }]);

		program.write(
			javaScript(`
				new AiCallTask("spring", { ...campaign, taskName: "spring", taskCps: 4, missCallRetry: true });
				new AiCallTask("adopted", { ...campaign, taskName: "adopted", adoptTaskId: "${orphan}" });
			`),
		);
		const changed = await planned();
		assert.match(changed.get("spring")?.join("\n") ?? "", /warning: missCallRetry/);
		assert.match(changed.get("spring")?.join("\n") ?? "", /warning: The campaign is running/);
		assert.match(changed.get("adopted")?.join("\n") ?? "", /^Task \d+ \(STOPPED\) is taken into the stack/);
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 4);
		assert.equal(simulator.task(orphan ?? "")?.taskName, "adopted");

		const replaced = await planned("--replace", urn);
		assert.doesNotMatch(JSON.stringify([...replaced]), /error/);
		assert.notEqual(simulator.task("spring")?.taskId, taskId);
		assert.deepEqual(
			readdirSync(temporary).filter((name) => name.startsWith("pulumi-aiccs")),
			[],
		);
	});
});
