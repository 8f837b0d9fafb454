export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Runs a command of this project. `work` returns the exit code; the message of an error goes to stderr, with exit code 1. */
export function runTool(work: () => Promise<number>): void {
	work().then(
		// An abandoned download, for example, must not keep the process alive.
		(code) => process.exit(code),
		(error: unknown) => {
			process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
			process.exit(1);
		},
	);
}
