import { type ChildProcess, spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

export interface CommandResult {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
	/** Both streams in order of arrival, without colours. */
	readonly output: string;
}

export interface CommandOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly stdin?: string;
	readonly timeoutSeconds?: number;
	readonly onOutput?: (text: string) => void;
}

const running = new Set<ChildProcess>();

// Children have their own process groups, so a Ctrl-C in the terminal does not reach them.
process.on("exit", () => {
	for (const child of running) killGroup(child);
});

export function spawnGroup(file: string, args: readonly string[], options: CommandOptions = {}): ChildProcess {
	const child = spawn(file, args, {
		cwd: options.cwd,
		env: options.env,
		detached: true,
		stdio: [options.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
	});
	running.add(child);
	child.once("close", () => running.delete(child));
	child.once("error", () => running.delete(child));
	return child;
}

export function killGroup(child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// It has ended already.
	}
}

/** Runs a command and returns its output, whatever its exit code. Rejects when it cannot start or takes too long. */
export function runCommand(
	file: string,
	args: readonly string[],
	options: CommandOptions = {},
): Promise<CommandResult> {
	const timeoutSeconds = options.timeoutSeconds ?? 120;
	return new Promise((resolve, reject) => {
		const child = spawnGroup(file, args, options);
		const parts: { stream: "stdout" | "stderr"; text: string }[] = [];
		const textOf = (stream?: "stdout" | "stderr") =>
			parts.map((part) => (stream === undefined || part.stream === stream ? part.text : "")).join("");
		for (const stream of ["stdout", "stderr"] as const) {
			child[stream]?.setEncoding("utf8").on("data", (text: string) => {
				parts.push({ stream, text });
				options.onOutput?.(text);
			});
		}
		const timer = setTimeout(() => {
			killGroup(child);
			const output = stripVTControlCharacters(textOf());
			reject(new Error(`"${file} ${args.join(" ")}" took longer than ${timeoutSeconds} s. Its output:\n${output}`));
		}, timeoutSeconds * 1000);
		child.once("error", (error) => {
			clearTimeout(timer);
			reject(new Error(`"${file}" could not start: ${error.message}`));
		});
		child.once("close", (code, signal) => {
			clearTimeout(timer);
			const exitCode = code ?? (signal === null ? 1 : 128);
			const output = stripVTControlCharacters(textOf());
			resolve({ exitCode, stdout: textOf("stdout"), stderr: textOf("stderr"), output });
		});
		// A child that exits without reading breaks the pipe; only its exit code counts.
		child.stdin?.on("error", () => {}).end(options.stdin);
	});
}
