import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

describePrograms("a replacement", (open) => {
	it("of an adopted task that runs is announced and done, with adoptTaskId still in the program", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const [taskId = ""] = simulator.seedTasks([
			{ TaskName: "spring", AgentId: "118712345678901234", status: "RUNNING" },
		]);
		const adopting = (more = "") =>
			program.write(
				javaScript(`new AiCallTask("one", { ...campaign, taskName: "spring", adoptTaskId: "${taskId}"${more} });`),
			);
		adopting();
		await succeeded(program.up());
		adopting(', agentId: "118712345678905678"');

		const said = diagnosticsOf(await succeeded(program.preview()));
		await succeeded(program.up("--skip-preview=false"));

		assert.equal(said.get("one")?.length, 1);
		assert.match(said.get("one")?.[0] ?? "", /^warning: The campaign is running and is replaced/);
		assert.equal(simulator.task(taskId)?.taskName, `released-${taskId}`);
		assert.equal(simulator.task("spring")?.definition.AgentId, "118712345678905678");
		await succeeded(program.up("--expect-no-changes"));
	});

	it("of a task that keeps its name is refused in the preview, found by the engine or asked for", async () => {
		const leaving = (more = "") =>
			javaScript(`new AiCallTask("one", { ...campaign, taskName: "spring", onDestroy: "leave"${more} });`);
		const { program, simulator } = await open({ files: leaving() });
		await succeeded(program.up());
		const urn =
			(await program.exportState()).deployment.resources?.find(({ id }) => id === simulator.tasks()[0]?.taskId)?.urn ??
			"";

		const asked = diagnosticsOf(await failed(program.preview("--replace", urn))).get("one") ?? [];
		program.write(leaving(', agentId: "118712345678905678"'));
		const found = diagnosticsOf(await failed(program.preview())).get("one") ?? [];

		for (const lines of [asked, found]) {
			assert.match(lines.join("\n"), /^error: onDestroy \("leave"\) makes the old task keep its name/m);
		}
		assert.equal(simulator.tasks().length, 1);
	});
});

describePrograms("a preview that is broken off", (open) => {
	it("leaves nothing in the temporary folder", async () => {
		const many =
			'for (let i = 0; i < 200; i++) new AiCallTask("t" + i, { ...campaign, taskName: "t" + i, taskCps: 600 });';
		const { program } = await open({ files: javaScript(many) });
		const folder = join(program.directory, "..", "tmp");
		mkdirSync(folder);
		program.env.TMPDIR = folder;
		const findings = () => readdirSync(folder).filter((name) => name.startsWith("pulumi-aiccs-"));
		const preview = program.spawn(["preview", "--non-interactive"]);
		for (let left = 1000; left > 0 && findings().length === 0 && preview.exitCode === null; left--) await wait(20);
		assert.equal(findings().length, 1);

		process.kill(-(preview.pid ?? assert.fail()), "SIGINT");

		for (let left = 100; left > 0 && (preview.exitCode === null || findings().length > 0); left--) await wait(100);
		assert.deepEqual(findings(), []);
	});
});
