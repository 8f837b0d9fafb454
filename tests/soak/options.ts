import { parseArgs } from "node:util";

export interface SoakOptions {
	readonly help: boolean;
	readonly seed: number;
	readonly rounds: number;
	/** How many seeds, from the first one on. */
	readonly seeds: number;
	readonly isInProcess: boolean;
}

export const usage = `Usage: npm run soak -- [options]

Plays rounds of a program that changes at random, on the real Pulumi CLI and the simulator, while runs are killed,
requests fail and people work on the account; after each round everything has to be as declared. Prints one line for
each round, and for a failure what was done and how to see it again.

  --seed N       what happens follows from it, the simulator's settings too (default: from the clock)
  --rounds N     rounds of each seed (default 10)
  --seeds N      so many seeds, one after the other (default 1)
  --in-process   over the provider's life cycle without the CLI: hundreds of rounds a minute
  --help         this page
`;

const options = {
	seed: { type: "string" },
	rounds: { type: "string", default: "10" },
	seeds: { type: "string", default: "1" },
	"in-process": { type: "boolean", default: false },
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
	if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${option} ${text} is not a whole number from 1 on.\n\n${usage}`);
	return Number(text);
}
