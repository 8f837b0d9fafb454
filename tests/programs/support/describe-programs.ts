import assert from "node:assert/strict";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";
import { openProgram, type Program, type ProgramOptions } from "../../../tools/pulumi/program";
import type { CommandResult } from "../../../tools/setup/command";

export interface Account {
	readonly simulator: Simulator;
	readonly program: Program;
}

/** Opens a program with an account of its own; both are closed when the test is over. */
export type Open = (options: ProgramOptions, simulator?: SimulatorOptions) => Promise<Account>;

/** Programs on the real CLI. One command takes two to eight seconds, more on a busy machine. */
export function describePrograms(title: string, tests: (open: Open) => void): void {
	describe(title, function () {
		this.timeout(240_000);
		const opened: Account[] = [];
		afterEach(async () => {
			for (const { program, simulator } of opened.splice(0)) {
				await program.close();
				await simulator.stop();
			}
		});

		tests(async (options, settings = {}) => {
			const simulator = await startSimulator(settings);
			const account = { simulator, program: await openProgram({ simulator, ...options }) };
			opened.push(account);
			return account;
		});
	});
}

/** The output of a command that must have succeeded. */
export async function succeeded(command: Promise<CommandResult>): Promise<string> {
	const { exitCode, output } = await command;
	assert.equal(exitCode, 0, output);
	return output;
}

/** The output of a command that must have failed, in its own words: no stack trace of a program. */
export async function failed(command: Promise<CommandResult>): Promise<string> {
	const { exitCode, output } = await command;
	assert.equal(exitCode, 1, output);
	assert.doesNotMatch(output, /\n\s+at |unhandled|UnhandledPromise/i);
	return output;
}
