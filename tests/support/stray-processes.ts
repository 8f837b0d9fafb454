import { readdirSync, readFileSync } from "node:fs";

/**
 * A killed CLI leaves its language host and its provider behind, in process groups of their own. They are recognised by a
 * variable only this program's children have. Needs /proc; elsewhere they end when their engine's port is closed.
 */
export async function killStrays(variable: string): Promise<void> {
	for (let round = 0; round < 20; round++) {
		const strays = processesWith(variable);
		if (strays.length === 0) return;
		for (const pid of strays) kill(pid);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** The processes that have this variable (`NAME=value`) in their environment. */
export function processesWith(variable: string): number[] {
	return readFolder("/proc")
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.filter((name) => readText(`/proc/${name}/environ`).split("\0").includes(variable))
		.map(Number);
}

function kill(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// It has ended.
	}
}

function readFolder(path: string): string[] {
	try {
		return readdirSync(path);
	} catch {
		return [];
	}
}

function readText(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}
