const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

/** Mocha's own report, and its counts in a file for whoever started it. */
class CountingReporter extends reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		runner.once(Runner.constants.EVENT_RUN_END, () => {
			const { passes, failures, pending } = runner.stats;
			const file = options.reporterOption?.countsFile ?? options.reporterOptions?.countsFile;
			writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
		});
	}
}

module.exports = CountingReporter;
