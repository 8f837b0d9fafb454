import { setTimeout as wait } from "node:timers/promises";
import { commandOf, processesWith } from "../../../tools/pulumi/processes";

/**
 * The processes that have this variable, except Pulumi's language hosts: they check only every five minutes whether their
 * engine is still there.
 */
export function oursWith(variable: string): number[] {
	return processesWith(variable).filter((pid) => !commandOf(pid).includes("pulumi-language-"));
}

/** Waits until no process has this variable (`NAME=value`), for so many milliseconds; returns those that still have it. */
export async function endOf(variable: string, milliseconds: number): Promise<string[]> {
	const end = Date.now() + milliseconds;
	let left = oursWith(variable);
	while (left.length > 0 && Date.now() < end) {
		await wait(100);
		left = oursWith(variable);
	}
	return left.map((pid) => `${pid}: ${commandOf(pid)}`);
}
