import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

describePrograms("warnings", (open) => {
	it("are shown in a preview under their resources, stop nothing, and are not repeated when nothing changes", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				new AiCallTask("never", {
					...campaign, taskName: "never", callableTime: [{ startTime: "20:00:00", endTime: "21:00:00" }],
				});
				new AiCallTask("outside", {
					...campaign, taskName: "outside", startType: "SCHEDULE", taskStartTime: "2099-01-05T03:00:00+08:00",
				});
				new AiCallTask("vague", { ...campaign, taskName: "vague", missCallRetry: true });
				new AiCallTask("sound", { ...campaign, taskName: "sound" });
			`),
		});

		const preview = await succeeded(program.up("--skip-preview=false"));
		const said = diagnosticsOf(preview);
		const again = await succeeded(program.preview("--expect-no-changes"));

		assert.match(said.get("never")?.[0] ?? "", /^warning: callableTime .*never place a call/);
		assert.match(
			said.get("outside")?.[0] ?? "",
			/^warning: taskStartTime \("2099-01-05T03:00:00\+08:00"\) lies outside every call window/,
		);
		assert.match(
			said.get("vague")?.[0] ?? "",
			/^warning: missCallRetry .*callRetryReason, callRetryTimes, callRetryInterval/,
		);
		assert.equal(said.get("sound"), undefined);
		assert.doesNotMatch(preview, /error/);
		assert.equal(simulator.tasks().length, 4);
		assert.doesNotMatch(again, /warning/);
		assert.doesNotMatch(program.state().text, /__findings|__preview/);
	});
});
