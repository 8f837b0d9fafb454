import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensurePulumi } from "./pulumi/install-pulumi";
import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";
import { inMinutes, readCounts, slowestTests, summaryLine } from "./test/summary";
import { testFiles } from "./test/test-files";

/** Test files at once: more than the cores, since those on the real CLI wait for its processes now and then. */
const jobs = availableParallelism() + 2;

runTool(async () => {
	await buildPackage(say);
	const cli = await ensurePulumi(say);
	say(`Pulumi ${cli.version} (${cli.command})`);
	const folder = mkdtempSync(join(tmpdir(), "pulumi-aiccs-test-"));
	const countsFile = join(folder, "counts.json");
	const mocha = join(dirname(require.resolve("mocha/package.json")), "bin", "mocha.js");
	const report = [
		"--reporter",
		join(__dirname, "test", "counting-reporter.cjs"),
		"--reporter-option",
		`countsFile=${countsFile}`,
	];
	const args = process.argv.slice(2);
	// A file that is named shows each test as it ends; with several at once, each file is shown when it is complete.
	const all = args.some((arg) => arg.endsWith(".ts")) ? [] : ["--parallel", "--jobs", String(jobs), ...testFiles()];
	const begun = Date.now();
	const run = spawnSync(process.execPath, [mocha, ...report, ...args, ...all], {
		stdio: ["ignore", "inherit", "inherit"],
	});
	const counts = readCounts(countsFile);
	rmSync(folder, { recursive: true, force: true });
	const exitCode = run.status ?? 1;
	if (counts === undefined) say(`The tests ended before they were done: ${run.signal ?? `exit code ${run.status}`}.`);
	else say(["The slowest tests:", ...slowestTests(counts.durations)].join("\n"));
	say(`In ${inMinutes(Date.now() - begun)}:`);
	say(summaryLine(counts, exitCode));
	return counts === undefined ? Math.max(exitCode, 1) : exitCode;
});
