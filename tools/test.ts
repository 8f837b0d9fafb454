import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensurePulumi } from "./pulumi/install-pulumi";
import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";
import { readCounts, summaryLine } from "./test/summary";

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
	const specs = args.some((arg) => arg.endsWith(".ts")) ? [] : ["tests/**/*.test.ts"];
	const run = spawnSync(process.execPath, [mocha, ...report, ...args, ...specs], {
		stdio: ["ignore", "inherit", "inherit"],
	});
	const counts = readCounts(countsFile);
	rmSync(folder, { recursive: true, force: true });
	const exitCode = run.status ?? 1;
	if (counts === undefined) say(`The tests ended before they were done: ${run.signal ?? `exit code ${run.status}`}.`);
	say(summaryLine(counts, exitCode));
	return counts === undefined ? Math.max(exitCode, 1) : exitCode;
});
