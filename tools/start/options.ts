import { parseArgs } from "node:util";

export interface StartOptions {
	readonly keep: boolean;
	readonly help: boolean;
}

export const usage = `npm start [-- --keep]

Runs the quickstart on the real Pulumi engine against a simulated account: preview and up, calls on
a clock that is moved on, a change while it calls, preview and up again.

  --keep   keep the account and the stack until Ctrl-C, and print the commands to continue by hand
  --help   print this text
`;

export function parseStartOptions(args: readonly string[]): StartOptions {
	const options = { keep: { type: "boolean", default: false }, help: { type: "boolean", default: false } } as const;
	try {
		const { keep, help } = parseArgs({ args: [...args], options }).values;
		return { keep, help };
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}
