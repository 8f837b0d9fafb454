import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { processesWith } from "../stray-processes";

/** Waits until no process has this variable (`NAME=value`), for so many milliseconds; answers which still has. */
export async function endOf(variable: string, milliseconds: number): Promise<string[]> {
	const end = Date.now() + milliseconds;
	let left = processesWith(variable);
	while (left.length > 0 && Date.now() < end) {
		await wait(100);
		left = processesWith(variable);
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
