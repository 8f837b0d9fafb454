import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import packageJson from "../../package.json";
import { succeed } from "../matrix/succeed";
import type { PulumiCli } from "../pulumi/find-pulumi";
import { hermeticEnvironment } from "../pulumi/hermetic-stack";
import { killGroup, spawnGroup } from "../setup/command";

const repository = resolve(__dirname, "..", "..");

/** Installs the tarball with the Pulumi CLI in an empty Pulumi home, starts the plugin there, and compares its schema. */
export async function tryOutPlugin(cli: PulumiCli, tarball: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const { version } = packageJson;
	const home = join(folder, "home");
	const env = hermeticEnvironment({
		PULUMI_HOME: home,
		PULUMI_SKIP_UPDATE_CHECK: "true",
		PATH: [...cli.folders, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
	});
	const install = ["plugin", "install", "resource", "aiccs", version, "--file", tarball];
	await succeed(cli.command, install, { cwd: folder, env });
	const plugin = join(home, "plugins", `resource-aiccs-v${version}`, "pulumi-resource-aiccs");
	const expected: unknown = JSON.parse(readFileSync(join(repository, "schema.json"), "utf8"));
	if (!isDeepStrictEqual(JSON.parse(await schemaOf(plugin)), expected))
		throw new Error("The plugin of the tarball returns another schema than schema.json.");
}

/** Starts a plugin as Pulumi does, and asks it for its schema. */
export async function schemaOf(executable: string): Promise<string> {
	const plugin = spawnGroup(executable, [], { env: process.env });
	try {
		if (plugin.stdout === null) throw new Error(`${executable} has no output.`);
		const [port] = await once(createInterface(plugin.stdout), "line", { signal: AbortSignal.timeout(20_000) });
		const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
		try {
			return await new Promise((done, failed) => {
				client.getSchema(new GetSchemaRequest(), (error, answer) => {
					if (error === null) done(answer.getSchema());
					else failed(error);
				});
			});
		} finally {
			client.close();
		}
	} finally {
		killGroup(plugin);
	}
}
