import { run } from "../../../provider/cli/run";

export interface CommandRun {
	readonly code: number;
	readonly out: string;
	/** The lines on the standard error. */
	readonly lines: readonly string[];
}

/** Runs `pulumi-aiccs` in this process. */
export async function runInProcess(cwd: string, args: readonly string[], input = ""): Promise<CommandRun> {
	const lines: string[] = [];
	let out = "";
	const code = await run(args, {
		env: {},
		cwd,
		input: async () => Buffer.from(input),
		write: (text) => {
			out += text;
		},
		tell: (line) => void lines.push(line),
		exitCode: 0,
	});
	return { code, out, lines };
}
