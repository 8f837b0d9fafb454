import { type CommandOptions, runCommand } from "../setup/command";

/** Runs a command that has to succeed, and answers what it printed. */
export async function succeed(file: string, args: readonly string[], options: CommandOptions): Promise<string> {
	const { exitCode, output } = await runCommand(file, args, { timeoutSeconds: 600, ...options });
	if (exitCode !== 0) throw new Error(`"${[file, ...args].join(" ")}" ended with ${exitCode}:\n${output}`);
	return output;
}
