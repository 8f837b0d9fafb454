import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { processesWith } from "../stray-processes";

/**
 * The processes that have this variable, but for Pulumi's language host: it looks every five minutes only whether its
 * engine is still there.
 */
export function oursWith(variable: string): number[] {
	return processesWith(variable).filter((pid) => !commandOf(pid).includes("pulumi-language-nodejs"));
}

/** Waits until no process has this variable (`NAME=value`), for so many milliseconds; answers which still has. */
export async function endOf(variable: string, milliseconds: number): Promise<string[]> {
	const end = Date.now() + milliseconds;
	let left = oursWith(variable);
	while (left.length > 0 && Date.now() < end) {
		await wait(100);
		left = oursWith(variable);
	}
	return left.map((pid) => `${pid}: ${commandOf(pid)}`);
}

export function commandOf(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
	} catch {
		return "";
	}
}

/** Clock ticks of /proc in a second: the same on every Linux. */
const ticks = 100;

/** Seconds of a processor that a process has used; 0 when it is gone. */
export function processorSeconds(pid: number): number {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The command's name is in brackets and may hold blanks.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return (Number(fields[11]) + Number(fields[12])) / ticks;
	} catch {
		return 0;
	}
}
