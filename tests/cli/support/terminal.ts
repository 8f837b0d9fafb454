import { run } from "../../../provider/cli/run";

export interface Ran {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command in this process. */
export async function runAiccs(args: readonly string[], input: string | Uint8Array = ""): Promise<Ran> {
	let [stdout, stderr] = ["", ""];
	const exitCode = await run(args, {
		env: {},
		cwd: process.cwd(),
		input: async () => Buffer.from(input),
		write: (text) => {
			stdout += text;
		},
		tell: (line) => {
			stderr += `${line}\n`;
		},
		exitCode: 0,
	});
	return { exitCode, stdout, stderr };
}
