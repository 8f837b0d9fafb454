import { type ExitCode, exitCode } from "./exit-code";
import { InputError } from "./input-error";

/** Where a command reads and writes. */
export interface Terminal {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	/** All of the standard input. Throws `InputError` if a person would have to type it. */
	input(): Promise<Uint8Array>;
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
	process.stdout.on("error", onOutputError);
	process.stderr.on("error", () => {});
	return {
		env: process.env,
		cwd: process.cwd(),
		input: standardInput,
		write: (text) => void process.stdout.write(text),
		tell: (line) => void process.stderr.write(`${line}\n`),
		progress: process.stderr.isTTY ? (line) => void process.stderr.write(`\r\u001b[K${line}`) : undefined,
		exitCode: exitCode.done,
	};
}

/** A reader such as `head` has enough: that is no failure of the command. */
function onOutputError(error: NodeJS.ErrnoException): void {
	if (error.code === "EPIPE") return;
	process.stderr.write(`pulumi-aiccs: The output cannot be written: ${error.message}\n`);
	process.exit(exitCode.failed);
}

/** Not by `readFileSync(0)`: it fails with EAGAIN where another process has made the pipe non-blocking. */
async function standardInput(): Promise<Uint8Array> {
	if (process.stdin.isTTY) {
		throw new InputError(
			"Nothing is piped into the command. Name a file, or pipe: pulumi preview --json | pulumi-aiccs …",
		);
	}
	const chunks: Uint8Array[] = [];
	for await (const chunk of process.stdin) chunks.push(chunk);
	return Buffer.concat(chunks);
}
