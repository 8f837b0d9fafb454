import { availableParallelism } from "node:os";
import { ensureHost, type HostName } from "./pulumi/hosts";
import { ensurePulumi } from "./pulumi/install-pulumi";
import { ensurePython } from "./pulumi/python-environment";
import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";
import { runTests } from "./test/run-tests";
import { testFiles } from "./test/test-files";

/** Test files at once: more than the cores, since those on the real CLI wait for its processes now and then. */
const jobs = availableParallelism() + 2;

/** Of the languages whose programs these tests run. A file that is named builds what it needs by itself. */
const hosts: readonly HostName[] = ["yaml", "python"];

runTool(async () => {
	await buildPackage(say);
	const cli = await ensurePulumi(say);
	say(`Pulumi ${cli.version} (${cli.command})`);
	const args = process.argv.slice(2);
	// A file that is named shows each test as it ends; with several at once, each file is shown when it is complete.
	if (args.some((arg) => arg.endsWith(".ts"))) return runTests(args);
	for (const host of hosts) await ensureHost(host, say);
	const python = await ensurePython(say);
	if ("unavailable" in python) say(`${python.unavailable} Tests of Python programs are skipped.`);
	return runTests([...args, "--parallel", "--jobs", String(jobs), ...testFiles()]);
});
