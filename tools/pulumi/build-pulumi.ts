import { buildGoProgram, runGo } from "./build-go-program";
import { languageHostVersion, pulumiVersion } from "./versions";

const sdk = "github.com/pulumi/pulumi/sdk/v3";
const sdkVersion = `${sdk}/go/common/version.Version`;

const programs = [
	{
		name: "pulumi",
		source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
		version: [sdkVersion, pulumiVersion],
		flags: ["-tags", "osusergo,grpcnotrace"],
	},
	{
		name: "pulumi-language-nodejs",
		source: `${sdk}/nodejs/cmd/pulumi-language-nodejs`,
		version: [sdkVersion, languageHostVersion],
	},
] as const;

/** Builds the CLI and its language host from Go modules into `bin`. Takes minutes when Go's caches are empty. */
export async function buildPulumi(bin: string, say: (line: string) => void): Promise<void> {
	const go = await runGo(["version"], process.cwd());
	say(`  with ${go.stdout.trim()}; this takes 3 to 10 minutes, and is needed only once`);
	for (const program of programs) await buildGoProgram(program, bin, say);
}
