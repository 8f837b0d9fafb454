import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { javaScript } from "./support/campaign";
import { describePrograms } from "./support/describe-programs";

describePrograms("an interrupted preview", (open) => {
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
