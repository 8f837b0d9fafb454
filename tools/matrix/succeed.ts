import { type CommandOptions, runCommand } from "../setup/command";

/** Runs a command and returns its output; rejects when it fails. */
export async function succeed(file: string, args: readonly string[], options: CommandOptions): Promise<string> {
	const { exitCode, output } = await runCommand(file, args, { timeoutSeconds: 600, ...options });
	if (exitCode !== 0) throw new Error(`"${[file, ...args].join(" ")}" ended with exit code ${exitCode}:\n${output}`);
	return output;
}
