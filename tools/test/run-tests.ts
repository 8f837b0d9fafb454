import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { say } from "../setup/terminal";
import { inMinutes, readCounts, slowestTests, summaryLine } from "./summary";

/** Runs mocha and prints the slowest tests and the counts. Returns the exit code. */
export function runTests(args: readonly string[]): number {
	const folder = mkdtempSync(join(tmpdir(), "pulumi-aiccs-test-"));
	const countsFile = join(folder, "counts.json");
	const mocha = join(dirname(require.resolve("mocha/package.json")), "bin", "mocha.js");
	const reporter = join(__dirname, "counting-reporter.cjs");
	const report = ["--reporter", reporter, "--reporter-option", `countsFile=${countsFile}`];
	const begun = Date.now();
	const run = spawnSync(process.execPath, [mocha, ...report, ...args], { stdio: ["ignore", "inherit", "inherit"] });
	const counts = readCounts(countsFile);
	rmSync(folder, { recursive: true, force: true });
	const exitCode = run.status ?? 1;
	if (counts === undefined) say(`The tests ended before they were done: ${run.signal ?? `exit code ${run.status}`}.`);
	else say(["The slowest tests:", ...slowestTests(counts.durations)].join("\n"));
	say(`In ${inMinutes(Date.now() - begun)}:`);
	say(summaryLine(counts, exitCode));
	return counts === undefined ? Math.max(exitCode, 1) : exitCode;
}
