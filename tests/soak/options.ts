import { parseArgs } from "node:util";

export interface SoakOptions {
	readonly help: boolean;
	readonly seed: number;
	readonly rounds: number;
	/** The number of seeds, from `seed` up. */
	readonly seeds: number;
	readonly isInProcess: boolean;
	/** Plays lists of callees instead of tasks. */
	readonly isCallees: boolean;
}

export const usage = `Usage: npm run soak -- [options]

Runs a randomly changing program on the real Pulumi CLI and the simulator, while runs are killed, requests fail and
people change the account. Checks after each round that the account and the state are as declared. Prints one line for
each round and, for a failure, its steps and the command that repeats it.

  --seed N       determines what happens, and the simulator's settings (default: from the clock)
  --rounds N     rounds of each seed (default 10)
  --seeds N      number of seeds, one after the other (default 1)
  --in-process   run the provider without the CLI: hundreds of rounds a minute
  --callees      random lists of people instead of tasks, without the CLI: thousands of runs a minute; ignores --rounds
  --help         print this text
`;

const options = {
	seed: { type: "string" },
	rounds: { type: "string", default: "10" },
	seeds: { type: "string", default: "1" },
	"in-process": { type: "boolean", default: false },
	callees: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

export function parseSoakOptions(args: readonly string[], now: number): SoakOptions {
	const values = parsed(args);
	return {
		help: values.help,
		seed: wholeNumber("--seed", values.seed ?? String(1 + (now % 1_000_000))),
		rounds: wholeNumber("--rounds", values.rounds),
		seeds: wholeNumber("--seeds", values.seeds),
		isInProcess: values["in-process"],
		isCallees: values.callees,
	};
}

function parsed(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options }).values;
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}

function wholeNumber(option: string, text: string): number {
	if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${option} ${text} is not a whole number above 0.\n\n${usage}`);
	return Number(text);
}
