import { readFileSync } from "node:fs";
import { Argument, Command } from "commander";
import { exitCode } from "../exit-code";
import { InputError } from "../input-error";
import type { Terminal } from "../terminal";

export function reportCommand(terminal: Terminal): Command {
	return new Command("report")
		.summary("turn the output of pulumi preview --json into a report")
		.description("Turns the output of `pulumi preview --json` into a report for people and for pipelines.")
		.addArgument(new Argument("[file]", "the preview; - is the standard input").default("-"))
		.action((file: string) => report(terminal, file));
}

function report(terminal: Terminal, file: string): void {
	const text = read(terminal, file);
	if (text.trim() === "") throw new InputError("The preview is empty. Give the output of: pulumi preview --json");
	terminal.exitCode = exitCode.done;
}

function read(terminal: Terminal, file: string): string {
	if (file === "-") return terminal.input();
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}
