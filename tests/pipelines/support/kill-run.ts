import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Simulator } from "../../../simulator";
import { kill, processesWith } from "../../../tools/pulumi/processes";
import type { Program } from "../../../tools/pulumi/program";

/** Kills every process of a run, as a machine that is gone does, once the service has executed an action. */
export async function killRunAfter<R>(
	action: string,
	{ program, simulator }: { readonly program: Program; readonly simulator: Simulator },
	run: () => Promise<R>,
): Promise<R> {
	const signalFile = join(program.directory, "..", "killed");
	simulator.fault({ action, fault: "kill", when: "after", signalFile, holdSeconds: 1 });
	let hasEnded = false;
	const running = run().finally(() => {
		hasEnded = true;
	});
	while (!existsSync(signalFile) && !hasEnded) await wait(5);
	simulator.clearFaults();
	for (const pid of processesWith(`PULUMI_HOME=${program.env.PULUMI_HOME}`)) kill(pid);
	return running;
}
