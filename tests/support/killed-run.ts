import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FaultOrder, Simulator } from "../../simulator/index";
import { kill, processesWith, providersWith } from "../../tools/pulumi/processes";
import type { Program } from "../../tools/pulumi/program";

/** Which processes get SIGKILL: the command line, the provider, or all that belong to the run. */
export type Victim = "cli" | "provider" | "both";

/** A call of the run at which it is killed: before the service does it, or after, with the answer unheard. */
export interface Boundary {
	readonly action: string;
	/** How many calls of that action pass first. */
	readonly skip?: number;
	readonly when: "before" | "after";
}

let signals = 0;

export interface KilledRun {
	/** False when the run ended without ever coming to the boundary. */
	readonly arrived: boolean;
	/** 128 when a signal ended it. */
	readonly exitCode: number;
	readonly output: string;
}

interface Stage {
	readonly program: Program;
	readonly simulator: Simulator;
}

/** Runs a command and kills it at a boundary. Answers false when the run ended without ever coming there. */
export async function runKilledAt(
	stage: Stage,
	args: readonly string[],
	boundary: Boundary,
	victim: Victim,
): Promise<boolean> {
	const { arrived } = await killRunAt(stage, args, boundary, victim);
	// A provider that outlives the command line finishes what it was doing.
	if (victim === "cli") await quiet(stage.simulator);
	return arrived;
}

/** Runs a command, kills it at a boundary, and leaves alone what outlives it. */
export async function killRunAt(
	{ program, simulator }: Stage,
	args: readonly string[],
	{ action, skip = 0, when }: Boundary,
	victim: Victim,
): Promise<KilledRun> {
	const signalFile = join(program.directory, `killed-${++signals}`);
	const order: FaultOrder = { action, skip, fault: "kill", when, signalFile, holdSeconds: 1 };
	simulator.fault(order);
	const child = program.spawn(args);
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
	}
	const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 128)));
	const arrived = await appearance(signalFile, () => child.exitCode === null && child.signalCode === null);
	simulator.clearFaults();
	if (arrived) for (const pid of pidsOf(program, child.pid ?? 0, victim)) kill(pid);
	return { arrived, exitCode: await ended, output };
}

/** Waits for a file as long as there is anybody who may make it. */
async function appearance(file: string, isAwaited: () => boolean): Promise<boolean> {
	while (!existsSync(file) && isAwaited()) await wait(5);
	return existsSync(file);
}

/** Waits until the service has not been asked anything for two seconds. */
async function quiet(simulator: Simulator): Promise<void> {
	for (let before = -1; before !== simulator.requests().length; await wait(2000)) before = simulator.requests().length;
}

function pidsOf(program: Program, cli: number, victim: Victim): number[] {
	if (victim === "cli") return [cli];
	const home = `PULUMI_HOME=${program.env.PULUMI_HOME}`;
	return victim === "both" ? processesWith(home) : providersWith(home);
}
