import { runCommand } from "../../tools/setup/command";

/** Why no Java program can be built here, or undefined. */
export async function missingMaven(): Promise<string | undefined> {
	const version = await runCommand("mvn", ["--version"]).catch(() => undefined);
	return version?.exitCode === 0 ? undefined : "There is no Maven (mvn) on PATH that runs.";
}
