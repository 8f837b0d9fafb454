import { readFileSync } from "node:fs";
import { type ExitCode, exitCode } from "./exit-code";

/** Where a command reads and writes. */
export interface Terminal {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	/** All of the standard input. */
	input(): string;
	/** Writes text to the standard output. */
	write(text: string): void;
	/** Writes one line for people to the standard error, so that the output stays clean. */
	tell(line: string): void;
	/** Shows how far the work is in a line that the next one replaces. Absent where no one reads along. */
	readonly progress?: ((line: string) => void) | undefined;
	/** The code with which the command ends, unless it fails. */
	exitCode: ExitCode;
}

export function processTerminal(): Terminal {
	return {
		env: process.env,
		cwd: process.cwd(),
		input: () => readFileSync(0, "utf8"),
		write: (text) => void process.stdout.write(text),
		tell: (line) => void process.stderr.write(`${line}\n`),
		progress: process.stderr.isTTY ? (line) => void process.stderr.write(`\r\u001b[K${line}`) : undefined,
		exitCode: exitCode.done,
	};
}
