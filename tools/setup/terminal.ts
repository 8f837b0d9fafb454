export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Runs a command of this project: `work` gives the exit code; an error is one message on stderr and 1. */
export function runTool(work: () => Promise<number>): void {
	work().then(
		// Nothing may keep the process alive: a download given up, say.
		(code) => process.exit(code),
		(error: unknown) => {
			process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
			process.exit(1);
		},
	);
}
