import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FaultOrder, Simulator } from "../../simulator/index";
import type { Program } from "./pulumi-program";
import { commandOf } from "./soak/processes";
import { processesWith } from "./stray-processes";

/** Which processes get SIGKILL: the command line, the provider, or all that belong to the run. */
export type Victim = "cli" | "provider" | "both";

/** A call of the run at which it is killed: before the service does it, or after, before the answer arrives. */
export interface Boundary {
	readonly action: string;
	/** How many calls of that action pass first. */
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

/** Runs a command and kills it at a boundary; what outlives it goes on. */
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

/** Waits for a file as long as the run that makes it goes on. */
async function appearance(file: string, isAwaited: () => boolean): Promise<boolean> {
	while (!existsSync(file) && isAwaited()) await wait(5);
	return existsSync(file);
}

function pidsOf(program: Program, cli: number, victim: Victim): number[] {
	const all = processesWith(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
	if (victim === "cli") return [cli];
	return victim === "both" ? all : all.filter((pid) => commandOf(pid).includes("dynamic-provider"));
}

function kill(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// It has ended.
	}
}
