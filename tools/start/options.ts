import { parseArgs } from "node:util";

export interface StartOptions {
	readonly keep: boolean;
	readonly help: boolean;
}

export const usage = `npm start [-- --keep]

Runs the quickstart on the real Pulumi engine against a simulated account: preview, up, people
for the campaign, up again.

  --keep   leave the account and the stack up until Ctrl-C, and print how to go on by hand
  --help   this page
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
