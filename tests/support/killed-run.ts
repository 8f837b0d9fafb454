import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FaultOrder, Simulator } from "../../simulator/index";
import { kill, processesWith, providersWith } from "../../tools/pulumi/processes";
import type { Program } from "../../tools/pulumi/program";

/** The processes that get SIGKILL: the CLI, the provider, or all processes of the run. */
export type Victim = "cli" | "provider" | "both";

/** The call at which a run is killed: before the service executes it, or after, before the response arrives. */
export interface Boundary {
	readonly action: string;
	/** Calls of that action to let pass first. */
	readonly skip?: number;
	readonly when: "before" | "after";
}

let signals = 0;

export interface KilledRun {
	/** False when the run ended before the boundary. */
	readonly arrived: boolean;
	/** 128 when a signal ended it. */
	readonly exitCode: number;
	readonly output: string;
}

interface Stage {
	readonly program: Program;
	readonly simulator: Simulator;
}

/** Runs a command and kills it at a boundary; leaves its other processes running. */
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

/** Waits for a file while its writer may still exist. */
async function appearance(file: string, isAwaited: () => boolean): Promise<boolean> {
	while (!existsSync(file) && isAwaited()) await wait(5);
	return existsSync(file);
}

function pidsOf(program: Program, cli: number, victim: Victim): number[] {
	if (victim === "cli") return [cli];
	const home = `PULUMI_HOME=${program.env.PULUMI_HOME}`;
	return victim === "both" ? processesWith(home) : providersWith(home);
}
