import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

// Everything here reads /proc. On other systems no process is found and no figure is known.

/** Clock ticks in a second of /proc: the same on every Linux. */
const ticksPerSecond = 100;

/** The processes with this variable (`NAME=value`) in their environment, except this one. */
export function processesWith(variable: string): number[] {
	return folders("/proc")
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.filter((name) => textOf(`/proc/${name}/environ`).split("\0").includes(variable))
		.map(Number);
}

/** The provider processes among them: of dynamic resources, or plugins of benchmarks. */
export function providersWith(variable: string): number[] {
	const provider = /(cmd\/dynamic-provider\/index\.js|pulumi-resource-(aiccs|noops))( |$)/;
	return processesWith(variable).filter((pid) => provider.test(commandOf(pid)));
}

/**
 * Kills the processes with this variable. A killed CLI leaves its language host and its provider running, in process
 * groups of their own; on other systems they end when their engine's port is closed.
 */
export async function killProcessesWith(variable: string): Promise<void> {
	for (let round = 0; round < 20; round++) {
		const pids = processesWith(variable);
		if (pids.length === 0) return;
		for (const pid of pids) kill(pid);
		await wait(50);
	}
}

export function kill(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// It has ended already.
	}
}

export function commandOf(pid: number): string {
	return textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
}

/** Seconds of processor time that a process has used; 0 when it has ended. */
export function processorSeconds(pid: number): number {
	const [user = 0, system = 0] = statFields(pid).slice(11, 13);
	return (user + system) / ticksPerSecond;
}

/** Seconds of processor time of all children of this process that have ended, and of theirs; NaN when unknown. */
export function childrenProcessorSeconds(): number {
	const [user = Number.NaN, system = Number.NaN] = statFields("self").slice(13, 15);
	return (user + system) / ticksPerSecond;
}

/** The most memory that a process has used so far. */
export function peakMegabytes(pid: number): number | undefined {
	const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`))?.[1];
	return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** The fields of /proc/PID/stat after the second one, the command's name in brackets, which may contain blanks. */
function statFields(pid: number | "self"): number[] {
	const text = textOf(`/proc/${pid}/stat`);
	return text === ""
		? []
		: text
				.slice(text.lastIndexOf(")") + 2)
				.split(" ")
				.map(Number);
}

function folders(path: string): string[] {
	try {
		return readdirSync(path);
	} catch {
		return [];
	}
}

function textOf(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
