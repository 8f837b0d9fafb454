import { ensurePulumi } from "./pulumi/install-pulumi";
import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";
import { parseStartOptions, usage } from "./start/options";
import { runQuickstart } from "./start/run";

runTool(async () => {
	const options = parseStartOptions(process.argv.slice(2));
	if (options.help) {
		say(usage);
		return 0;
	}
	await buildPackage(say);
	const cli = await ensurePulumi(say);
	say(`Pulumi ${cli.version} (${cli.command})`);
	await runQuickstart({ cli, keep: options.keep, say, interrupted: interruption() });
	return 0;
});

function interruption(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, resolve);
	});
}
