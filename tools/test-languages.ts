import { ensureHost, hostNames } from "./pulumi/hosts";
import { ensurePulumi } from "./pulumi/install-pulumi";
import { ensurePython } from "./pulumi/python-environment";
import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";
import { runTests } from "./test/run-tests";

runTool(async () => {
	await buildPackage(say);
	const cli = await ensurePulumi(say);
	say(`Pulumi ${cli.version} (${cli.command})`);
	for (const host of hostNames) await ensureHost(host, say);
	const python = await ensurePython(say);
	if ("unavailable" in python) say(`${python.unavailable} Tests of Python programs are skipped.`);
	const args = process.argv.slice(2);
	return runTests([...args, ...(args.some((arg) => arg.endsWith(".ts")) ? [] : ["tests/languages/**/*.test.ts"])]);
});
