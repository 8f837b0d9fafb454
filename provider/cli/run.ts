import { Command, CommanderError } from "commander";
import { simulatorCommand } from "../../simulator/command";
import { version } from "../run/version";
import { type ExitCode, exitCode, exitCodeHelp } from "./exit-code";
import { exportCommand } from "./export/command";
import { InputError, reasonOf } from "./input-error";
import { reportCommand } from "./report/command";
import type { Terminal } from "./terminal";

/** Runs `pulumi-aiccs` with these arguments, and returns its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
	try {
		await aiccsCommand(terminal).parseAsync(args, { from: "user" });
		return terminal.exitCode;
	} catch (error) {
		// Commander has written its message.
		if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrongInput;
		terminal.tell(`pulumi-aiccs: ${reasonOf(error)}`);
		return error instanceof InputError ? exitCode.wrongInput : exitCode.failed;
	}
}

function aiccsCommand(terminal: Terminal): Command {
	const command = new Command("pulumi-aiccs")
		.description("AI call tasks of Alibaba Cloud (Aiccs) with Pulumi: what stands around a program.")
		.version(version())
		.addHelpText("after", exitCodeHelp);
	for (const subcommand of [exportCommand(terminal), reportCommand(terminal), simulatorCommand("simulator")])
		command.addCommand(subcommand);
	for (const one of [command, ...command.commands]) {
		one
			.exitOverride()
			.showHelpAfterError(`See pulumi-aiccs ${one === command ? "" : `${one.name()} `}--help.`)
			.configureOutput({
				writeOut: (text) => terminal.write(text),
				writeErr: (text) => terminal.tell(text.trimEnd()),
			});
	}
	return command;
}
