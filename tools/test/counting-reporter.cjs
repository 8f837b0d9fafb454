const { writeFileSync } = require("node:fs");
const { relative } = require("node:path");
const { reporters, Runner } = require("mocha");

const { EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_END } = Runner.constants;

/** Mocha's own report; its counts, and how long each test and hook took, go to a file. */
class CountingReporter extends reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		const durations = [];
		const record = (runnable) => {
			const file = relative(process.cwd(), runnable.file ?? "");
			durations.push({ title: runnable.titlePath().join(" "), file, milliseconds: runnable.duration ?? 0 });
		};
		runner.on(EVENT_TEST_END, record);
		runner.on(EVENT_HOOK_END, record);
		runner.once(EVENT_RUN_END, () => {
			const { passes, failures, pending } = runner.stats;
			const file = options.reporterOption?.countsFile ?? options.reporterOptions?.countsFile;
			writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, durations }));
		});
	}
}

module.exports = CountingReporter;
