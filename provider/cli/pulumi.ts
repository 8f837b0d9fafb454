import { execFile } from "node:child_process";

export interface PulumiResult {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface PulumiOptions {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Ends the command. */
	readonly signal?: AbortSignal;
}

const longestOutput = 2 ** 28;

/** Runs the Pulumi CLI on PATH and returns its output, whatever its exit code. Rejects when it cannot start. */
export function runPulumi(args: readonly string[], { cwd, env, signal }: PulumiOptions): Promise<PulumiResult> {
	const all = [...args, "--non-interactive", "--color", "never"];
	return new Promise((resolve, reject) => {
		const child = execFile("pulumi", all, { cwd, env, signal, maxBuffer: longestOutput }, (error, stdout, stderr) => {
			if (error === null) resolve({ exitCode: 0, stdout, stderr });
			else if (error.code === "ENOENT")
				reject(new Error(`pulumi ${args[0]} could not start: the Pulumi CLI is not on PATH.`));
			else if (typeof error.code === "number") resolve({ exitCode: error.code, stdout, stderr });
			else reject(new Error(`pulumi ${args[0]} was ended before it was done.`));
		});
		child.stdin?.end();
	});
}
