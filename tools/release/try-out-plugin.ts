import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import packageJson from "../../package.json";
import { succeed } from "../matrix/succeed";
import type { PulumiCli } from "../pulumi/find-pulumi";
import { hermeticEnvironment } from "../pulumi/hermetic-stack";
import { runCommand } from "../setup/command";

const repository = resolve(__dirname, "..", "..");

/** Installs the tarball with the Pulumi CLI in an empty Pulumi home, lets the CLI start it, and compares its schema. */
export async function tryOutPlugin(cli: PulumiCli, tarball: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const { version } = packageJson;
	const env = hermeticEnvironment({
		PULUMI_HOME: join(folder, "home"),
		PULUMI_SKIP_UPDATE_CHECK: "true",
		PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
		PATH: [...cli.folders, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
	});
	const options = { cwd: folder, env };
	await succeed(cli.command, ["plugin", "install", "resource", "aiccs", version, "--file", tarball], options);
	const { exitCode, stdout, output } = await runCommand(
		cli.command,
		["package", "get-schema", `aiccs@${version}`],
		options,
	);
	if (exitCode !== 0) throw new Error(`The plugin of the tarball does not return its schema:\n${output}`);
	const schema: unknown = JSON.parse(stdout);
	const expected: unknown = JSON.parse(readFileSync(join(repository, "schema.json"), "utf8"));
	if (!isDeepStrictEqual(schema, expected))
		throw new Error("The plugin of the tarball returns another schema than schema.json.");
}
