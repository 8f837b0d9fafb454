import { z } from "zod";
import { runCommand } from "../setup/command";

const sdkSchema = z.object({
	version: z.string(),
	engines: z.object({ node: z.string().default("*") }).default({ node: "*" }),
	peerDependencies: z.record(z.string(), z.string()).default({}),
});

export interface Sdk {
	readonly version: string;
	readonly nodes: string;
	readonly typescripts: string;
}

/** Queries npm about a version (or tag) of the SDK. */
export async function lookUpSdk(version: string): Promise<Sdk> {
	const fields = ["version", "engines", "peerDependencies", "--json"];
	const { stdout } = await npm(["view", `@pulumi/pulumi@${version}`, ...fields], process.cwd());
	const sdk = sdkSchema.parse(JSON.parse(stdout));
	return { version: sdk.version, nodes: sdk.engines.node, typescripts: sdk.peerDependencies.typescript ?? "*" };
}

export async function npm(args: readonly string[], cwd: string) {
	const result = await runCommand("npm", args, { cwd, timeoutSeconds: 600 });
	if (result.exitCode !== 0) throw new Error(`"npm ${args.join(" ")}" failed in ${cwd}:\n${result.output}`);
	return result;
}
